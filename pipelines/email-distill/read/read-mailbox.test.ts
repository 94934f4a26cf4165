import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Message } from '#core/domain/message.ts';
import { readMailbox } from './read-mailbox.ts';
import { splitMbox } from './split-mbox.ts';

const mail = (id: string, more: { headers?: string; body?: string } = {}) =>
  `From: Sara Lind <Sara@North.example>\nTo: help@vendor.example\nSubject: Export\nDate: Mon, 05 Oct 2026 10:12:00 +0200\nMessage-ID: <${id}@north.example>\n${more.headers ?? ''}\n${more.body ?? 'The export stops.'}\n`;

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-mail-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

async function read(...paths: string[]) {
  const messages: Message[] = [];
  const skipped: { source: string; reason: string }[] = [];
  for await (const entry of readMailbox(paths)) {
    if ('message' in entry) messages.push(entry.message);
    else skipped.push(entry.skipped);
  }
  return { messages, skipped };
}

test('reads a folder with what is below it, Maildir and mbox, in the order of names', async () => {
  const folder = folderWith({
    'b.eml': mail('b'),
    'a/cur/1700000000.1.host:2,S': mail('a'),
    'c.mbox': `From x Mon Oct  5 10:12:00 2026\n${mail('c1', { body: '>From the start\n>>From here' })}\nFrom y Mon Oct  5 10:12:00 2026\n${mail('c2')}`,
  });
  const { messages, skipped } = await read(folder);
  expect(skipped).toEqual([]);
  expect(messages.map(({ id }) => id.split('@')[0])).toEqual(['a', 'b', 'c1', 'c2']);
  expect(messages[2]?.text).toBe('From the start\n>From here');
  expect(messages[3]?.source).toBe(`${path.basename(folder)}/c.mbox#2`);
  expect(messages[1]).toMatchObject({
    from: { name: 'Sara Lind', address: 'sara@north.example' },
    date: '2026-10-05T08:12:00.000Z',
    kind: 'person',
  });
});

test('lists what it cannot read with the reason, and goes on', async () => {
  const folder = folderWith({
    'a.eml': 'no mail at all',
    'b.png': Buffer.from([0x89, 0x50]),
    'c.json': '{"id": 1}',
    'd.mbox': 'nothing here',
    'e.eml': mail('parts', {
      headers: 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n',
      body: '--x\nContent-Type: text/plain\n\nx\n'.repeat(1200),
    }),
    'f.eml': mail('html', { headers: 'Content-Type: text/html\n', body: '<p>x</p>'.repeat(40_000) }),
    'z.eml': mail('z'),
  });
  const { messages, skipped } = await read(folder, path.join(folder, 'missing.eml'));
  expect(messages.map(({ id }) => id)).toEqual(['z@north.example']);
  expect(skipped.map(({ source, reason }) => `${path.basename(source)}: ${reason}`)).toEqual([
    'a.eml: it is no e-mail: there are no mail headers at its beginning',
    'b.png: it is no .eml, .mbox, .json or Maildir file',
    'c.json: it is no Zendesk ticket: `id` or `comments` is missing',
    'd.mbox: it has no `From ` line, so it is no mbox',
    'e.eml: more than 1000 parts',
    'f.eml: 313 KB of HTML without a plain part is over the limit of 200 KB',
    'missing.eml: there is no such file or folder',
  ]);
});

test('names a path that is not there as the caller wrote it', async () => {
  expect((await read('./no/such/folder', '/nowhere/all.mbox')).skipped).toEqual([
    { source: './no/such/folder', reason: 'there is no such file or folder' },
    { source: '/nowhere/all.mbox', reason: 'there is no such file or folder' },
  ]);
});

test('says that a folder is empty', async () => {
  expect((await read(folderWith({}))).skipped.map(({ reason }) => reason)).toEqual(['the folder is empty']);
});

describe('the kind of a message', () => {
  test.each([
    ['auto-reply', 'Auto-Submitted: auto-replied\n'],
    ['auto-reply', 'Precedence: auto_reply\n'],
    ['auto-reply', 'X-Autoreply: yes\n'],
    ['bounce', 'Content-Type: multipart/report; report-type=delivery-status; boundary=x\n'],
    ['bulk', 'Precedence: bulk\n'],
    ['bulk', 'List-Unsubscribe: <https://north.example/u>\n'],
    ['person', 'Auto-Submitted: no\n'],
    ['person', 'List-Unsubscribe: <https://north.example/u>\nList-Post: <mailto:users@north.example>\nPrecedence: list\n'],
  ])('is %s by %j', async (kind, headers) => {
    const { messages } = await read(path.join(folderWith({ 'a.eml': mail('a', { headers }) }), 'a.eml'));
    expect(messages[0]?.kind).toBe(kind);
  });
});

test('names attachments and does not open them', async () => {
  const headers = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n';
  const body =
    '--x\nContent-Type: text/plain\n\nSee the log.\n--x\nContent-Type: text/x-log\nContent-Disposition: attachment; filename=mule.log\n\nERROR secret\n--x--';
  const { messages } = await read(path.join(folderWith({ 'a.eml': mail('a', { headers, body }) }), 'a.eml'));
  expect(messages[0]?.text).toBe('See the log.');
  expect(messages[0]?.attachments).toEqual([{ name: 'mule.log', type: 'text/x-log', bytes: 12 }]);
});

test('reads a Zendesk ticket as one thread, with its roles and without internal notes', async () => {
  const ticket = {
    ticket: { id: 77, subject: 'Export', requester_id: 1 },
    comments: [
      { author_id: 1, plain_body: 'Why?', created_at: '2026-10-05T08:00:00Z', public: true },
      { author_id: 2, body: 'Ask engineering', created_at: '2026-10-05T08:30:00Z', public: false },
      { author_id: 2, html_body: '<p>Because.</p>', created_at: '2026-10-05T09:00:00Z', public: true },
    ],
    users: [
      { id: 1, name: 'Sara Lind', email: 'sara@north.example', role: 'end-user' },
      { id: 2, name: 'Jan Vos', email: 'jan@vendor.example', role: 'agent' },
    ],
  };
  const { messages } = await read(path.join(folderWith({ '77.json': JSON.stringify(ticket) }), '77.json'));
  expect(messages.map(({ role, text }) => [role, text])).toEqual([
    ['customer', 'Why?'],
    ['support', 'Because.'],
  ]);
  expect(messages[1]?.inReplyTo).toBe(messages[0]?.id);
});

test('cuts an mbox the same wherever the chunks end', async () => {
  const archive = Buffer.from('From a\nSubject: 1\n\none\nFrom inside a line group\n\nFrom b\r\nSubject: 2\r\n\r\ntwo\r\n');
  for (let size = 1; size < archive.length; size += 3) {
    const chunks = async function* () {
      for (let at = 0; at < archive.length; at += size) yield archive.subarray(at, at + size);
    };
    const found: string[] = [];
    for await (const { bytes } of splitMbox(chunks(), 1_000)) found.push(String(bytes));
    expect(found).toEqual(['Subject: 1\n\none\nFrom inside a line group\n\n', 'Subject: 2\r\n\r\ntwo\r\n']);
  }
});

test('drops a message over the limit from an mbox and goes on with the next', async () => {
  const chunks = async function* () {
    yield Buffer.from(`From a\n${'x\n'.repeat(2_000)}\nFrom b\nSubject: 2\n`);
  };
  const found: (string | null)[] = [];
  for await (const { bytes } of splitMbox(chunks(), 1_000)) found.push(bytes === null ? null : String(bytes));
  expect(found).toEqual([null, 'Subject: 2\n']);
});
