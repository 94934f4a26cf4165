import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { analysisSettings } from '#core/domain/triage-settings.ts';
import { readByRules } from './by-rules.ts';
import { readRequest } from './read-request.ts';

/**
 * Invented requests with what a person would say of them. Words and rules were set by reading the mistakes in the part `tuned`. Of `unseen`
 * only the figures were looked at, but it was written before the rules by the same hand; `last` was written when they were done, and says
 * most of what to expect.
 */
type Labelled = Readonly<Record<'half' | 'language' | 'urgency' | 'sentiment' | 'category' | 'escalates' | 'text', string>>;

const labelled = Papa.parse<Labelled>(readFileSync(path.join(import.meta.dirname, 'fixtures/requests.csv'), 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;
const settings = analysisSettings({
  brand: { name: 'Example' },
  tickets: { fields: [] },
  triage: { escalation: { terms: [], builtIn: true } },
});
const read = (text: string): Readonly<Record<string, string>> => {
  const { escalation, ...rest } = readByRules(readRequest(text), settings);
  return { ...rest, escalates: escalation === null ? 'no' : 'yes' };
};

/** The least share that is read as the label says. Of the requests that call a person, `missed` is the most that may be missed. */
const FLOORS = {
  tuned: { size: 120, missed: 0, language: 0.97, urgency: 0.95, sentiment: 0.93, category: 0.9, escalates: 0.95 },
  unseen: { size: 60, missed: 0, language: 0.95, urgency: 0.93, sentiment: 0.9, category: 0.88, escalates: 0.95 },
  last: { size: 30, missed: 0.15, language: 0.95, urgency: 0.85, sentiment: 0.85, category: 0.65, escalates: 0.9 },
} as const;
const LABELS = ['language', 'urgency', 'sentiment', 'category', 'escalates'] as const;

describe.each(['tuned', 'unseen', 'last'] as const)('the part %s', (half) => {
  const part = labelled.filter((row) => row.half === half);
  const floors = FLOORS[half];

  test.each(LABELS)('%s is right often enough', (label) => {
    const wrong = part.filter((row) => read(row.text)[label] !== row[label]);
    expect(part.length).toBeGreaterThanOrEqual(floors.size);
    expect(1 - wrong.length / part.length).toBeGreaterThanOrEqual(floors[label]);
  });

  test('of requests that call a person, hardly one is missed', () => {
    const calls = part.filter(({ escalates }) => escalates === 'yes');
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter(({ text }) => read(text).escalates === 'no').length / calls.length).toBeLessThanOrEqual(floors.missed);
  });
});

test('the set is of several languages, and no label is rare enough to be got right by chance', () => {
  const count = (label: keyof Labelled) => Object.entries(Object.groupBy(labelled, (row) => row[label]));
  expect(labelled.length).toBeGreaterThanOrEqual(120);
  expect(count('language').filter(([, rows]) => (rows?.length ?? 0) >= 12).map(([language]) => language).sort()).toEqual(['de', 'en', 'es', 'fr', 'ja']); // biome-ignore format: one claim
  for (const [urgency, rows] of count('urgency')) expect(rows?.length, urgency).toBeGreaterThanOrEqual(15);
});
