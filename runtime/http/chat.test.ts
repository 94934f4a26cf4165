import { connect } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { localTurns } from '#core/local/turns.ts';
import { PROXY_URL } from './fixtures/scripted-assistant.ts';
import { request, servedApp, testApp, visitor } from './fixtures/test-app.ts';

const types = (events: readonly ChatEvent[]) => events.map((event) => event.type);

/** Server-sent events as a browser would read them. */
function parseStream(text: string): ChatEvent[] {
  return text
    .split('\n\n')
    .filter((frame) => frame && !frame.startsWith(':'))
    .map((frame) => {
      const [name = '', data = ''] = frame.split('\n');
      return { type: name.replace('event: ', ''), ...JSON.parse(data.replace('data: ', '')) } as ChatEvent;
    });
}

/** Reads a stream until the assistant has begun to answer; `rest` reads on to its end and gives all of it. */
async function begun(response: Response) {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const readWhile = async (wants: () => boolean) => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      if (!wants()) return;
    }
  };
  await readWhile(() => !text.includes('event: delta'));
  return {
    rest: async () => {
      await readWhile(() => true);
      return parseStream(text);
    },
  };
}

describe('POST /chat and /chat/stream', () => {
  test('answer with session first and one done last; both ways the same events', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    const events = await ann.ask('How do I set a proxy?');
    expect(types(events)).toEqual(['session', 'citation', 'delta', 'delta', 'done']);
    expect(events[0]).toEqual({ type: 'session', sessionId: ann.sessionId, turnId: 't1' });
    const streamed = await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'How do I set a proxy?' });
    expect(streamed.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(parseStream(await streamed.text())).toEqual(events);
  });

  test('a finished turn gives the same events again without asking the assistant', async () => {
    const { app, calls } = testApp();
    const ann = await visitor(app);
    const first = await ann.ask('How?');
    expect(await ann.ask('How?')).toEqual(first);
    expect(calls()).toBe(1);
  });

  test('another text under the same turnId is a conflict; another session may use it', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    await ann.ask('How?');
    const other = await ann.call('POST', '/chat', { turnId: 't1', text: 'Why?' });
    expect(other.status).toBe(409);
    expect(await other.json()).toMatchObject({ error: { code: 'turn_conflict' } });
    const bob = await visitor(app);
    expect(types(await bob.ask('Why?')).at(-1)).toBe('done');
  });

  test('the assistant sees the earlier turns of the same session only', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    const bob = await visitor(app);
    await bob.ask('from bob', 'b1');
    await ann.ask('one', 'a1');
    await ann.ask('two', 'a2');
    expect(await ann.ask('history please', 'a3')).toContainEqual({ type: 'delta', text: '2 earlier: one; two' });
  });

  test.each([
    ['throw', 'internal', 'throws'],
    ['unfinished', 'internal', 'ends without done'],
    ['fail', 'upstream_failed', 'reports an error'],
  ])('%s: one error and one done when the assistant %3$s', async (word, code) => {
    const { app } = testApp();
    const ann = await visitor(app);
    const events = await ann.ask(`${word} please`);
    expect(types(events)).toEqual(['session', 'citation', 'delta', 'error', 'done']);
    expect(events.at(-2)).toMatchObject({ code });
    expect(events.at(-1)).toEqual({ type: 'done', answered: false, citations: [1], reason: 'error' });
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(await ann.ask(`${word} please`)).toEqual(events);
  });

  test('a refused question becomes a gap, masked, with the nearest articles asked of the knowledge base', async () => {
    const { app, ports } = testApp();
    const ann = await visitor(app);
    await ann.ask('refuse to tell bob@acme.example about Kafka');
    const [gap] = await ports.gaps.list(10);
    expect(gap).toMatchObject({ why: 'unanswered', sessionId: ann.sessionId, turnId: 't1', nearest: [] });
    expect(gap?.question).toContain('Kafka');
    expect(gap?.question).not.toContain('bob@acme');
  });

  test('refuses what is no question', async () => {
    const { app, calls } = testApp();
    const ann = await visitor(app);
    const bad: [unknown, number, string][] = [
      [{ turnId: 't1', text: '  ' }, 400, 'bad_request'],
      [{ turnId: 'no spaces', text: 'How?' }, 400, 'bad_request'],
      [{ turnId: 't'.repeat(65), text: 'How?' }, 400, 'bad_request'],
      [{ turnId: 't1' }, 400, 'bad_request'],
      [{ turnId: 't1', text: 7 }, 400, 'bad_request'],
      ['{"turnId":', 400, 'bad_request'],
      [[], 400, 'bad_request'],
      [{ turnId: 't1', text: 'ü'.repeat(4097) }, 413, 'too_large'],
      [{ turnId: 't1', text: 'x'.repeat(70_000) }, 413, 'too_large'],
    ];
    for (const [body, status, code] of bad) {
      const response = await ann.call('POST', '/chat/stream', body);
      expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([status, code]);
    }
    expect(types(await ann.ask('ü'.repeat(4096))).at(-1)).toBe('done');
    expect(calls()).toBe(1);
  });

  test('allows 20 messages a minute and says when to come back', async () => {
    const { app, advance } = testApp();
    const ann = await visitor(app);
    for (let n = 0; n < 20; n += 1) await ann.ask('How?', `t${n}`);
    const refused = await ann.call('POST', '/chat', { turnId: 'more', text: 'How?' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
    advance(60_000);
    await ann.ask('How?', 'more');
  });

  test('what is only sent again does not count, nor do messages that were refused count for the network', async () => {
    const { app } = testApp();
    const env = { networkAddress: '203.0.113.7' };
    const ann = await visitor(app, env);
    for (let n = 0; n < 30; n += 1) await ann.ask('How?', 'again');
    for (let n = 0; n < 30; n += 1) expect((await ann.call('POST', '/chat', { turnId: 'again', text: 'Why?' })).status).toBe(409);
    for (let n = 1; n < 20; n += 1) await ann.ask('How?', `t${n}`);
    for (let n = 0; n < 60; n += 1) expect((await ann.call('POST', '/chat', { turnId: `more${n}`, text: 'How?' })).status).toBe(429);
    const bob = await visitor(app, env);
    for (let n = 0; n < 20; n += 1) await bob.ask('How?', `t${n}`);
  });

  test('a text that no store keeps as it is, half a surrogate pair, is the same text when it is sent again', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    const body = '{"turnId":"t1","text":"How \\ud83d?"}';
    const [first, again] = [await ann.call('POST', '/chat', body), await ann.call('POST', '/chat', body)];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(await again.json()).toEqual(await first.json());
  });

  test('allows 200 messages a day', async () => {
    const { app, advance } = testApp();
    const ann = await visitor(app);
    for (let n = 0; n < 200; n += 1) {
      if (n % 20 === 0) advance(60_000);
      await ann.ask('How?', `t${n}`);
    }
    advance(60_000);
    expect((await ann.call('POST', '/chat', { turnId: 'more', text: 'How?' })).status).toBe(429);
  });

  test('allows 60 messages a minute from one network address, whatever the session', async () => {
    const { app } = testApp();
    const env = { networkAddress: '203.0.113.7' };
    const visitors = await Promise.all(Array.from({ length: 4 }, () => visitor(app, env)));
    for (let n = 0; n < 60; n += 1) await visitors[n % 4]!.ask('How?', `t${n}`);
    expect((await visitors[0]!.call('POST', '/chat', { turnId: 'more', text: 'How?' })).status).toBe(429);
    const elsewhere = await visitor(app, { networkAddress: '203.0.113.8' });
    await elsewhere.ask('How?');
  });
});

