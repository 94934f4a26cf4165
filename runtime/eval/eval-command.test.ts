import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { openDatabase } from '#core/local/database.ts';
import { localFiles } from '#core/local/files.ts';
import { localKnowledgeBase } from '#core/local/knowledge-base.ts';
import { localServing } from '#core/local/serving.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { articles, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { noProgress } from '#core/ports/progress.ts';
import { evalCommand } from './eval-command.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-eval-'));
const database = openDatabase(folder);
const files = localFiles(folder);
const serving = localServing(database);
const knowledgeBase = localKnowledgeBase({ database, files, serving, clock: { now: () => new Date(0) }, log: noLog });
const ports = { knowledgeBase, serving, progress: noProgress };
const url = (name: string) => `https://docs.example.com/${name}`;

afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

/** An assistant that answers by script: an article to cite, `refuse`, `fail`, or `mute` for an answer that cites nothing. */
function scripted(script: Readonly<Record<string, string>>): Assistant {
  return {
    async *answer(question): AsyncGenerator<ChatEvent> {
      const says = script[question.text] ?? 'refuse';
      if (says === 'fail') {
        yield { type: 'error', code: 'internal', message: 'x', retryable: false };
        yield { type: 'done', answered: false, citations: [], reason: 'error' };
      } else if (says === 'refuse') yield { type: 'done', answered: false, citations: [], reason: 'refused' };
      else if (says === 'mute') yield { type: 'done', answered: true, citations: [] };
      else {
        const citation = { title: 't', snippet: 's', source: 'web_docs', updatedAt: null } as const;
        yield { type: 'citation', n: 1, ...citation, url: url('never-used') };
        yield { type: 'citation', n: 2, ...citation, url: url(says) };
        yield { type: 'delta', text: 'text [2]' };
        yield { type: 'done', answered: true, citations: [2] };
      }
    },
  };
}

test('before anything serves it says what to do', async () => {
  const golden = write('early.csv', 'question,url,tags\nx,,\n');
  await expect(evalCommand({ golden }, { ...ports, assistant: scripted({}) })).rejects.toThrow(/run `threadwell ingest` first/);
});

describe('over a served base', () => {
  beforeAll(async () => {
    await uploadArticles(files, 'blue', 'web_docs', articles);
    await knowledgeBase.startIngestion('blue', 'web_docs');
    await serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 4, promotedAt: '2026-11-21T00:00:00.000Z' });
  });

  const golden = `question,url,tags
proxy settings,${url('proxy-settings')},plain
truststore,${url('custom-certificate-authority')},plain
queue full,${url('fw-2003-queue-full')},plain
uninstall,${url('uninstall')},plain
zebra,${url('uninstall')},hard
kafka,,refuse
weather,,refuse
`;
  const assistant = scripted({
    'proxy settings': 'proxy-settings',
    truststore: 'uninstall',
    'queue full': 'refuse',
    uninstall: 'fail',
    kafka: 'mute',
  });

  test('prints the figures of every group and lists what went wrong', async () => {
    const { report, text, ok } = await evalCommand({ golden: write('golden.csv', golden) }, { ...ports, assistant });
    expect(report).toMatchObject({
      questions: 7,
      recallAt1: 0.8,
      recallAt5: 0.8,
      mrr: 0.8,
      citationAccuracy: 0.5,
      refusalAccuracy: 0.5,
      falseRefusals: 0.6,
      errors: 1,
      groups: {
        hard: { questions: 1, recallAt5: 0 },
        plain: { questions: 4, recallAt5: 1 },
        refuse: { questions: 2, refusalAccuracy: 0.5 },
      },
    });
    const { misses } = report as { misses: { question: string; what: string }[] };
    expect(misses.map(({ question, what }) => [question, what])).toEqual([
      ['truststore', 'wrong_citation'],
      ['queue full', 'refused'],
      ['uninstall', 'failed'],
      ['zebra', 'not_found'],
      ['kafka', 'answered'],
    ]);
    expect(ok).toBe(false);
    expect(text).toMatch(/^group +questions +recall@1.*\nall +7 +0\.800/);
    expect(text).toMatch(/- truststore\n +cites another article; expected \S+custom-certificate-authority\n +got \S+uninstall/);
  });

  test('a gate decides the exit, and names the figure', async () => {
    const run = (gate: object, good = scripted({ 'proxy settings': 'proxy-settings' })) =>
      evalCommand(
        {
          golden: write('one.csv', `question,url,tags\nproxy settings,${url('proxy-settings')},x\nweather,,y\n`),
          gate: write('gate.json', JSON.stringify(gate)),
        },
        { ...ports, assistant: good },
      );
    expect(await run({ recallAt5: 0.9, refusalAccuracy: 0.9, falseRefusals: 0, errors: 0 })).toMatchObject({
      ok: true,
      report: { gate: { passed: true } },
    });
    const missed = await run({ falseRefusals: 0.5, recallAt1: 1 }, scripted({}));
    expect(missed).toMatchObject({ ok: false, report: { gate: { missed: ['falseRefusals is 1.000, the gate is 0.5'] } } });
    await expect(run({ recall: 1 })).rejects.toThrow(/`recall` is no figure/);
    await expect(run({})).rejects.toThrow(/no figure/);
  });

  test('a candidate is compared with the configured brain, question by question', async () => {
    const candidate = scripted({ 'proxy settings': 'proxy-settings', truststore: 'custom-certificate-authority', weather: 'uninstall' });
    const against = { configured: { name: 'embedded', assistant }, candidate: 'converse qwen3:8b' };
    const { report, text } = await evalCommand({ golden: write('golden.csv', golden) }, { ...ports, assistant: candidate, against });
    expect(report).toMatchObject({
      citationAccuracy: 1,
      comparison: {
        configured: 'embedded',
        candidate: 'converse qwen3:8b',
        figures: { citationAccuracy: { was: 0.5, is: 1 }, errors: { was: 1, is: 0 } },
        changed: [
          { question: 'uninstall', was: 'failed', is: 'refused' },
          { question: 'weather', was: null, is: 'answered' },
          { question: 'truststore', was: 'wrong_citation', is: null },
          { question: 'kafka', was: 'answered', is: null },
        ],
      },
    });
    expect(text).toContain('embedded (configured) → converse qwen3:8b');
    expect(text).toMatch(/- truststore\n +cites another article → right/);
  });

  test('a file that is not there is one clear line', async () => {
    await expect(evalCommand({ golden: path.join(folder, 'none.csv') }, { ...ports, assistant })).rejects.toThrow(
      /none\.csv cannot be read \(ENOENT\)/,
    );
  });
});
