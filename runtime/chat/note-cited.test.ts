import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { openDatabase } from '#core/local/database.ts';
import { localFiles } from '#core/local/files.ts';
import { localKnowledgeBase } from '#core/local/knowledge-base.ts';
import { localServing } from '#core/local/serving.ts';
import { articles, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { noteCited } from './note-cited.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-cited-'));
const database = openDatabase(folder);
const files = localFiles(folder);
const clock = { now: () => new Date('2026-11-21') };
const knowledgeBase = localKnowledgeBase({ database, files, serving: localServing(database), clock, log: noLog });
afterAll(() => rmSync(folder, { recursive: true }));

const logged: string[] = [];
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (message: string) => void logged.push(message) };
const citation = (url: string): ChatEvent => ({
  type: 'citation',
  n: 1,
  title: 't',
  url,
  snippet: '',
  source: 'web_docs',
  updatedAt: null,
});
const events: ChatEvent[] = [citation(articles[3]!.url), citation(articles[3]!.url), { type: 'delta', text: 'Take it out. [1]' }];

test('an article that an answer cited knows when', async () => {
  await uploadArticles(files, 'blue', 'web_docs', articles);
  await knowledgeBase.startIngestion('blue', 'web_docs');
  const citedAt = async () => (await knowledgeBase.retrieve({ text: 'uninstall', limit: 1, side: 'blue' }))[0]!.citedAt;
  await noteCited([{ type: 'delta', text: 'Nothing is cited.' }], { knowledgeBase, log });
  expect(await citedAt()).toBeNull();
  await noteCited(events, { knowledgeBase, log });
  expect(await citedAt()).toBe('2026-11-21T00:00:00.000Z');
});

test('a failure is logged and costs the visitor nothing, and an adapter may not keep it at all', async () => {
  const noted = async () => Promise.reject(new Error('the disk is full'));
  await noteCited(events, { knowledgeBase: { ...knowledgeBase, noteCited: noted }, log });
  expect(logged).toEqual(['citations could not be kept']);
  const { noteCited: _, ...without } = knowledgeBase;
  await noteCited(events, { knowledgeBase: without, log });
  expect(logged).toHaveLength(1);
});
