import { expect, test } from 'vitest';
import { randomIds, systemClock } from '#core/local/system.ts';
import { FIXTURE_MIN_CONFIDENCE, failingKnowledgeBase, fixtureKnowledgeBase } from '#core/ports/fixtures/assistant-knowledge.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { askCommand } from './ask.ts';
import { embeddedAssistant } from './embedded.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const portsOn = (knowledgeBase: KnowledgeBase) => ({
  ids: randomIds,
  clock: { now: () => new Date('2026-10-03') },
  assistant: embeddedAssistant({
    ports: { knowledgeBase, ids: randomIds, clock: systemClock, log },
    minConfidence: FIXTURE_MIN_CONFIDENCE,
    brand: { name: 'Harbor', fallbackEmail: 'help@harbor.example' },
    ticketFields: [],
  }),
});

test('gives the answer with its sources, for people and for machines', async () => {
  const { report, text, ok } = await askCommand('How do I turn the archive file off?', portsOn(fixtureKnowledgeBase()));
  expect(ok).toBe(true);
  expect(report).toMatchObject({
    answered: true,
    answer: expect.stringContaining('Remove `archive.path`'),
    citations: [{ n: 1, title: 'Archive file › Turn the archive off', url: 'https://docs.harbor.example/archive#off' }],
    events: expect.arrayContaining([{ type: 'done', answered: true, citations: [1] }]),
  });
  expect(text).toMatch(
    / \[1\]\n\nSources:\n\[1\] Archive file › Turn the archive off\n {4}https:\/\/docs\.harbor\.example\/archive#off\n {4}changed 2 days ago$/,
  );
});

test('counts an honest "I don\'t know" as done', async () => {
  const { report, text, ok } = await askCommand('Which kangaroo recipes do you recommend?', portsOn(fixtureKnowledgeBase()));
  expect(ok).toBe(true);
  expect(report).toMatchObject({ answered: false, citations: [] });
  expect(text).toMatch(/^I don’t know/);
  expect(text).not.toContain('Sources');
});

test('fails when the knowledge base does', async () => {
  const { ok, text } = await askCommand('How do I set a proxy?', portsOn(failingKnowledgeBase(new Error('gone'))));
  expect(ok).toBe(false);
  expect(text).toMatch(/^Failed: /);
});

test.each([
  ['', /empty/],
  ['x'.repeat(9_000), /shorten/],
])('refuses a question that is empty or too long', async (question, message) => {
  await expect(askCommand(question, portsOn(fixtureKnowledgeBase()))).rejects.toThrow(message);
});
