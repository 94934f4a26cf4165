import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { ConversationFigures, ConversationSummary, OpenConversation } from '#core/domain/conversation.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';
import { PROXY_URL } from './fixtures/scripted-assistant.ts';
import { curator, HOST, request, testApp, visitor } from './fixtures/test-app.ts';

type List = { conversations: ConversationSummary[]; next: string | null; lookedAt: number; isPersonal: boolean };
type Tested = ReturnType<typeof testApp>;
type Visitor = Awaited<ReturnType<typeof visitor>>;

async function operator({ app }: Tested) {
  const { call } = await curator(app);
  const get = async <T>(pathname: string) => {
    const response = await call('GET', pathname);
    if (response.status !== 200) throw new Error(`GET ${pathname} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const list = (query = '') => get<List>(`/conversations?${query}`);
  const search = (q: string) => list(`q=${encodeURIComponent(q)}`);
  return { call, list, search, open: (id: string) => get<OpenConversation>(`/conversations/${id}`), get };
}

const confirmationIn = (events: readonly ChatEvent[]) => events.find((event) => event.type === 'confirm')!.confirmationId;

async function fileTicket({ call }: Visitor, events: readonly ChatEvent[], fields: object) {
  const response = await call('POST', '/chat/confirm', { confirmationId: confirmationIn(events), accept: true, fields });
  if (response.status !== 200) throw new Error(await response.text());
}

describe('an operator', () => {
  test('reads a conversation as its visitor saw it, with sources, feedback, ticket, gap and what it cost', async () => {
    const desk = await startDesk();
    const tested = testApp(() => ({}), desk.baseUrl);
    const ann = await visitor(tested.app);
    await ann.ask('How do I set a proxy?', 't1');
    await ann.call('POST', '/feedback', { turnId: 't1', helpful: false, reason: 'outdated', comment: 'It has another name.' });
    tested.advance(60_000);
    await fileTicket(ann, await ann.ask('ticket please', 't2'), { subject: 'Proxy is ignored', plugin_version: '4.7.0' });
    const { open, list } = await operator(tested);
    const { turns, gaps, cost, ...rest } = await open(ann.sessionId);
    expect(rest).toEqual({ sessionId: ann.sessionId, startedAt: '2026-11-21T10:00:00.000Z', lastAt: '2026-11-21T10:01:00.000Z' });
    expect(turns[0]).toMatchObject({
      n: 1,
      question: 'How do I set a proxy?',
      answer: 'Set `proxy.host` [1] and `proxy.port` [1].',
      outcome: 'answered',
      citations: [{ n: 1, title: 'Proxy', url: PROXY_URL }],
      feedback: { helpful: false, reason: 'outdated', comment: 'It has another name.' },
      offer: null,
    });
    expect(turns[1]).toMatchObject({
      n: 2,
      outcome: 'offered',
      ticket: { id: expect.stringMatching(/^\d+$/) },
      offer: { status: 'filed' },
    });
    expect(turns[1]!.offer!.fields).toEqual(
      expect.arrayContaining([
        { name: 'requester_email', value: '<EMAIL_1>' },
        { name: 'subject', value: 'Proxy is ignored' },
        { name: 'plugin_version', value: '4.7.0' },
      ]),
    );
    const { gaps: groups } = (await (await (await operator(tested)).call('GET', '/gaps')).json()) as { gaps: { id: string }[] };
    expect(gaps).toMatchObject([{ n: 1, id: groups[0]!.id, reasons: ['thumbs_down', 'ticket'] }]);
    expect(cost).toEqual({ roles: [], estimate: 0, currency: null, basis: 'free' });
    expect((await list()).conversations).toEqual([
      {
        sessionId: ann.sessionId,
        startedAt: '2026-11-21T10:00:00.000Z',
        lastAt: '2026-11-21T10:01:00.000Z',
        turns: 2,
        question: 'How do I set a proxy?',
        outcomes: [
          { outcome: 'answered', count: 1 },
          { outcome: 'offered', count: 1 },
        ],
        tickets: [turns[1]!.ticket!.id],
        helpful: 0,
        unhelpful: 1,
      },
    ]);
  });

  test('filters by what came of the turns, and by days', async () => {
    const tested = testApp();
    const old = await visitor(tested.app);
    await old.ask('refuse me');
    tested.advance(3 * 86_400_000);
    const ann = await visitor(tested.app);
    await ann.ask('How?');
    await ann.call('POST', '/feedback', { turnId: 't1', helpful: false });
    tested.advance(1000);
    const bob = await visitor(tested.app);
    await bob.ask('fail now');
    const { list } = await operator(tested);
    const ids = async (query: string) => (await list(query)).conversations.map(({ sessionId }) => sessionId);
    expect(await ids('')).toEqual([bob.sessionId, ann.sessionId, old.sessionId]);
    expect(await ids('days=1')).toEqual([bob.sessionId, ann.sessionId]);
    expect(await ids('filter=answered')).toEqual([ann.sessionId]);
    expect(await ids('filter=refused')).toEqual([old.sessionId]);
    expect(await ids('filter=failed')).toEqual([bob.sessionId]);
    expect(await ids('filter=unhelpful')).toEqual([ann.sessionId]);
    expect(await ids('filter=ticket')).toEqual([]);
  });

  test('searches questions, answers, titles of sources and comments, all words of it, and sees where', async () => {
    const tested = testApp();
    const ann = await visitor(tested.app);
    await ann.ask('How do I reach the Kafka broker?');
    await ann.call('POST', '/feedback', { turnId: 't1', helpful: false, comment: 'Too short for beginners' });
    const bob = await visitor(tested.app);
    await bob.ask('refuse Is there a Solr module?');
    const { search } = await operator(tested);
    const ids = async (q: string) => (await search(q)).conversations.map(({ sessionId }) => sessionId);
    expect(await ids('KAFKA broker')).toEqual([ann.sessionId]);
    expect(await ids('kafka solr')).toEqual([]);
    expect(await ids('proxy.port')).toEqual([ann.sessionId]);
    expect(await ids('beginners')).toEqual([ann.sessionId]);
    expect(await ids('do not know')).toEqual([bob.sessionId]);
    expect(await ids(bob.sessionId)).toEqual([bob.sessionId]);
    expect((await search('solr')).conversations[0]?.excerpt).toBe('refuse Is there a Solr module?');
    expect((await search('')).conversations.every(({ excerpt }) => excerpt === undefined)).toBe(true);
  });

  test('goes through pages without meeting a conversation twice, whatever is said meanwhile', async () => {
    const tested = testApp();
    const visitors: Visitor[] = [];
    for (let index = 0; index < 7; index++) {
      visitors.push(await visitor(tested.app));
      await visitors[index]!.ask(`Question ${index}`);
      tested.advance(1000);
    }
    const { list } = await operator(tested);
    const first = await list('limit=3');
    // The last of the first page asks again, and so does one of those that were not shown yet.
    await visitors[4]!.ask('One more', 't2');
    tested.advance(1000);
    await visitors[1]!.ask('One more', 't2');
    const second = await list(`limit=3&cursor=${first.next}`);
    const third = await list(`limit=3&cursor=${second.next}`);
    const order = [first, second, third].map(({ conversations }) => conversations.map(({ question }) => question.at(-1)).join(''));
    expect(order).toEqual(['654', '320', '']);
    expect(third.next).toBeNull();
    expect((await list()).conversations.map(({ question }) => question.at(-1)).join('')).toBe('1465320');
  });

  test('sees volume, answered share, what is asked most, and cost', async () => {
    const prices = { currency: 'USD', reading: { input: 1, output: 1 }, answer: { input: 2, output: 10 }, ticket: { input: 1, output: 1 } };
    const tested = testApp(() => ({ answerCost: { kind: 'counted', prices } }));
    const claimed = async (sessionId: string, text: string, answered: boolean, tokens?: object) => {
      const claim = await tested.ports.turns.claim({ sessionId, turnId: 't1', text });
      if (claim.outcome !== 'claimed') throw new Error('not ours');
      const done: ChatEvent = { type: 'done', answered, citations: [], ...(answered ? {} : { reason: 'refused' as const }) };
      await tested.ports.turns.finish(sessionId, 't1', claim.owner, [done], tokens && { tokens });
    };
    await claimed('s1', 'How do I set a proxy?', true, {
      reading: { input: 1_000_000, output: 0 },
      answer: { input: 500_000, output: 100_000 },
    });
    tested.advance(86_400_000);
    await claimed('s2', 'How to set a proxy?', true, { answer: { input: 'many' } });
    await claimed('s3', 'Is there a Solr module?', false);
    const { get } = await operator(tested);
    const figures = await get<ConversationFigures>('/conversation-figures?days=7');
    expect(figures).toMatchObject({ from: '2026-11-16', to: '2026-11-22', conversations: 3, turns: 3, isWhole: true });
    expect(figures.answeredShare).toBeCloseTo(2 / 3);
    expect(figures.days.slice(-3)).toEqual([
      { day: '2026-11-20', conversations: 0, turns: 0, answered: 0 },
      { day: '2026-11-21', conversations: 1, turns: 1, answered: 1 },
      { day: '2026-11-22', conversations: 2, turns: 2, answered: 1 },
    ]);
    expect(figures.topQuestions).toEqual([
      { question: 'How to set a proxy?', count: 2, conversations: 2, answered: 2 },
      { question: 'Is there a Solr module?', count: 1, conversations: 1, answered: 0 },
    ]);
    expect(figures.cost).toEqual({
      roles: [
        { role: 'reading', input: 1_000_000, output: 0 },
        { role: 'answer', input: 500_000, output: 100_000 },
      ],
      estimate: 3,
      currency: 'USD',
      basis: 'counted',
    });
    expect((await get<ConversationFigures>('/conversation-figures?days=1')).turns).toBe(2);
  });

  test('is told what is wrong with a query, and not what it was', async () => {
    const tested = testApp();
    const { call } = await operator(tested);
    for (const query of ['days=2', 'filter=all', 'cursor=yesterday', 'limit=0', 'limit=101', `q=${'zorbin@acme.example '.repeat(20)}`]) {
      const response = await call('GET', `/conversations?${query}`);
      expect([query, response.status]).toEqual([query, 400]);
      expect(await response.text()).not.toContain('zorbin');
    }
    expect((await call('GET', '/conversations/unknown')).status).toBe(404);
  });
});

describe('who may', () => {
  const paths = ['/conversations', '/conversations/x', '/conversation-figures'];

  test('operators, where people sign in, and curators not', async () => {
    const { app } = testApp();
    const statuses = (roles: string[]) =>
      Promise.all(
        paths.map(async (one) => {
          const headers = { authorization: 'Bearer signed' };
          return (await request(app, 'GET', one, { headers, env: { hosts: [HOST], person: { name: 'Mira', roles } } })).status;
        }),
      );
    expect(await statuses(['operator'])).toEqual([200, 404, 200]);
    expect(await statuses(['curator', 'operator'])).toEqual([200, 404, 200]);
    expect(await statuses(['curator'])).toEqual([403, 403, 403]);
    expect(await statuses([])).toEqual([403, 403, 403]);
  });

  test('nobody without the key, and no visitor: the id of a session opens nothing', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    await ann.ask('How?');
    for (const one of [...paths, `/conversations/${ann.sessionId}`]) {
      expect((await request(app, 'GET', one)).status).toBe(401);
      expect((await ann.call('GET', one)).status).toBe(401);
    }
    for (const header of ['x-threadwell-session', 'authorization']) {
      const value = header === 'authorization' ? `Bearer ${ann.sessionId}` : ann.sessionId;
      expect((await request(app, 'GET', '/session/turns', { headers: { [header]: value } })).status).toBe(401);
      expect((await request(app, 'GET', '/conversations', { headers: { [header]: value } })).status).toBe(401);
    }
  });
});

describe('personal data', () => {
  const PERSONAL = ['zorbin', 'quillfeather', 'acme.example', '1234567', '170 12', 'DE89', '3704', 'hunter2hunter2'];
  const WORDS = 'My name is Zorbin Quillfeather, write to zorbin.q@acme.example or call +49 170 1234567.';

  /** A visitor who tells it all wherever there is room, and an assistant that says it again. */
  async function said() {
    const desk = await startDesk();
    const tested = testApp(() => ({ ticketFields: [{ name: 'contact_name', question: 'Who?', required: false }] }), desk.baseUrl);
    const zorbin = await visitor(tested.app);
    await zorbin.ask(`history Quillfeather here. ${WORDS}`, 'zorbin.quillfeather:1234567');
    await zorbin.ask('history zorbin again, IBAN DE89 3704 0044 0532 0130 00, password: hunter2hunter2', 't2');
    await zorbin.ask('refuse Zorbin this', 't3');
    await zorbin.call('POST', '/feedback', {
      turnId: 't2',
      helpful: false,
      reason: 'ask Zorbin',
      comment: `Quillfeather was here. ${WORDS}`,
    });
    await fileTicket(zorbin, await zorbin.ask('ticket for Zorbin', 't4'), {
      requester_email: 'zorbin.q@acme.example',
      subject: 'Zorbin waits',
      description: `${WORDS} Regards, Zorbin`,
      contact_name: 'zorbin quillfeather',
    });
    return { tested, zorbin, ...(await operator(tested)) };
  }

  test('leaves in no list, search, conversation, figure or line of the log', async () => {
    const { tested, zorbin, call } = await said();
    const paths = [
      '/conversations',
      '/conversations?q=history',
      '/conversations?q=still%20PERSON_1',
      '/conversations?filter=ticket',
      '/conversations?filter=unhelpful',
      `/conversations/${zorbin.sessionId}`,
      '/conversation-figures',
    ];
    for (const one of paths) {
      const text = (await (await call('GET', one)).text()).toLowerCase();
      for (const value of PERSONAL) expect(text.includes(value.toLowerCase()), `${value} in ${one}: ${text}`).toBe(false);
    }
    expect(await (await call('GET', `/conversations/${zorbin.sessionId}`)).text()).toContain('<EMAIL_1>');
    const lines = [...tested.errors, ...logLines(tested.folder)].join('\n').toLowerCase();
    for (const value of PERSONAL) expect(lines.includes(value.toLowerCase()), `${value} in the log`).toBe(false);
  });

  test('is found by no search: who it is of and who it is not of look the same', async () => {
    const { tested, search, list } = await said();
    const other = await visitor(tested.app);
    await other.ask('history nothing of me');
    expect((await list()).conversations).toHaveLength(2);
    for (const [there, absent] of [
      ['zorbin.q@acme.example', 'nobody@acme.example'],
      ['acme.example', 'none.example'],
      ['Zorbin', 'Nobbin'],
      ['quillfeather', 'quillfather'],
      ['+49 170 1234567', '+49 170 7654321'],
      ['1234567', '7654321'],
      ['DE89', 'DE88'],
      ['hunter2hunter2', 'hunter3hunter3'],
    ] as const) {
      const [hit, miss] = [await search(there), await search(absent)];
      expect(hit.conversations, there).toEqual([]);
      expect(hit, there).toEqual(miss);
    }
    expect((await search('zorbin.q@acme.example')).isPersonal).toBe(true);
    expect((await search('Zorbin')).isPersonal).toBe(false);
  });

  test('of one visitor is known in each turn of the conversation and in no other', async () => {
    const { tested, zorbin, open } = await said();
    const { turns } = await open(zorbin.sessionId);
    expect(turns.map(({ question }) => question)).toEqual([
      'history <PERSON_1> here. My name is <PERSON_1>, write to <EMAIL_1> or call <PHONE_1>.',
      expect.stringMatching(/^history <PERSON_1> again, IBAN <\w+_1>, password: <\w+_\d>$/),
      'refuse <PERSON_1> this',
      'ticket for <PERSON_1>',
    ]);
    expect(turns[1]!.answer).toContain('<PERSON_1> here');
    const other = await visitor(tested.app);
    await other.ask('Does the zorbin mode exist?');
    expect((await open(other.sessionId)).turns[0]!.question).toBe('Does the zorbin mode exist?');
  });

  test('is masked before a text is cut, so that no half of it is left at the end of a line', async () => {
    const tested = testApp();
    const { list, search } = await operator(tested);
    for (let before = 160; before < 200; before += 7) {
      const ann = await visitor(tested.app);
      await ann.ask(`${'x'.repeat(before)} zorbin.q@acme.example needle ${'y '.repeat(40)}`);
    }
    const shown = JSON.stringify([await list(), await search('needle')]);
    expect(shown).toContain('…');
    expect(shown).not.toMatch(/zorb|acme/);
  });
});

function logLines(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(log|jsonl)$/.test(file) && statSync(path.join(folder, file)).isFile())
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
}