describe('a turn that is being answered', () => {
  test('is joined by a second reader, who gets it from the start', async () => {
    const { app, calls, open } = testApp();
    const ann = await visitor(app);
    const first = await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'wait for me' });
    const reader = first.body!.getReader();
    const beginning = new TextDecoder().decode((await reader.read()).value);
    expect(beginning).toContain('event: session');
    const second = await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'wait for me' });
    expect((await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'another text' })).status).toBe(409);
    open();
    let rest = beginning;
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += new TextDecoder().decode(part.value);
    expect(parseStream(await second.text())).toEqual(parseStream(rest));
    expect(types(parseStream(rest)).at(-1)).toBe('done');
    expect(calls()).toBe(1);
  });

  test('is turn_running with Retry-After when another process answers it, and is answered anew when that one died', async () => {
    const { app, ports, database, advance } = testApp();
    const ann = await visitor(app);
    const turn = { sessionId: ann.sessionId, turnId: 't1', text: 'How?' };
    await localTurns(database, ports.clock, ports.ids).claim(turn);
    const running = await ann.call('POST', '/chat/stream', turn);
    expect([running.status, running.headers.get('retry-after')]).toEqual([409, '2']);
    expect(await running.json()).toMatchObject({ error: { code: 'turn_running' } });
    advance(61_000);
    expect(types(await ann.ask('How?'))).toContain('done');
  });

  /** A reader of a turn over a real line, which drops when it is told to. */
  async function leavingReader(origin: string, token: string, text: string) {
    const leaving = new AbortController();
    const response = await fetch(`${origin}/chat/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-threadwell-session': token },
      body: JSON.stringify({ turnId: 't1', text }),
      signal: leaving.signal,
    });
    await begun(response);
    return async () => {
      leaving.abort();
      // The server has seen the reader leave when it answers a request that was sent after it.
      await fetch(`${origin}/health`);
    };
  }

  test('goes on when its only reader goes away: who comes back joins it from the start', async () => {
    const { origin, app, stopped, open, calls } = await servedApp();
    const ann = await visitor(app);
    const drop = await leavingReader(origin, ann.token, 'wait for me');
    await drop();
    const again = await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'wait for me' });
    open();
    const events = parseStream(await again.text());
    expect(types(events)).toEqual(['session', 'citation', 'delta', 'delta', 'done']);
    expect([calls(), stopped()]).toEqual([1, 0]);
  });

  test('that ends with nobody there is whole for who comes back later', async () => {
    const { origin, app, stopped, open, ports } = await servedApp();
    const ann = await visitor(app);
    const drop = await leavingReader(origin, ann.token, 'wait for me');
    await drop();
    open();
    await vi.waitFor(async () => expect((await ports.turns.list(ann.sessionId))[0]?.state).toBe('finished'));
    expect(types(await ann.ask('wait for me'))).toEqual(['session', 'citation', 'delta', 'delta', 'done']);
    expect(stopped()).toBe(0);
  });

  test('is stopped at once and stored when its visitor says so, and by nobody else', async () => {
    const { app, stopped, ports } = testApp();
    const ann = await visitor(app);
    const stream = await begun(await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'wait for nobody' }));
    const bob = await visitor(app);
    expect(await (await bob.call('POST', '/chat/stop', { turnId: 't1' })).json()).toEqual({ stopped: false });
    expect((await request(app, 'POST', '/chat/stop', { body: { turnId: 't1' } })).status).toBe(401);
    expect(stopped()).toBe(0);
    expect(await (await ann.call('POST', '/chat/stop', { turnId: 't1' })).json()).toEqual({ stopped: true });
    const events = (await ports.turns.list(ann.sessionId))[0]!.events;
    expect(types(events)).toEqual(['session', 'citation', 'delta', 'done']);
    expect(events.at(-1)).toEqual({ type: 'done', answered: false, citations: [1], reason: 'stopped' });
    expect(await stream.rest()).toEqual(events);
    expect(await (await ann.call('POST', '/chat/stop', { turnId: 't1' })).json()).toEqual({ stopped: false });
  });

  test('does not keep the server from closing when its reader has gone', async () => {
    const { origin, app, server, ports } = await servedApp();
    const ann = await visitor(app);
    const drop = await leavingReader(origin, ann.token, 'wait for me');
    await drop();
    await server.close();
    expect((await ports.turns.list(ann.sessionId))[0]).toMatchObject({ state: 'finished' });
  });

  test('goes on when one of two readers goes away', async () => {
    const { origin, app, stopped, open } = await servedApp();
    const ann = await visitor(app);
    const ask = (signal: AbortSignal | null) =>
      fetch(`${origin}/chat/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-threadwell-session': ann.token },
        body: JSON.stringify({ turnId: 't1', text: 'wait for me' }),
        signal,
      });
    const leaving = new AbortController();
    const first = await ask(leaving.signal);
    await first.body!.getReader().read();
    const second = await ask(null);
    leaving.abort();
    // The server has seen the first one leave when it answers a request that was sent after it.
    await fetch(`${origin}/health`);
    open();
    expect(types(parseStream(await second.text()))).toEqual(['session', 'citation', 'delta', 'delta', 'done']);
    expect(stopped()).toBe(0);
  });

  test('an assistant that does not listen does not keep the server from closing', async () => {
    const { app, ports } = testApp();
    const ann = await visitor(app);
    const stream = await begun(await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'deaf one' }));
    await app.close();
    expect((await stream.rest()).at(-1)).toMatchObject({ type: 'done', reason: 'stopped' });
    expect((await ports.turns.list(ann.sessionId))[0]?.state).toBe('finished');
  });

  test('ends with `timeout` when its assistant does not come to an end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { app } = testApp();
    const ann = await visitor(app);
    const stream = await begun(await ann.call('POST', '/chat/stream', { turnId: 't1', text: 'deaf one' }));
    await vi.advanceTimersByTimeAsync(120_000);
    expect((await stream.rest()).slice(-2)).toMatchObject([
      { type: 'error', code: 'timeout', retryable: true },
      { type: 'done', answered: false, reason: 'error' },
    ]);
  });

  test('survives a request whose client breaks off in mid-body', async () => {
    const { origin, server, app } = await servedApp();
    const ann = await visitor(app);
    const socket = connect(server.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST /chat/stream HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Type: application/json\r\nX-Threadwell-Session: ${ann.token}\r\nContent-Length: 100\r\n\r\n{"turn`,
      () => socket.destroy(),
    );
    await new Promise((resolve) => socket.once('close', resolve));
    expect((await fetch(`${origin}/health`)).status).toBe(200);
  });
});

