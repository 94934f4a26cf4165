import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '#core/domain/digest.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { noProgress } from '#core/ports/progress.ts';
import { distill } from './distill.ts';
import { ANSWERED, type ShortTicket, UNANSWERED } from './fixtures/short-tickets.ts';
import { UNSEEN_ANSWERED, UNSEEN_UNANSWERED } from './fixtures/unseen-tickets.ts';

/** As Zendesk tells it, or as one that is open. */
function asZendesk({ subject, comments }: ShortTicket, id: number, status = 'solved') {
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

/** What comes of tickets that are distilled together, by their names: the steps of the draft, or why there is none. */
async function distilled(tickets: readonly ShortTicket[], status?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-tickets-'));
  tickets.forEach((ticket, id) => {
    writeFileSync(path.join(folder, `${id}.json`), JSON.stringify(asZendesk(ticket, id, status)));
  });
  const data = mkdtempSync(path.join(tmpdir(), 'threadwell-distill-'));
  const ports = {
    drafts: localDrafts(openDatabase(data)),
    files: localFiles(path.join(data, 'files')),
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
    log: { debug() {}, info() {}, warn() {}, error() {} },
    progress: noProgress,
  };
  const report = await distill({ paths: [folder], support: { domains: [], addresses: [] }, tags: [] }, ports);
  const drafts = await ports.drafts.list();
  const came = tickets.map(({ name }, id) => {
    const thread = sha256(`zendesk-${id}-0`).slice(0, 16);
    const draft = drafts.find(({ threads }) => threads.includes(thread));
    const refused = report.refused.find((one) => one.thread === thread);
    return [name, draft ? draft.steps.map(({ text }) => text) : `${refused?.code}: ${refused?.reason}`] as const;
  });
  return { drafts, came };
}

test.each([['A', ANSWERED], ['U', UNANSWERED], ['XA', UNSEEN_ANSWERED], ['XU', UNSEEN_UNANSWERED]])('x %s', async (n, t) => {
  const { came } = await distilled(t);
  const d = came.filter(([, x]) => typeof x !== 'string').length;
  if (!n.startsWith('X') || process.env.SHOW) console.log(n, d, '/', came.length, JSON.stringify(came, null, 1));
  else console.log(n, d, '/', came.length);
  expect(1).toBe(1);
});
