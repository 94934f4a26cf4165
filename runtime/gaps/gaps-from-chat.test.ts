import { expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { GapQuestion } from '#core/domain/gap.ts';
import { fixtureKnowledgeBase } from '#core/ports/fixtures/assistant-knowledge.ts';
import type { Platform } from '#core/ports/platform.ts';
import { embeddedAssistant } from '../assistant/embedded.ts';
import { testApp, visitor } from '../http/fixtures/test-app.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';
import { listGaps } from './group-gaps.ts';

const CLEAR = 'How do I send logs through a proxy?';
/** One word in four is not in the article: three quarters of the question, where 0.6 is the threshold. */
const WEAK = 'How do I send kangaroo logs through a proxy?';
const UNKNOWN = 'Do you sell bananas in Paraguay?';
const PROXY = { title: 'Proxy › Send through a proxy', url: 'https://docs.harbor.example/proxy#settings' };
const TICKET = 'Please create a ticket, my address is ann@acme.example';

/** A visitor of the embedded assistant, on a few known articles, before a real desk. */
async function chat(changes: (ports: Platform) => Partial<Platform> = () => ({})) {
  const desk = await startDesk();
  const tested = testApp((own) => {
    const ports = { ...own, knowledgeBase: fixtureKnowledgeBase(), ...changes(own) };
    const brand = { name: 'Harbor', fallbackEmail: 'help@harbor.example' };
    const assistant = embeddedAssistant({ ports, minConfidence: ports.knowledgeBase.minConfidence, brand, ticketFields: [] });
    return { ports, assistant, ticketFields: [] };
  }, desk.baseUrl);
  const ann = await visitor(tested.app);
  let turns = 0;
  const say = async (text: string): Promise<ChatEvent[]> => {
    turns += 1;
    return ann.ask(text, `t${turns}`);
  };
  const fileTicket = async (wish = TICKET) => {
    const offer = (await say(wish)).find((event) => event.type === 'confirm');
    if (offer?.type !== 'confirm') throw new Error('the assistant should have offered a ticket');
    const accept = () => ann.call('POST', '/chat/confirm', { confirmationId: offer.confirmationId, accept: true });
    expect((await accept()).status).toBe(200);
    return accept;
  };
  const gaps = async () => (await tested.ports.gaps.list(10)).map(({ why, turnId, question }: GapQuestion) => [why, turnId, question]);
  return { ...tested, desk, ann, say, fileTicket, gaps };
}

test('an answer from passages barely over the threshold is a gap, with what it cited; a clear one is none', async () => {
  const { say, ann, ports, gaps } = await chat();
  await say(CLEAR);
  expect(await gaps()).toEqual([]);
  expect((await say(WEAK)).at(-1)).toMatchObject({ answered: true });
  await ann.ask(WEAK, 't2');
  expect(await ports.gaps.list(10)).toMatchObject([{ why: 'low_score', question: WEAK, turnId: 't2', nearest: [PROXY] }]);
});

test('of several questions in a message the weakest decides', async () => {
  const { say, gaps } = await chat();
  await say('What are the upgrade steps? And how do I send kangaroo logs through a proxy?');
  expect(await gaps()).toMatchObject([['low_score', 't1', expect.stringContaining('kangaroo')]]);
});

test('a ticket after an answer makes its question a gap, masked, once', async () => {
  const { say, fileTicket, ports, desk } = await chat();
  await say(`${CLEAR} I am bob@acme.example.`);
  const accept = await fileTicket();
  await accept();
  expect(await desk.tickets()).toHaveLength(1);
  const rows = (await ports.gaps.list(10)).filter(({ why }) => why === 'ticket');
  expect(rows).toMatchObject([{ turnId: 't1', question: expect.stringContaining('proxy'), nearest: [PROXY] }]);
  expect(rows[0]?.question).not.toContain('bob@acme');
});

test('a ticket after a refused question adds its reason: the question counts once', async () => {
  const { say, fileTicket, gaps, ports } = await chat();
  await say(UNKNOWN);
  await fileTicket();
  expect(await gaps()).toHaveLength(2);
  expect(await listGaps(ports)).toMatchObject([
    {
      questions: [UNKNOWN],
      count: 1,
      visitors: 1,
      reasons: [
        { why: 'unanswered', count: 1 },
        { why: 'ticket', count: 1 },
      ],
    },
  ]);
});

test('a ticket without a question before it is no gap, nor is a second one after the same question', async () => {
  const { say, fileTicket, gaps, desk } = await chat();
  await say('hello');
  await fileTicket('Please create a ticket: our invoices are wrong, my address is ann@acme.example');
  expect(await gaps()).toEqual([]);
  await say(CLEAR);
  await fileTicket();
  await fileTicket('Please create a ticket: the invoices are still wrong');
  expect(await desk.tickets()).toHaveLength(3);
  expect(await gaps()).toEqual([['ticket', 't3', CLEAR]]);
});

test('a store that fails costs the visitor neither answer nor ticket, and no question gets into the log', async () => {
  const gaps: Platform['gaps'] = {
    add: async () => Promise.reject(new Error('the disk is full')),
    list: async () => [],
    close: async () => {},
  };
  const { say, fileTicket, desk, errors } = await chat(() => ({ gaps }));
  expect((await say(WEAK)).at(-1)).toMatchObject({ type: 'done', answered: true });
  await fileTicket();
  expect(await desk.tickets()).toHaveLength(1);
  expect(errors.filter((line) => line.includes('could not be kept'))).toHaveLength(2);
  expect(errors.join()).not.toMatch(/kangaroo/);
});
