import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import type { Platform } from '#core/ports/platform.ts';
import { DESERTED_PAID_MS } from '../runtime/chat/running-turn.ts';
import { request, servedApp, testApp, visitor } from '../runtime/http/fixtures/test-app.ts';
import { textOf } from './fixtures/attacks/attacked-app.ts';
import { converseStream, EMAIL, invokeAgent, SENTENCES } from './fixtures/faulty-services.ts';

const QUESTION = 'How do I set a proxy?';
/** Frames that hold the first sentence and the beginning of the next. */
const SOME = 5;
const MORE_THAN_ATTEMPTS = 9;

async function learn({ files, knowledgeBase, serving }: Platform) {
  const body = `# Set a proxy\n\n${SENTENCES.join(' ')}`;
  await uploadArticles(files, 'blue', 'web_docs', [{ title: 'Set a proxy', url: 'https://docs.ferrywork.example/proxy', body, tags: [] }]);
  await knowledgeBase.startIngestion('blue', 'web_docs');
  await serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 1, promotedAt: '2026-11-21T00:00:00.000Z' });
}

/** Exactly one `done`, last; before it exactly one `error`, and the way out by e-mail. */
function expectFailed(events: readonly ChatEvent[]): void {
  const types = events.map(({ type }) => type);
  expect(types.filter((type) => type === 'done')).toHaveLength(1);
  expect(types.slice(-2)).toEqual(['error', 'done']);
  expect(types.filter((type) => type === 'error')).toHaveLength(1);
  expect(events).toContainEqual({ type: 'handoff', email: EMAIL });
  expect(events.at(-1)).toMatchObject({ answered: false, reason: 'error' });
}

describe.each([
  ['ConverseStream', converseStream],
  ['InvokeAgent', invokeAgent],
] as const)('a turn over %s', (service, serve) => {
  test('is answered whole when nothing fails', async () => {
    const { assistant } = await serve();
    const { app, ports } = testApp((own) => ({ assistant: assistant(own) }));
    await learn(ports);
    const events = await (await visitor(app)).ask(QUESTION);
    for (const sentence of SENTENCES) expect(textOf(events)).toContain(sentence);
    expect(events.at(-1)).toMatchObject({ type: 'done', answered: true });
  });

  // InvokeAgent has no last frame: a clean end after some of it is the end of the answer.
  const middle = [
    'exception',
    'reset',
    'destroy',
    'stall',
    'truncated',
    'corrupt',
    ...(service === 'ConverseStream' ? ['empty' as const] : []),
  ] as const;
  test.each(middle)('that breaks off in the middle (%s) keeps what was shown and ends as failed, also after a reload', async (does) => {
    const { wire, action, assistant } = await serve();
    const { app, ports } = testApp((own) => ({ assistant: assistant(own) }));
    await learn(ports);
    wire.fail({ action, does, after: SOME, ...(does === 'exception' ? { exception: 'modelStreamErrorException' } : {}) });
    const ann = await visitor(app);
    const events = await ann.ask(QUESTION);
    expectFailed(events);
    expect(textOf(events)).toContain(SENTENCES[0]);
    expect(textOf(events)).not.toContain(SENTENCES[2]);
    const { turns } = (await (await ann.call('GET', '/session/turns')).json()) as { turns: { events: ChatEvent[] }[] };
    expect(turns[0]!.events).toEqual(events);
    expect(wire.actions()).toHaveLength(1);
  });

  test.each(['throttled', 'unavailable', 'exception', 'reset', 'destroy', 'stall', 'truncated', 'corrupt', 'empty'] as const)(
    'that never begins (%s) ends as failed',
    async (does) => {
      const { wire, action, assistant } = await serve();
      const { app, ports } = testApp((own) => ({ assistant: assistant(own) }));
      await learn(ports);
      wire.fail({ action, does, times: MORE_THAN_ATTEMPTS, ...(does === 'exception' ? { exception: 'internalServerException' } : {}) });
      const events = await (await visitor(app)).ask(QUESTION);
      expectFailed(events);
      expect(textOf(events)).toBe('');
    },
  );

  test.each(['stops it', 'leaves'])('whose reader %s ends the call of the service soon', async (how) => {
    const { wire, action, assistant } = await serve(60_000);
    const { app, ports, origin } = await servedApp((own) => ({ assistant: assistant(own), desertedMs: DESERTED_PAID_MS }));
    await learn(ports);
    wire.fail({ action, does: 'stall', after: SOME });
    const issued = (await (await request(app, 'POST', '/session', { body: {} })).json()) as { token: string };
    const leaving = new AbortController();
    const headers = { 'content-type': 'application/json', 'x-threadwell-session': issued.token };
    const response = await fetch(`${origin}/chat/stream`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ turnId: 't1', text: QUESTION }),
      signal: leaving.signal,
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let seen = ''; !seen.includes('event: delta'); ) seen += (await reader.read()).value ?? '';
    if (how === 'stops it') await fetch(`${origin}/chat/stop`, { method: 'POST', headers, body: JSON.stringify({ turnId: 't1' }) });
    await reader.cancel();
    leaving.abort();
    // A second is promised; the other one is for a machine that is busy.
    expect(await Promise.race([wire.seen[0]!.ended, sleep(2_000, 'goes on', { ref: false })])).toBe('left');
  });
});
