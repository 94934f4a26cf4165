import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chatStreamServer } from '#core/local/fixtures/chat-stream-server.ts';
import { honestReply } from '#core/ports/fixtures/honest-reply.ts';
import { temporaryFolder, threadwell } from './fixtures/threadwell.ts';

// The command line with the converse assistant on a model of one's own: an OpenAI-compatible server on this machine.

const folder = temporaryFolder();
const file = path.join(folder, 'threadwell.config.json');
const QUESTION = 'How long do I boil an egg?';
let server: Awaited<ReturnType<typeof chatStreamServer>>;

beforeAll(async () => {
  server = await chatStreamServer(honestReply);
  const answer = { provider: 'openai', model: 'qwen3:8b', baseUrl: server.baseUrl };
  const config = {
    brand: { name: 'Egg house', fallbackEmail: 'help@egg-house.example' },
    assistant: { name: 'embedded', converse: { answer } },
    data: 'kb',
  };
  writeFileSync(file, JSON.stringify(config));
  const data = ['--config', file];
  const csv =
    'title,url,body,tags\nBoiling,https://egg-house.example/boil,"# Boiling\n\nBoil an egg for nine minutes, and cool it in cold water.",\n';
  writeFileSync(path.join(folder, 'web_docs.csv'), csv);
  // The data folder is made by the first command.
  await threadwell(['drafts', ...data]);
  writeFileSync(path.join(folder, 'kb', 'web_docs.csv'), readFileSync(path.join(folder, 'web_docs.csv')));
  const { code, stderr } = await threadwell(['ingest', ...data]);
  expect(code, stderr).toBe(0);
});
afterAll(() => server.close());

const ask = (...flags: string[]) => threadwell(['ask', QUESTION, '--config', file, '--json', ...flags]);

test('answers with citations, through the reader and the writer', async () => {
  const before = server.seen.length;
  const { code, stdout, stderr } = await ask('--assistant', 'converse');
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    answered: true,
    answer: expect.stringContaining('nine minutes'),
    citations: [{ n: 1, url: 'https://egg-house.example/boil' }],
  });
  const models = server.seen.slice(before).map(({ body }) => JSON.parse(body) as { model: string; stream?: boolean });
  expect(models.map(({ stream }) => stream === true)).toEqual([false, true]);
});

test('--model replaces the model that writes', async () => {
  const before = server.seen.length;
  expect((await ask('--assistant', 'converse', '--model', 'llama4:8b')).code).toBe(0);
  const written = server.seen.slice(before).map(({ body }) => JSON.parse(body) as { model: string; stream?: boolean });
  expect(written.find(({ stream }) => stream)?.model).toBe('llama4:8b');
});

test('a model that cannot be reached ends in one error and the address of people', async () => {
  server.fail({ does: 'unavailable' });
  const { code, stdout } = await ask('--assistant', 'converse');
  expect(code).toBe(1);
  const { events } = JSON.parse(stdout) as { events: { type: string; email?: string; reason?: string }[] };
  expect(events.filter(({ type }) => type === 'error')).toHaveLength(1);
  expect(events.find(({ type }) => type === 'handoff')?.email).toBe('help@egg-house.example');
  expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'error' });
});

test('what has no model, or no place here, is told in one line', async () => {
  expect((await ask('--model', 'x')).stderr).toMatch(/--model replaces the model of `assistant.converse.answer`/);
  expect((await ask('--assistant', 'bedrock-agent')).stderr).toMatch(/answers on AWS only/);
  const none = await threadwell(['ask', QUESTION, '--assistant', 'converse', '--data', path.join(folder, 'kb')]);
  expect(none.stderr).toMatch(/converse assistant has no model; add `assistant.converse.answer`/);
});
