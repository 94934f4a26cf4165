import { expect, test } from 'vitest';
import { visitorsWhoAsked } from './visitors-who-asked.ts';

const draft = (id: string, title: string, symptoms: string[] = []) => ({
  id,
  title,
  symptoms,
  question: { text: title, evidence: [], supported: true },
});
const drafts = [
  draft('proxy', 'Proxy asks for a password', ['OV-3001 proxy authentication required']),
  draft('glaze', 'Glaze runs down in the upper rack'),
  draft('timer', 'The timer stops at 4.7.0 after a restart', ['timer.autostart is ignored']),
];
const asked = (...questions: [session: string, question: string][]) =>
  Object.fromEntries(
    visitorsWhoAsked(
      drafts,
      questions.map(([sessionId, question]) => ({ sessionId, question })),
    ),
  );

test('counts visitors whose question shares most of its words', () => {
  expect(asked(['ann', 'Why does the proxy want a password?'], ['bob', 'glaze running in the rack'])).toEqual({
    proxy: 1,
    glaze: 1,
    timer: 0,
  });
});

test('an error code or a setting alone is enough, a version or a single word is not', () => {
  expect(asked(['ann', 'What does OV-3001 mean?'], ['bob', 'is timer.autostart on by default in the big oven?'])).toEqual({
    proxy: 1,
    glaze: 0,
    timer: 1,
  });
  expect(asked(['ann', 'Does 4.7.0 come in blue?'], ['bob', 'proxy?'], ['cho', 'Can the proxy export to a spreadsheet in Kyoto?'])).toEqual(
    {
      proxy: 0,
      glaze: 0,
      timer: 0,
    },
  );
});

test('a visitor who asks again counts once', () => {
  expect(asked(['ann', 'OV-3001?'], ['ann', 'proxy password'], ['bob', 'OV-3001'])).toMatchObject({ proxy: 2 });
});

test('a word that most drafts have is no sign', () => {
  const many = Array.from({ length: 30 }, (_, n) => draft(`d${n}`, `Kiln sensor case ${'abcdefghijklmnopqrstuvwxyzäöüß'[n]}x`));
  const counted = visitorsWhoAsked(many, [{ sessionId: 'ann', question: 'kiln sensor' }]);
  expect([...counted.values()].every((count) => count === 0)).toBe(true);
});
