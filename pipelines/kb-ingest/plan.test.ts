import { describe, expect, test } from 'vitest';
import { guardHits } from './check.ts';
import type { Manifest } from './manifest.ts';
import { planIngest } from './plan.ts';
import { jobProblem } from './sync.ts';
import { toBedrockJob } from './to-bedrock-job.ts';

const sizes = new Map([
  ['web_docs/00.csv', { rows: 2, tokens: 3_000_000 }],
  ['web_docs/01.csv', { rows: 1, tokens: 500 }],
]);
const manifest = (contentHash: string, rows: Record<string, string>, files: Record<string, string>): Manifest => ({
  contentHash,
  files,
  rows: { web_docs: rows, curated_articles: {} },
});

describe('planIngest', () => {
  const wanted = manifest('new', { a: '1', b: '2', c: '3' }, { 'web_docs/00.csv': 'x', 'web_docs/01.csv': 'y' });

  test('counts rows against what serves and lists files against what is stored', () => {
    const served = manifest('old', { a: '1', b: 'other', d: '4' }, {});
    const stored = new Map([
      ['web_docs/01.csv', 'y'],
      ['web_docs/00.csv', 'rotten'],
      ['web_docs/16.csv', 'z'],
    ]);
    expect(planIngest({ manifest: wanted, sizes }, served, stored)).toEqual({
      status: 'changed',
      added: 1,
      changed: 1,
      removed: 1,
      unchanged: 1,
      put: ['web_docs/00.csv'],
      remove: ['web_docs/16.csv'],
      shards: ['web_docs/00.csv'],
      rowsToEmbed: 2,
      tokensToEmbed: 3_000_000,
      embeddingCost: 0.06,
      contentHash: 'new',
      embedAnew: null,
    });
  });

  test('everything is new where nothing serves', () => {
    expect(planIngest({ manifest: wanted, sizes }, null, new Map())).toMatchObject({
      status: 'changed',
      added: 3,
      removed: 0,
      put: Object.keys(wanted.files),
    });
  });

  test('the same content as serves is nothing to do, whatever the idle side holds', () => {
    expect(planIngest({ manifest: wanted, sizes }, { ...wanted }, new Map()).status).toBe('unchanged');
  });

  test('the same url in the other source is another row', () => {
    const served = { ...manifest('old', {}, {}), rows: { web_docs: {}, curated_articles: { a: '1' } } };
    expect(planIngest({ manifest: wanted, sizes }, served, new Map())).toMatchObject({ added: 3, removed: 1 });
  });
});

describe('guardHits', () => {
  const served = { rows: { web_docs: { a: '1', b: '2', c: '3', d: '4', e: '5' }, curated_articles: { x: '1', y: '2', z: '3' } } };
  test.each([
    [5, 3, 0],
    [4, 3, 0],
    [3, 3, 1],
    [0, 3, 1],
    [5, 2, 0],
    [5, 1, 1],
    [5, 0, 1],
    [3, 0, 2],
    [50, 30, 0],
  ])('%i docs and %i curated articles: %i', (docs, curated, hits) => {
    const inputs = [
      { source: 'web_docs', rows: docs },
      { source: 'curated_articles', rows: curated },
    ] as const;
    expect(guardHits(inputs, served)).toHaveLength(hits);
  });

  test('before the first version only empty docs are a hit', () => {
    expect(guardHits([{ source: 'web_docs', rows: 1 }], null)).toEqual([]);
    expect(guardHits([{ source: 'web_docs', rows: 0 }], null)).toEqual(['web_docs.csv has no rows']);
  });
});

describe('jobProblem', () => {
  const job = (
    status: 'COMPLETE' | 'FAILED' | 'STOPPED' | 'IN_PROGRESS',
    scanned: number,
    failed: number,
    failureReasons: string[] = [],
  ) => {
    return toBedrockJob({ jobId: '7', status, statistics: { scanned, failed, indexed: 0, deleted: 0 }, failureReasons });
  };
  test.each([
    ['a whole success', job('COMPLETE', 16, 0), 100, null],
    ['an emptied source', job('COMPLETE', 0, 0), 0, null],
    ['nothing scanned', job('COMPLETE', 0, 0), 100, 'the job completed, but found no file'],
    ['failed files', job('COMPLETE', 16, 2, ['a', 'b', 'c', 'd']), 100, '2 of 16 files failed: a; b; c'],
    ['a failed job', job('FAILED', 0, 0, ['no access']), 100, 'job 7 ended FAILED: no access'],
    [
      'a job without end',
      job('IN_PROGRESS', 3, 0),
      100,
      'job 7 did not end within two hours; look at it there, stop it, and run ingest again',
    ],
    ['a stopped job', job('STOPPED', 3, 0), 100, 'job 7 ended STOPPED'],
  ])('%s', (_name, ended, rows, problem) => {
    expect(jobProblem(ended, rows)).toBe(problem);
  });
});
