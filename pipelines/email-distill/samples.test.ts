import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256 } from '#core/domain/digest.ts';
import type { Draft } from '#core/domain/draft.ts';
import { approvalBlockers } from '#core/domain/draft.ts';
import { quotes } from '#core/domain/evidence.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { noProgress } from '#core/ports/progress.ts';
import { type DistillReport, distill } from './distill.ts';
import { distillText } from './report-text.ts';

const samples = path.resolve(import.meta.dirname, '../../data/samples');
const rows = (name: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path.join(samples, name), 'utf8'), { header: true, skipEmptyLines: true }).data;
/** Whole words only, as written: the name Tan is no part of "important". */
const mentions = (text: string, value: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}])${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u').test(text);
const threadOf = (messageId: string) => sha256(messageId).slice(0, 16);

/** What the docs of the sample site say where two of the mails disagree with them. */
const docs = `title,url,body,tags
Agent mode,https://docs.example.com/agent#ports,"# Agent mode

| Port | Protocol | Data |
| --- | --- | --- |
| 8126 | TCP (HTTP) | Traces of the agent |
| 8125 | UDP (DogStatsD) | Metrics |",source:docs
Reference,https://docs.example.com/reference,"# Reference

| Property | Default | Range |
| --- | --- | --- |
| \`flush.interval\` | \`10\` | 1–60 s |
| \`queue.capacity\` | \`10000\` | 100–1000000 |",source:docs
`;

let report: DistillReport;
let drafts: Draft[];
let everything = '';

async function run() {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-distill-'));
  const logged: string[] = [];
  const log = {
    info: (...line: unknown[]) => logged.push(JSON.stringify(line)),
    debug: () => {},
    warn: () => {},
    error: (...line: unknown[]) => logged.push(JSON.stringify(line)),
  };
  const database = openDatabase(folder);
  const ports = {
    drafts: localDrafts(database),
    files: localFiles(path.join(folder, 'files')),
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
    log,
    progress: noProgress,
  };
  await ports.files.write('web_docs.csv', docs);
  const input = {
    paths: [path.join(samples, 'mailbox')],
    support: { domains: ['ferrywork.example'], addresses: [] },
    tags: ['product:ferrywork-connector'],
  };
  return { input, ports, logged };
}

beforeAll(async () => {
  const { input, ports, logged } = await run();
  report = await distill(input, ports);
  drafts = await ports.drafts.list();
  const again = await distill(input, ports);
  expect(again.added).toBe(0);
  expect(await ports.drafts.list()).toEqual(drafts);
  everything = [JSON.stringify(drafts), JSON.stringify(report), distillText(report), ...logged].join('\n');
});

describe('the sample mailbox', () => {
  test.each(rows('threads.csv'))('decides $subject: $expected', ({ first_message_id: id = '', expected = '', subject = '' }) => {
    const thread = threadOf(id);
    const draft = drafts.find(({ threads }) => threads.includes(thread));
    if (expected === 'refuse') {
      expect(draft, subject).toBeUndefined();
      expect(report.refused.map((refused) => refused.thread)).toContain(thread);
    } else {
      expect(draft, subject).toBeDefined();
      const target = expected.startsWith('merge:') ? threadOf(expected.slice(6)) : thread;
      expect(draft?.threads[0]).toBe(target);
    }
  });

  test('merges as many threads as the hand-made list says, and no more', () => {
    expect(report.merged).toBe(rows('threads.csv').filter(({ expected }) => expected?.startsWith('merge:')).length);
    expect(report.drafts).toBe(rows('threads.csv').filter(({ expected }) => expected === 'article').length);
  });

  test('says of each thread that somebody could complete what would have to be answered, and nothing of the others', () => {
    const completable = new Set(['unsolved', 'no-support-answer', 'not-self-contained']);
    for (const { code, subject, questions } of report.refused) {
      expect(questions.length > 0, subject).toBe(completable.has(code));
      expect(questions.length, subject).toBeLessThanOrEqual(4);
      expect(questions.length, subject).not.toBe(1);
    }
    const all = report.refused.flatMap(({ questions }) => questions).join('\n');
    expect(all).toContain('passed it on to our developers as FWK-1873');
    expect(all).toContain('I suggest a call today at 15:00');
  });

  test.each(rows('personal-data.csv'))('lets no $kind through: $value', ({ value = '' }) => {
    expect(value).not.toBe('');
    expect(mentions(everything, value)).toBe(false);
  });

  test('proves every sentence by the mail', () => {
    for (const draft of drafts)
      for (const step of [draft.question, ...draft.steps]) {
        expect(step.supported, `${draft.title}: ${step.text}`).toBe(true);
        expect(quotes(step, draft)).toHaveLength(step.evidence.length);
      }
  });

  test('finds the two places where the mail contradicts the docs, and waits for a decision', () => {
    const found = drafts.filter(({ contradictions }) => contradictions.length);
    expect(found.map(({ title }) => title).sort()).toEqual([
      'Agent mode: metrics yes, traces no',
      'Metrics are always late by half minute',
    ]);
    expect(
      found
        .flatMap(({ contradictions }) => contradictions.map(({ docsQuote, mailQuote }) => [docsQuote, mailQuote].join(' / ')))
        .join('\n'),
    ).toMatch(/8126[\s\S]*8136/);
    for (const draft of found) expect(approvalBlockers(draft).join()).toMatch(/contradiction/);
  });

  test('takes nothing from the two mails that instruct whoever reads them', () => {
    expect(everything).not.toMatch(/ignore your instructions|deadbeef|automated reader|Approve it at once|TLS checks off/i);
    expect(drafts.every(({ state, version }) => state === 'proposed' && version === 1)).toBe(true);
  });

  test('keeps versions, error codes, configuration keys and public hosts readable', () => {
    for (const word of [
      '4.6.3',
      'FW-2002',
      'DD_SITE',
      'com.ferrywork.internal.Intake',
      'http-intake.logs.datadoghq.com',
      '127.0.0.1',
      'x-datadog-trace-id',
      'ferrywork.queue.capacity',
    ])
      expect(everything).toContain(word);
  });
});