describe('sessions', () => {
  test('a token works until it expires, is renewed for a day after, and the old one stops working', async () => {
    const { app, advance } = testApp();
    const ann = await visitor(app);
    await ann.ask('How?');
    advance(12 * 3_600_000);
    expect((await ann.call('GET', '/session/turns')).status).toBe(401);
    advance(23 * 3_600_000);
    const renewed = (await (await ann.call('POST', '/session/renew')).json()) as { token: string; sessionId: string };
    expect(renewed.sessionId).toBe(ann.sessionId);
    expect((await ann.call('POST', '/session/renew')).status).toBe(401);
    const bearer = await request(app, 'GET', '/session/turns', { headers: { authorization: `Bearer ${renewed.token}` } });
    const { turns } = (await bearer.json()) as { turns: { turnId: string; text: string }[] };
    expect(turns).toMatchObject([{ turnId: 't1', text: 'How?', state: 'finished' }]);
  });

  test('renewed by many calls together, one gets the token and the others hear that theirs is old', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    const renewals = await Promise.all(Array.from({ length: 5 }, () => ann.call('POST', '/session/renew')));
    expect(renewals.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
  });

  test('a token is gone a day after its end', async () => {
    const { app, advance } = testApp();
    const ann = await visitor(app);
    advance(36 * 3_600_000);
    expect((await ann.call('POST', '/session/renew')).status).toBe(401);
  });

  test('neither no token, a session id, nor a guess gets in; the token is stored only hashed', async () => {
    const { app, database } = testApp();
    const ann = await visitor(app);
    for (const token of ['', ann.sessionId, 'f'.repeat(64), `${ann.token}0`, 'x'.repeat(10_000)]) {
      const response = await request(app, 'POST', '/chat', {
        body: { turnId: 't1', text: 'How?' },
        headers: { 'x-threadwell-session': token },
      });
      expect(response.status).toBe(401);
    }
    expect(JSON.stringify(database.prepare('SELECT * FROM sessions').all())).not.toContain(ann.token);
  });

  test('a JWT is refused where no identity provider is trusted, and starts no anonymous session', async () => {
    const { app } = testApp();
    expect((await request(app, 'POST', '/session', { body: { jwt: 'a.b.c' } })).status).toBe(401);
  });

  test('new sessions are limited by network address', async () => {
    const { app } = testApp();
    const env = { networkAddress: '203.0.113.9' };
    for (let n = 0; n < 60; n += 1) await visitor(app, env);
    expect((await request(app, 'POST', '/session', { env })).status).toBe(429);
  });
});

