import { expect, test } from 'vitest';
import type { Step } from '#core/domain/draft.ts';
import { suggestQuote } from './suggest-quote.ts';

const messages = [
  {
    id: 'm1',
    role: 'support' as const,
    date: null,
    text: 'Hello,\n\nSet proxy.host to 10.0.0.1 first! Then restart the worker. It takes a minute.',
  },
  { id: 'm2', role: 'support' as const, date: null, text: 'The kiln needs 900 degrees.' },
];
const suggested = (text: string, evidence: Step['evidence'] = []) => {
  const found = suggestQuote({ text, evidence, supported: false }, messages);
  return found && messages.find(({ id }) => id === found.messageId)?.text.slice(found.start, found.end);
};

test('finds the sentence of the mail that says it, dots in names included', () => {
  expect(suggested('Set the proxy.host to 10.0.0.1')).toBe('Set proxy.host to 10.0.0.1 first!');
  expect(suggested('The kiln must have 900 degrees')).toBe('The kiln needs 900 degrees.');
});

test('looks for what the quotes so far do not say', () => {
  const start = messages[0]!.text.indexOf('Set');
  const first = { messageId: 'm1', start, end: messages[0]!.text.indexOf('!') + 1 };
  expect(suggested('Set proxy.host, then restart the worker', [first])).toBe('Then restart the worker.');
  expect(suggested('Set proxy.host', [first])).toBeNull();
});

test('suggests nothing for what the mail does not say', () => {
  expect(suggested('Reinstall everything on another machine')).toBeNull();
  expect(suggested('')).toBeNull();
});
