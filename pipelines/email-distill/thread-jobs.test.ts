import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Thread } from '#core/domain/message.ts';
import { type FoundHead, scanMailbox } from './read/scan-mailbox.ts';
import { openMailIndex } from './thread/mail-index.ts';
import { runThreadJobs } from './thread-jobs.ts';
import type { JobLimits } from './thread-workers.ts';

const context = { mailbox: { side: { domains: ['vendor.example'], addresses: [] }, people: new Set<string>() }, tags: [] };
const ANSWER =
  'The export writes to a temporary folder first, and E-1042 says that this folder is full. Set export.temp to a folder with at least 2 GB and restart the service.';
const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-jobs-'));

const run = (threads: readonly Thread<FoundHead>[], onDone: (done: number) => void = () => {}, limits?: JobLimits) =>
  runThreadJobs(threads, threads.length, context, onDone, limits);

/** The threads of mails, a question and an answer each. */
async function threadsOf(count: number, body = ANSWER, headers = ''): Promise<Thread<FoundHead>[]> {
  const mails = mkdtempSync(path.join(folder, 'mails-'));
  for (let n = 0; n < count; n++) {
    const mail = (id: string, from: string, text: string, headers: string) =>
      writeFileSync(
        path.join(mails, `${id}.eml`),
        `From: ${from}\nSubject: Export ${n}\nDate: Mon, 05 Oct 2026 1${Number(id.startsWith('a'))}:${10 + n}:00 +0000\nMessage-ID: <${id}>\n${headers}\n${text}\n`,
      );
    mail(`q${n}`, 'sara@north.example', 'The export stops with E-1042. Why?', '');
    mail(`a${n}`, 'jan@vendor.example', body, `In-Reply-To: <q${n}>\n${headers}`);
  }
  const index = openMailIndex<FoundHead>();
  for await (const found of scanMailbox([mails])) if ('head' in found) index.add(found.head);
  const threads = [...index.threads()];
  index.close();
  return threads;
}

test('gives results in the order of the threads, and counts', async () => {
  const threads = await threadsOf(5);
  const counts: number[] = [];
  const results = await run(threads, (done) => counts.push(done));
  expect(results.flatMap(({ outcome }) => (outcome && 'draft' in outcome ? outcome.draft.threads : []))).toEqual(
    threads.map(({ id }) => id),
  );
  expect(counts).toEqual([5]);
});

test('skips a message that takes too long to read, keeps the rest of its thread, and goes on', async () => {
  // UTF-7 is the slowest of all that a mail can ask for.
  const slow = await threadsOf(1, '+AAA-'.repeat(4_000_000), 'Content-Type: text/plain; charset=utf-7\n');
  const results = await run([...slow, ...(await threadsOf(1))], () => {}, { stepMs: 1_500, megabytes: 512 });
  expect(results[0]?.skipped).toEqual([{ source: expect.stringMatching(/a0\.eml$/), reason: 'reading it took over 1.5 s' }]);
  expect(results.map(({ outcome }) => outcome)).toMatchObject([{ refused: { code: 'no-support-answer' } }, { draft: {} }]);
});

test('skips a message that needs too much memory, and goes on', async () => {
  const large = await threadsOf(1, '+AAA-'.repeat(4_000_000), 'Content-Type: text/plain; charset=utf-7\n');
  const results = await run([...large, ...(await threadsOf(1))], () => {}, { stepMs: 20_000, megabytes: 40 });
  expect(results).toMatchObject([
    { skipped: [{ source: expect.stringMatching(/a0\.eml$/), reason: 'reading it took over 40 MB' }] },
    { skipped: [], outcome: { draft: {} } },
  ]);
});

test('lists messages that are gone, and gives no outcome where none is left', async () => {
  const [thread] = await threadsOf(1);
  const gone = { ...thread!, messages: thread!.messages.map((message) => ({ ...message, place: { file: '/nowhere/a.eml' } })) };
  expect(await run([gone], () => {})).toEqual([
    {
      thread: thread!.id,
      outcome: null,
      skipped: thread!.messages.map(({ source }) => ({ source, reason: 'there is no such file or folder' })),
    },
  ]);
});

test('another run of the same process reads what lies there then', async () => {
  const [thread] = await threadsOf(1);
  const [first] = await run([thread!]);
  const answer = thread!.messages[1]!.place;
  writeFileSync('file' in answer ? answer.file : '', `From: jan@vendor.example\nMessage-ID: <a0>\n\n${ANSWER.replace('2 GB', '4 GB')}\n`);
  const [second] = await run([thread!]);
  expect(JSON.stringify(first?.outcome)).toContain('2 GB');
  expect(JSON.stringify(second?.outcome)).toContain('4 GB');
});
