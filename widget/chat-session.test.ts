import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChatEvent as ServerEvent } from '#core/domain/chat-event.ts';
import { type ChatEvent, parseChatEvent } from './chat-event.ts';
import { chatSession } from './chat-session.ts';
import { contractServer, half, recording } from './fixtures/contract-server.ts';

let server: Awaited<ReturnType<typeof contractServer>>;
beforeEach(async () => {
  server = await contractServer();
});
afterEach(() => server.close());

/** What sessionStorage is to a tab. */
function tab() {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { kept, store };
}

/** A conversation in a tab; a dropped line is not taken up again unless a test says when. */
function open({ store } = tab(), { silenceMs = 45_000, resumeAfterMs = [] as readonly number[] } = {}) {
  const waiting = new Set<() => void>();
  const onChange = () => {
    for (const check of waiting) check();
  };
  const session = chatSession({ endpoint: server.origin, store, onChange, silenceMs, resumeAfterMs });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (holds()) resolve();
      };
      waiting.add(check);
      check();
    });
  const last = () => session.turns().at(-1)!;
  return { session, until, last };
}

describe('a question', () => {
  test('is answered with its citations, and the body carries its hash', async () => {
    const { session, last } = open();
    await session.ask('Does it work behind a proxy?');
    expect(last()).toMatchObject({ state: 'finished', answered: true });
    expect(last().answer).toMatch(/^Yes\. Set `proxy\.host`.*15000 ms \|\n$/s);
    expect(last().citations.map(({ n }) => n)).toEqual([1, 2, 3]);
    // The server refuses a body without its hash.
    expect(server.calls.map(({ path }) => path)).toEqual(['/session', '/chat/stream']);
    expect(server.calls[1]!.body).toEqual({ turnId: expect.stringMatching(/^[0-9a-f]{32}$/), text: 'Does it work behind a proxy?' });
  });

  test('waits for the answer before it', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
    const { session, until, last } = open();
    const first = session.ask('one');
    await until(() => last().state === 'streaming');
    await session.ask('two');
    expect(session.turns()).toHaveLength(1);
    session.stop();
    await first;
  });

  test('stores nothing but the token, and sends it in its header', async () => {
    const one = tab();
    await open(one).session.ask('one');
    expect([...one.kept]).toEqual([[`threadwell:${server.origin}`, 'token-1']]);
    expect(server.calls[1]!.headers['x-threadwell-session']).toBe('token-1');
    expect(server.calls[1]!.headers.authorization).toBeUndefined();
  });
});

describe('an expired token', () => {
  test('is renewed, and the call is made again', async () => {
    const { session, last } = open();
    await session.ask('one');
    server.expireTokens();
    await session.ask('two');
    expect(last().state).toBe('finished');
    expect(server.calls.slice(2).map(({ path }) => path)).toEqual(['/chat/stream', '/session/renew', '/chat/stream']);
  });

  test('that cannot be renewed gives way to a new session', async () => {
    const { session, last } = open();
    await session.ask('one');
    server.expireTokens();
    server.state.renewals = false;
    await session.ask('two');
    expect(last().state).toBe('finished');
    expect(server.calls.at(-2)!.path).toBe('/session');
  });
});

