import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { draftsToArticles } from '#core/domain/curated-article.ts';
import { sha256 } from '#core/domain/digest.ts';
import type { Draft } from '#core/domain/draft.ts';
import { quotes } from '#core/domain/evidence.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { noProgress } from '#core/ports/progress.ts';
import { distill } from './distill.ts';
import { ANSWERED, type ShortTicket, UNANSWERED } from './fixtures/short-tickets.ts';
import { LATER_ANSWERED, LATER_UNANSWERED, UNSEEN_ANSWERED, UNSEEN_UNANSWERED } from './fixtures/unseen-tickets.ts';

/** What an engineer would sign and we still refuse: a question that shares no word with its answer, and bare facts that name nothing. */
const MISSED = ['a ticket from the chat', 'a format', 'two comments of the agent'];

type Zendesk = { ticket: object; comments: { author_id: number; body: string; public: boolean; created_at: string }[]; users: object[] };

function asZendesk({ subject, comments }: ShortTicket, id: number, status: string): Zendesk {
  return {
    ticket: { id, subject, status, requester_id: 1 },
    comments: comments.map((comment, index) => ({
      author_id: comment.startsWith('C: ') ? 1 : 2,
      body: comment.slice(3),
      public: !comment.startsWith('N: '),
      created_at: `2026-10-05T08:0${index}:00Z`,
    })),
    users: [
      { id: 1, name: 'Ann Lee', email: 'ann.lee@acme.example', role: 'end-user' },
      { id: 2, name: 'Jan Vos', email: 'jan@vendor.example', role: 'agent' },
    ],
  };
}

/** What comes of tickets that are distilled together: the draft of each, or the code of its refusal. `mails` are `.eml` beside them. */
async function distilled(tickets: readonly Zendesk[], mails: readonly string[] = []): Promise<(Draft | string)[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-tickets-'));
  tickets.forEach((ticket, id) => {
    writeFileSync(path.join(folder, `${id}.json`), JSON.stringify(ticket));
  });
  mails.forEach((mail, id) => {
    writeFileSync(path.join(folder, `${id}.eml`), mail);
  });
  const data = mkdtempSync(path.join(tmpdir(), 'threadwell-distill-'));
  const ports = {
    drafts: localDrafts(openDatabase(data)),
    files: localFiles(path.join(data, 'files')),
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    progress: noProgress,
  };
  const report = await distill({ paths: [folder], support: { domains: ['vendor.example'], addresses: [] }, tags: [] }, ports);
  const drafts = await ports.drafts.list();
  return tickets.map((_, id) => {
    const thread = sha256(`zendesk-${id}-0`).slice(0, 16);
    const refusal = report.refused.find((refused) => refused.thread === thread)?.code;
    return drafts.find(({ threads }) => threads.includes(thread)) ?? refusal ?? 'lost';
  });
}
const outcomes = (tickets: readonly ShortTicket[], status = 'solved') =>
  distilled(tickets.map((ticket, id) => asZendesk(ticket, id, status)));
const one = async (comments: readonly string[], status = 'solved') =>
  (await outcomes([{ name: 'one', subject: 'Forwarder drops events', comments }], status))[0]!;
const steps = (outcome: Draft | string) => (typeof outcome === 'string' ? outcome : outcome.steps.map(({ text }) => text));

const QUESTION = 'C: Under load the forwarder drops events with FW-2002 queue full. How do we keep them?';
const REMEDY = 'Set queue.capacity to 20000 in forwarder.properties and restart the runtime.';

test('a short answer of a solved ticket becomes a draft of the agent’s own words, tagged as one of a ticket', async () => {
  const tickets = [...ANSWERED, ...UNSEEN_ANSWERED, ...LATER_ANSWERED];
  const came = await outcomes(tickets);
  expect(tickets.filter((_, index) => typeof came[index] === 'string').map(({ name }) => name)).toEqual(MISSED);
  came.forEach((draft, index) => {
    if (typeof draft === 'string') return;
    const said = tickets[index]!.comments.filter((comment) => comment.startsWith('A: ')).join('\n');
    for (const step of draft.steps) {
      expect(step.supported).toBe(true);
      expect(quotes(step, draft).length).toBeGreaterThan(0);
      for (const quote of quotes(step, draft)) expect(said).toContain(quote);
    }
    // Up to the row of the CSV that the knowledge base reads.
    for (const { tags } of draftsToArticles([{ ...draft, state: 'approved' }], 'https://help.example.com/articles'))
      expect(tags.filter((tag) => tag.startsWith('source:'))).toEqual(['source:ticket']);
  });
});

