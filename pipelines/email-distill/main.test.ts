import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cleanCommand } from './main.ts';

const file = (name: string, text: string) => {
  const place = path.join(mkdtempSync(path.join(tmpdir(), 'threadwell-clean-')), name);
  writeFileSync(place, text);
  return place;
};
const letter = 'Hi Jan,\n\ncall me on +44 20 7946 0112, key 0123456789abcdef0123456789abcdef.\n\nRegards,\nSara Lind';

test('clean shows the text as it is, with what was removed and why', async () => {
  const { report, text, ok } = await cleanCommand(file('a.txt', letter));
  expect(ok).toBe(true);
  expect(report).toMatchObject({
    text: 'call me on +44 20 7946 0112, key 0123456789abcdef0123456789abcdef.',
    removals: [{ step: 'signature' }, { step: 'greeting', text: 'Hi Jan,' }],
  });
  expect(text).toContain('greeting (greeting line):\n  - Hi Jan,');
});

test('clean masks the removals too when it is asked to mask', async () => {
  const { report } = await cleanCommand(file('a.txt', letter), { mask: true });
  expect(JSON.stringify(report)).not.toMatch(/Sara|Lind|7946|0123456789/);
});

test('clean masks in the text who only greets or signs, and counts by kind', async () => {
  const mail = 'Hi Oluchi,\n\nplease tell oluchi that Ekene has the log, or mail a@b.example and c@b.example.\n\nRegards,\nEkene Bello';
  const { report } = await cleanCommand(file('a.txt', mail), { mask: true });
  expect(report).toMatchObject({
    text: 'please tell <PERSON_1> that <PERSON_2> has the log, or mail <EMAIL_1> and <EMAIL_2>.',
    masked: [
      { kind: 'person', count: 2 },
      { kind: 'email', count: 2 },
    ],
  });
});

test.each([
  ['a file that is not there', () => '/nowhere/a.eml', /a\.eml cannot be read \(ENOENT\); name an \.eml or a \.txt file/],
  ['a file that is no e-mail', () => file('a.eml', 'just words'), /a\.eml: it is no e-mail: .*; name an \.eml or a \.txt file/],
  ['a folder', () => tmpdir(), /cannot be read \(EISDIR\)/],
])('clean says in one line what is wrong with %s', async (_, place, message) => {
  await expect(cleanCommand(place())).rejects.toMatchObject({ name: 'InvalidInput', message: expect.stringMatching(message) });
});