describe('POST /feedback', () => {
  test('thumbs down keeps the question as a gap with its sources, and masks what the visitor wrote', async () => {
    const { app, ports } = testApp();
    const ann = await visitor(app);
    await ann.ask('How, asks bob@acme.example?');
    expect((await ann.call('POST', '/feedback', { turnId: 't1', helpful: true })).status).toBe(200);
    expect(await ports.gaps.list(10)).toEqual([]);
    const body = { turnId: 't1', helpful: false, reason: 'wrong', comment: 'Write to bob@acme.example' };
    expect((await ann.call('POST', '/feedback', body)).status).toBe(200);
    await ann.call('POST', '/feedback', body);
    const feedback = await ports.feedback.list(10);
    expect(feedback).toHaveLength(1);
    expect(feedback[0]).toMatchObject({ helpful: false, reason: 'wrong', comment: expect.not.stringContaining('bob@acme') });
    expect(await ports.gaps.list(10)).toMatchObject([
      { why: 'thumbs_down', nearest: [{ title: 'Proxy', url: PROXY_URL }], question: expect.not.stringContaining('bob@acme') },
    ]);
  });

  test('wants a turn of the same session', async () => {
    const { app } = testApp();
    await (await visitor(app)).ask('How?');
    const bob = await visitor(app);
    expect((await bob.call('POST', '/feedback', { turnId: 't1', helpful: false })).status).toBe(404);
  });
});
