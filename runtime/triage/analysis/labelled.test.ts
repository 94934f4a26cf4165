import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { analysisSettings } from '#core/domain/triage-settings.ts';
import { readByRules } from './by-rules.ts';
import { readRequest } from './read-request.ts';

/**
 * Invented requests with what a person would say of them. Words and rules were set by reading the mistakes in the `tuned` half; of the
 * `unseen` half only the figures were looked at.
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

/** Of a hundred requests of each half, so many are read as the label says. */
const FLOORS = {
  tuned: { language: 0.97, urgency: 0.95, sentiment: 0.93, category: 0.9, escalates: 0.95 },
  unseen: { language: 0.95, urgency: 0.93, sentiment: 0.9, category: 0.88, escalates: 0.95 },
} as const;

describe.each(['tuned', 'unseen'] as const)('the %s half', (half) => {
  const part = labelled.filter((row) => row.half === half);

  test.each(Object.entries(FLOORS[half]) as [keyof Labelled, number][])('%s is right for at least %d', (label, floor) => {
    const wrong = part.filter((row) => read(row.text)[label] !== row[label]);
    expect(part.length).toBeGreaterThanOrEqual(60);
    expect(1 - wrong.length / part.length, wrong.map((row) => `${row[label]}: ${row.text}`).join('\n')).toBeGreaterThanOrEqual(floor);
  });

  test('of requests that call a person, none is missed', () => {
    const calls = part.filter(({ escalates }) => escalates === 'yes');
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.filter(({ text }) => read(text).escalates === 'no')).toEqual([]);
  });
});

test('the set is of several languages, and no label is rare enough to be got right by chance', () => {
  const count = (label: keyof Labelled) => Object.entries(Object.groupBy(labelled, (row) => row[label]));
  expect(labelled.length).toBeGreaterThanOrEqual(120);
  expect(count('language').filter(([, rows]) => (rows?.length ?? 0) >= 12).map(([language]) => language).sort()).toEqual(['de', 'en', 'es', 'fr', 'ja']); // biome-ignore format: one claim
  for (const [urgency, rows] of count('urgency')) expect(rows?.length, urgency).toBeGreaterThanOrEqual(15);
});
