import { describe, expect, test } from 'vitest';
import { scoreChoice } from './choice-score.ts';
import { METHODS } from './methods.ts';
import { unitsOf } from './sentence-units.ts';
import { parseThread, readThreadSet } from './thread-set.ts';
import { benchWrite } from './write-bench.ts';

const set = readThreadSet();
const file =
  'subject: Export\nset: held-out\nlanguage: en\nform: short\n--- customer\nHello. [[The export stops with E-1042 at night.]]\n--- support\n[[Set export.temp to a larger disk.]] Have a nice day.\n';

describe('the set', () => {
  test('has at least 24 threads in five languages and more, a third of them held out', () => {
    expect(set.length).toBeGreaterThanOrEqual(24);
    expect(new Set(set.map(({ language }) => language)).size).toBeGreaterThanOrEqual(5);
    expect(set.filter(({ set: half }) => half === 'held-out').length * 3).toBeGreaterThanOrEqual(set.length);
  });

  test.each(set.map((thread) => [thread.name, thread] as const))('%s has each mark in a sentence of a mail', (_, thread) => {
    const { units, lost } = unitsOf(thread);
    expect(units.some(({ wanted }) => wanted)).toBe(true);
    expect(units.some(({ wanted }) => !wanted)).toBe(true);
    expect(lost).toBeLessThanOrEqual(1);
  });

  test('a file without marks, mails or fields is said so', () => {
    expect(() => parseThread('x', file.replace(/\[\[|\]\]/g, ''))).toThrow('x.thread.txt: it needs two mails and a marked sentence');
    expect(() => parseThread('x', file.replace('set: held-out', 'set: both'))).toThrow('set `both`');
    expect(() => parseThread('x', file.replace('form: short\n', ''))).toThrow('`form` is missing');
  });
});

describe('a score', () => {
  const thread = unitsOf(parseThread('x', file));
  const wanted = thread.units.filter((unit) => unit.wanted);

  test('is 1 for the marked sentences and 0 for none', () => {
    expect(wanted).toHaveLength(2);
    expect(scoreChoice(thread, wanted)).toEqual({ precision: 1, recall: 1, f1: 1, rouge1: 1, rougeL: 1 });
    expect(scoreChoice(thread, [])).toEqual({ precision: 0, recall: 0, f1: 0, rouge1: 0, rougeL: 0 });
  });

  test('falls for what is too much and for what is missing', () => {
    expect(scoreChoice(thread, thread.units)).toMatchObject({ recall: 1, precision: 2 / thread.units.length });
    expect(scoreChoice(thread, wanted.slice(1))).toMatchObject({ recall: 0.5, precision: 1 });
  });

  test('counts order in ROUGE-L and not in ROUGE-1', () => {
    const turned = scoreChoice(thread, wanted.toReversed());
    expect(turned.rouge1).toBe(1);
    expect(turned.rougeL).toBeLessThan(1);
  });

  test('counts what the cleaner lost against everybody', () => {
    expect(scoreChoice({ ...thread, lost: 2 }, wanted).recall).toBe(0.5);
  });
});

test('every method chooses sentences of the thread, in order', () => {
  for (const thread of set.slice(0, 6).map(unitsOf))
    for (const { choose } of METHODS) {
      const places = choose(thread).map((unit) => thread.units.indexOf(unit));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places).not.toContain(-1);
    }
});

test('we are ahead of every other method on F1, on both halves', () => {
  const { rows } = benchWrite();
  for (const half of ['development', 'held out']) {
    const [ours, ...others] = rows.filter((row) => row.set === half);
    for (const other of others) expect(ours!.f1, `${half}: ${other.method}`).toBeGreaterThan(other.f1);
  }
});