describe('a dropped line', () => {
  test('shows a cut answer, and the retry has the same id', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'drop' }, { stream: recording('answer') }];
    const { session, last } = open();
    await session.ask('one');
    expect(last()).toMatchObject({ state: 'cut', answered: null });
    const { turnId } = last();
    await session.askAgain(turnId);
    expect(last()).toMatchObject({ state: 'finished', turnId });
    expect(last().answer.match(/Yes\. Set/g)).toHaveLength(1);
  });

  test('is taken up again under the same id, and the answer is there once', async () => {
    server.state.answers = [
      { stream: half(recording('answer')), ending: 'drop' },
      { stream: half(recording('answer')), ending: 'end' },
      { stream: recording('answer') },
    ];
    const { session, last } = open(tab(), { resumeAfterMs: [1, 1] });
    await session.ask('one');
    expect(last()).toMatchObject({ state: 'finished', answered: true });
    expect(last().answer.match(/Yes\. Set/g)).toHaveLength(1);
    expect(last().citations.map(({ n }) => n)).toEqual([1, 2, 3]);
    const asked = server.calls.filter(({ path }) => path === '/chat/stream').map(({ body }) => body.turnId);
    expect(asked).toEqual([last().turnId, last().turnId, last().turnId]);
  });

  test.each([503, 429])(
    'is taken up again where the server is too busy for a moment (%i), and after the pause it asks for',
    async (status) => {
      server.state.answers = [{ stream: half(recording('answer')), ending: 'drop' }, { stream: recording('answer') }];
      server.state.refusals = [[status], [status, '0.2']];
      const { session, last } = open(tab(), { resumeAfterMs: [1, 1, 1] });
      const begin = Date.now();
      await session.ask('one');
      expect(last()).toMatchObject({ state: 'finished', answered: true });
      expect(last().failure).toBeUndefined();
      expect(Date.now() - begin).toBeGreaterThanOrEqual(190);
      expect(new Set(server.calls.filter(({ path }) => path === '/chat/stream').map(({ body }) => body.turnId)).size).toBe(1);
    },
  );

  test('is given up when the patience is used up or a longer one is asked for, and can be tried again by hand', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'drop' }];
    const { session, last } = open(tab(), { resumeAfterMs: [1, 1] });
    server.state.refusals = [[503], [503]];
    await session.ask('one');
    expect(last()).toMatchObject({ state: 'failed', failure: { code: 'internal', retryable: true } });
    expect(last().answer).toContain('Yes. Set');
    expect(server.calls.filter(({ path }) => path === '/chat/stream')).toHaveLength(3);
    server.state.refusals = [[429, '3600']];
    await session.ask('two');
    expect(last()).toMatchObject({ state: 'failed', failure: { code: 'rate_limited', retryable: true } });
    server.state.answers = [{ stream: recording('answer') }];
    await session.askAgain(last().turnId);
    expect(last().state).toBe('finished');
  });

  test('has its own patience, however long the server was at work on the turn', async () => {
    const dropped = { stream: half(recording('answer')), ending: 'drop' } as const;
    server.state.answers = [dropped, dropped, { stream: recording('answer') }];
    server.state.busyTimes = 4;
    const { session, last } = open(tab(), { resumeAfterMs: [1, 1] });
    await session.ask('one');
    expect(last().state).toBe('finished');
  });

  test('keeps what was read while it is waited for, and can be stopped then', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'drop' }];
    const { session, until, last } = open(tab(), { resumeAfterMs: [60] });
    const asked = session.ask('one');
    await until(() => last().state === 'waiting' && last().answer !== '');
    expect(last().answer).toContain('Yes. Set');
    expect(session.isBusy()).toBe(true);
    session.stop();
    await asked;
    expect(last().state).toBe('stopped');
    expect(server.calls.filter(({ path }) => path === '/chat/stream')).toHaveLength(1);
  });

  test('that ends politely but without `done` is cut too', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'end' }];
    const { session, last } = open();
    await session.ask('one');
    expect(last().state).toBe('cut');
  });

  test('that stays silent is given up', async () => {
    server.state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
    const { session, last } = open(tab(), { silenceMs: 100 });
    await session.ask('one');
    expect(last().state).toBe('cut');
    expect(session.isBusy()).toBe(false);
  });

  test('is waited for while the server still works on the turn', async () => {
    server.state.busyTimes = 2;
    const { session, last } = open();
    await session.ask('one');
    expect(last().state).toBe('finished');
    expect(server.calls.filter(({ path }) => path === '/chat/stream')).toHaveLength(3);
  });
});

describe('a failure', () => {
  test('that the server ended is asked again under a new id', async () => {
    server.state.answers = [{ stream: recording('failure') }];
    const { session, last } = open();
    await session.ask('one');
    expect(last()).toMatchObject({ state: 'failed', failure: { code: 'upstream_failed', retryable: true } });
    const { turnId } = last();
    server.state.answers = [{ stream: recording('answer') }];
    await session.askAgain(turnId);
    expect(session.turns()).toHaveLength(1);
    expect(last().state).toBe('finished');
    expect(last().turnId).not.toBe(turnId);
  });

  test('of the service is told and can be tried again', async () => {
    server.state.works = false;
    const { session, last } = open();
    await session.ask('one');
    expect(last()).toMatchObject({ state: 'failed', failure: { code: 'internal', retryable: true } });
    server.state.works = true;
    await session.askAgain(last().turnId);
    expect(last().state).toBe('finished');
  });

  test('to reach the server is offline', async () => {
    const { session, last } = open();
    await server.close();
    await session.ask('one');
    expect(last()).toMatchObject({ state: 'failed', failure: { code: 'offline', retryable: true } });
  });

  test('is told for an answer without end', async () => {
    const delta = `event: delta\ndata: {"text":"${'x'.repeat(10_000)}"}\n\n`;
    server.state.answers = [{ stream: delta.repeat(25), ending: 'hold' }];
    const { session, last } = open();
    await session.ask('one');
    expect(last().state).toBe('cut');
    expect(last().answer.length).toBeLessThan(220_000);
  });
});

test('stop ends the answer at once, and the next question can be asked', async () => {
  server.state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
  const { session, until, last } = open();
  const answered = session.ask('one');
  await until(() => last().answer !== '');
  const { turnId } = last();
  session.stop();
  expect(last().state).toBe('stopped');
  await answered;
  server.state.answers = [{ stream: recording('unknown') }];
  await session.ask('two');
  expect(server.calls.filter(({ path }) => path === '/chat/stop').map(({ body }) => body)).toEqual([{ turnId }]);
  expect(session.turns().map(({ state, reason }) => [state, reason])).toEqual([
    ['stopped', undefined],
    ['finished', 'refused'],
  ]);
});