test('what answers nothing becomes no draft, though an agent solved the ticket', async () => {
  const tickets = [...UNANSWERED, ...UNSEEN_UNANSWERED, ...LATER_UNANSWERED];
  const came = await outcomes(tickets);
  expect(tickets.filter((_, index) => typeof came[index] !== 'string').map(({ name }) => name)).toEqual([]);
});

describe('a ticket', () => {
  test('that is open is judged as mail: nobody says yet that the answer is the whole one', async () => {
    expect(steps(await one([QUESTION, `A: ${REMEDY}`]))).toEqual([REMEDY]);
    expect(steps(await one([QUESTION, `A: ${REMEDY}`], 'open'))).toBe('not-self-contained');
  });

  test('is answered by what agents wrote last, not by what they tried before', async () => {
    const tried = 'A: Add the line queue.policy=block to forwarder.properties and reload the forwarder.';
    const draft = await one([QUESTION, tried, 'C: We have no such file on our servers here.', `A: ${REMEDY}`]);
    expect(steps(draft)).toEqual([REMEDY]);
  });

  test('is answered by the comment that does what an earlier one promised, and by none that promises', async () => {
    const promise = 'A: We are looking into it and will come back to you.';
    expect(steps(await one([QUESTION, promise, `A: ${REMEDY}`]))).toEqual([REMEDY]);
    expect(steps(await one([QUESTION, `A: ${REMEDY}`, promise]))).toBe('unsolved');
    expect(steps(await one([QUESTION, promise, 'A: I am closing this ticket.']))).toBe('unsolved');
    const second = 'Raise the heap of the runtime to 2 GB as well, since each event takes 40 KB.';
    expect(steps(await one([QUESTION, promise, `A: ${REMEDY}`, `A: ${second}`]))).toEqual([REMEDY, second]);
  });

  test('keeps its answer when the customer’s absence note comes after it', async () => {
    const away = 'C: Automatic reply: I am out of the office until 3 May and read no mail. Please write to my colleague instead.';
    expect(steps(await one([QUESTION, `A: ${REMEDY}`, away]))).toEqual([REMEDY]);
  });

  test('is no source when the customer wrote after the answer that it fails', async () => {
    expect(steps(await one([QUESTION, `A: ${REMEDY}`, 'C: Still the same error.']))).toBe('unsolved');
  });

  test('tells nothing of its internal notes', async () => {
    const draft = await one([QUESTION, 'N: Customer 4711 is on the old contract, set queue.secret to 1.', `A: ${REMEDY}`]);
    expect(steps(draft)).toEqual([REMEDY]);
    expect(JSON.stringify(draft)).not.toMatch(/4711|queue\.secret/);
  });

  test('that the chat filed in an agent’s name asks what the visitor wrote, and what the assistant said is no answer', async () => {
    const chat = `${QUESTION.slice(3)}\n\n--- Conversation in the chat ---\nAssistant: Set queue.wrong to 1 and restart the forwarder.`;
    const draft = await one([`A: ${chat}`, `A: ${REMEDY}`]);
    expect(steps(draft)).toEqual([REMEDY]);
    expect(JSON.stringify(draft)).not.toContain('queue.wrong');
    expect(steps(await one([`A: ${chat}`]))).toBe('no-support-answer');
  });
});

test('a draft of a ticket and of mail with the same answer says that it is of both', async () => {
  const answer = `${REMEDY} The default of 1000 is too small for bursts, and the forwarder drops what does not fit into the queue.`;
  const mail = (id: string, from: string, reply: string, body: string) =>
    `From: ${from}\nTo: help@vendor.example\nSubject: Forwarder drops events\nDate: Mon, 05 Oct 2026 1${id}:00:00 +0000\nMessage-ID: <${id}>\n${reply}\n${body}\n`;
  const [draft] = await distilled(
    [asZendesk({ name: 'both', subject: 'Forwarder drops events', comments: [QUESTION, `A: ${answer}`] }, 0, 'solved')],
    [
      mail('1', 'sara@north.example', '', 'Under load our forwarder drops events, FW-2002 queue full. How do we keep them?'),
      mail('2', 'jan@vendor.example', 'In-Reply-To: <1>\n', answer),
    ],
  );
  expect(draft).toMatchObject({
    tags: expect.arrayContaining(['source:email', 'source:ticket']),
    threads: [{}, {}].map(() => expect.any(String)),
  });
});
