import { describe, expect, test } from 'vitest';
import { articleProblems, withoutPart } from '#core/domain/article.ts';
import { baseOf } from './base.ts';
import { ENGINES } from './engines/engines.ts';
import { madeArticles } from './made-base/made-articles.ts';
import { benchQuality, formatQuality } from './quality-bench.ts';
import { labelledQuestions, sampleArticles } from './sample-articles.ts';

describe('the labelled questions', () => {
  const { seen, heldOut } = labelledQuestions();
  const questions = [...seen, ...heldOut];

  test('are more than 200, each once, a third of them held out, and every label is an article', () => {
    expect(new Set(questions.map(({ question }) => question.toLowerCase())).size).toBe(questions.length);
    expect(questions.length).toBeGreaterThan(200);
    expect(heldOut.length / questions.length).toBeCloseTo(1 / 3, 1);
    const urls = new Set(sampleArticles().map(({ url }) => withoutPart(url)));
    expect(questions.flatMap((question) => question.urls).filter((url) => !urls.has(url))).toEqual([]);
  });

  test('have an answer unless their group says so', () => {
    for (const { urls, tags } of questions) expect(urls.length > 0).toBe(!['refuse', 'near-miss'].includes(tags[0]!));
  });
});

describe('the made base', () => {
  const made = madeArticles(2_000);

  test('has distinct articles that keep the contract, the same at every run', () => {
    expect(made.flatMap(articleProblems)).toEqual([]);
    expect(new Set(made.map(({ url }) => url)).size).toBe(made.length);
    expect(new Set(made.map(({ body }) => body)).size).toBe(made.length);
    expect(madeArticles(2_000)).toEqual(made);
  });

  test('never names the sample product', () => {
    expect(made.filter(({ body }) => /ferrywork|datadog|mule|fw-\d/i.test(body))).toEqual([]);
  });
});

test('every engine finds what it is asked for', async () => {
  for (const { open, name } of ENGINES) {
    const engine = await open(baseOf(400));
    const { urls } = await engine.find('proxy username and password', 3);
    expect(urls, name).toContain('http://localhost:8787/docs/configuration/proxy/#credentials');
    expect(urls.length, name).toBeLessThanOrEqual(3);
    engine.close();
  }
});

test('quality is told for both sets of questions and for each group', async () => {
  const rows = await benchQuality(400);
  expect(rows).toHaveLength(2 * 2 * ENGINES.length);
  const text = formatQuality(rows);
  expect(text).toContain('Search quality: 400 articles, held-out questions');
  expect(text).toMatch(/threadwell +\| +0\.\d+/);
  expect(text).toContain('near-miss (');
}, 60_000);