describe('after a reload', () => {
  test('the conversation is back, with what became of its ticket', async () => {
    const one = tab();
    const before = open(one);
    await before.session.ask('one');
    server.state.answers = [{ stream: recording('offer') }];
    await before.session.ask('two');
    await before.session.confirm(before.last().turnId, true, {});
    const after = open(one);
    await after.session.restore();
    expect(after.session.turns()).toEqual(before.session.turns());
    expect(after.last().ticket?.id).toBe('4711');
  });

  test('an answer that still runs is followed to its end', async () => {
    const one = tab();
    server.state.answers = [{ stream: half(recording('answer')), ending: 'hold' }, { stream: recording('answer') }];
    const before = open(one);
    const asked = before.session.ask('one');
    await before.until(() => before.last().answer !== '');
    const after = open(one);
    await after.session.restore();
    expect(after.last()).toMatchObject({ state: 'finished', turnId: before.last().turnId });
    before.session.stop();
    await asked;
  });

  test('a question that was faster than the history comes behind it, and is answered', async () => {
    const one = tab();
    await open(one).session.ask('one');
    const after = open(one);
    await Promise.all([after.session.restore(), after.session.ask('two')]);
    expect(after.session.turns().map(({ text, state }) => [text, state])).toEqual([
      ['one', 'finished'],
      ['two', 'finished'],
    ]);
  });
});

describe('an offered ticket', () => {
  async function offered() {
    server.state.answers = [{ stream: recording('offer') }];
    const opened = open();
    await opened.session.ask('Create a ticket');
    return opened;
  }

  test('is filed once, with the edited fields', async () => {
    const { session, last } = await offered();
    const edits = { requester_email: 'dana@acme-freight.example', subject: 'New subject' };
    await Promise.all([session.confirm(last().turnId, true, edits), session.confirm(last().turnId, true, edits)]);
    expect(last()).toMatchObject({ ticket: { id: '4711' }, offer: { state: 'settled' } });
    const confirmations = server.calls.filter(({ path }) => path === '/chat/confirm');
    expect(confirmations.map(({ body }) => body)).toEqual([
      { confirmationId: 'c0ffee00c0ffee00c0ffee00c0ffee00', accept: true, fields: edits },
    ]);
  });

  test('can be cancelled', async () => {
    server.state.confirmed = { status: 200, body: { events: [{ type: 'cancelled' }, { type: 'done', answered: false, citations: [] }] } };
    const { session, last } = await offered();
    await session.confirm(last().turnId, false, {});
    expect(last().offer?.state).toBe('cancelled');
    expect(server.calls.at(-1)!.body).toEqual({ confirmationId: 'c0ffee00c0ffee00c0ffee00c0ffee00', accept: false });
  });

  test('that was refused keeps the edits and says why', async () => {
    server.state.confirmed = { status: 400, body: { error: { code: 'bad_request', message: 'requester_email is no e-mail address' } } };
    const { session, last } = await offered();
    await session.confirm(last().turnId, true, { subject: 'Edited' });
    expect(last().offer).toMatchObject({
      state: 'offered',
      problem: { message: 'requester_email is no e-mail address' },
      fields: { subject: 'Edited' },
    });
  });

  test('that has expired cannot be sent again', async () => {
    server.state.confirmed = { status: 410, body: { error: { code: 'confirmation_used', message: 'expired' } } };
    const { session, last } = await offered();
    await session.confirm(last().turnId, true, {});
    expect(last().offer?.state).toBe('expired');
  });

  test('that could not be filed hands over to e-mail', async () => {
    const events = [
      { type: 'error', code: 'upstream_failed', message: 'no', retryable: true },
      { type: 'handoff', email: 'support@ferrywork.example' },
      { type: 'done', answered: false, citations: [], reason: 'error' },
    ];
    server.state.confirmed = { status: 200, body: { events } };
    const { session, last } = await offered();
    await session.confirm(last().turnId, true, {});
    expect(last()).toMatchObject({ state: 'finished', handoff: 'support@ferrywork.example', offer: { state: 'settled' } });
  });
});

test('a thumb that could not be sent is taken back', async () => {
  const { session, last } = open();
  await session.ask('one');
  await session.rate(last().turnId, true);
  expect(last().rating).toBe('up');
  expect(server.calls.at(-1)!.body).toEqual({ turnId: last().turnId, helpful: true });
  server.state.works = false;
  await session.rate(last().turnId, false, 'outdated');
  expect(server.calls.at(-1)!.body).toEqual({ turnId: last().turnId, helpful: false, reason: 'outdated' });
  expect(last().rating).toBe('failed');
});

test('knows every event of the server, and takes none on trust', () => {
  const known: Record<ServerEvent['type'], ChatEvent['type']> = {
    session: 'session',
    delta: 'delta',
    citation: 'citation',
    confirm: 'confirm',
    ticket: 'ticket',
    cancelled: 'cancelled',
    handoff: 'handoff',
    error: 'error',
    done: 'done',
  };
  for (const type of Object.keys(known)) expect(parseChatEvent(type, {}), type).toMatchObject({ type });
  expect(parseChatEvent('toString', {})).toBeNull();
  expect(parseChatEvent('delta', { text: { toString: () => 'x' } })).toEqual({ type: 'delta', text: '' });
});
