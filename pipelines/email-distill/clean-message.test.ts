import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanFile } from './clean-file.ts';
import { cleanMessage } from './clean-message.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const cases = readdirSync(fixtures)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name) => name.replace('.expected.json', ''));
const clean = (text: string, earlier: readonly string[] = [], subject = 'Re: Export') =>
  cleanMessage({ text, subject, name: 'Jan Vos', earlier });

describe('clean', () => {
  test.each(cases)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(path.join(fixtures, `${name}.expected.json`), 'utf8')) as { text: string; steps: string[] };
    const { text, removals } = await cleanFile(path.join(fixtures, `${name}.eml`));
    expect(text).toBe(expected.text);
    expect([...new Set(removals.map(({ step }) => step))].sort()).toEqual([...new Set(expected.steps)].sort());
  });

  test('loses no line: every line of the mail is kept or explained', async () => {
    for (const name of cases.filter((other) => !other.startsWith('html'))) {
      const file = path.join(fixtures, `${name}.eml`);
      const body = readFileSync(file, 'utf8').split('\n\n').slice(1).join('\n\n');
      const { text, removals } = await cleanFile(file);
      const accounted = [text, ...removals.map((removal) => removal.text)].join('\n').split('\n');
      const known = new Set(['', ...accounted.map((line) => line.replace(/^[> ]+/, '').trim())]);
      for (const line of body.split('\n')) expect(known, `${name}: ${line}`).toContain(line.replace(/^[> ]+/, '').trim());
    }
  });

  test('keeps an answer that was written into an unmarked quote, when the quoted mail is known', () => {
    const earlier = 'Hi Jan,\n\nis port 9090 right?\nAnd do I have to restart the server afterwards?\n\nRegards\nSara Lind\nNorth Ltd.';
    const reply = `See below.\n\nFrom: Sara Lind\nSent: Monday, October 5, 2026\nTo: Jan Vos\nSubject: Export\n\n${earlier.replace('right?', 'right?\nNo, 9443 it is.')}`;
    expect(clean(reply, [earlier]).text).toBe('See below.\n\n> is port 9090 right?\n\nNo, 9443 it is.');
  });

  test('keeps what stands below a quote without marks when nothing stands above it', () => {
    const { text } = clean('On Mon, Oct 5, 2026 at 9:01 AM Sara Lind wrote:\nthe old text\n\nThe new answer.');
    expect(text).toContain('The new answer.');
  });

  test('does not take a sentence for an attribution, a closing or a greeting', () => {
    const text =
      'On 3.2 the manual wrote something else.\nThanks to the new option the export is fast.\nHello world is the name of the example app we use for this.';
    expect(clean(text).text).toBe(text);
  });

  test('leaves nothing of a mail that only quotes', () => {
    expect(clean('> old\n> older').text).toBe('');
  });

  test.each([
    ' ',
    '-',
    'On ',
    'On On wrote ',
    '1',
    '\r\n',
    '> ',
    '> \n',
    'From: a\n',
    'From: a\nTo: b\nSubject: c\n',
    '--\n',
    '_',
    'On 2026 a@b\n',
    'Regards\n',
    'Hi ',
    '<a ',
    'a: b\n',
    '    x\n',
    '> q?\na\n',
    '```\n',
    'confidential recipient ',
  ])('ends on 100 KB of %j', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(clean(text, [text]).text.length).toBeLessThanOrEqual(text.length * 2);
  });
});
