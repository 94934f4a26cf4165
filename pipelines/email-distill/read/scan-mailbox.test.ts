import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Message } from '#core/domain/message.ts';
import { openMailReader } from './mail-reader.ts';
import { reasonOf, scanMailbox } from './scan-mailbox.ts';
import { splitMbox, unescapeFrom } from './split-mbox.ts';

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

/** What a run reads: each message that the scan finds, from its place. */
async function read(...paths: string[]) {
  const messages: Message[] = [];
  const skipped: { source: string; reason: string }[] = [];
  const reader = openMailReader();
  for await (const found of scanMailbox(paths)) {
    if ('skipped' in found) skipped.push(found.skipped);
    else {
      try {
        const { place: _, ...head } = found.head;
        const message = await reader.read(found.head);
        expect(message).toMatchObject(head);
        messages.push(message);
      } catch (error) {
        skipped.push({ source: found.head.source, reason: reasonOf(error) });
      }
    }
  }
  reader.close();
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
  expect(messages[0]?.attachments).toEqual([{ name: 'mule.log', type: 'text/x-log' }]);
});

test('does not decode what is attached, and reads the text behind it', async () => {
  const headers = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="--x"\n';
  const zip = Buffer.alloc(300_000, 7)
    .toString('base64')
    .replace(/(.{76})/g, '$1\n');
  const part = (head: string, body: string) => `----x\n${head}\n\n${body}\n`;
  const body = [
    part('Content-Type: text/plain', 'See both.'),
    part('Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64', zip),
    part('Content-Transfer-Encoding: base64\nContent-Disposition: attachment;\n filename="b.png"\nContent-Type: image/png', zip),
    part(
      'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64',
      Buffer.from(`Ende – ${'lang '.repeat(2_000)}`).toString('base64'),
    ),
    '----x--',
  ].join('');
  for (const text of [body, body.replaceAll('\n', '\r\n')]) {
    const { messages } = await read(path.join(folderWith({ 'a.eml': mail('a', { headers, body: text }) }), 'a.eml'));
    expect(messages[0]?.attachments).toEqual([
      { name: 'a.zip', type: 'application/zip' },
      { name: 'b.png', type: 'image/png' },
    ]);
    expect(messages[0]?.text).toMatch(/^See both\.\s+Ende – lang/);
  }
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

describe('an mbox', () => {
  const cut = async (archive: Buffer, size = archive.length, headBytes = 1_000) => {
    const chunks = async function* () {
      for (let at = 0; at < archive.length; at += size) yield archive.subarray(at, at + size);
    };
    const found: { text: string; head: string }[] = [];
    for await (const entry of splitMbox(chunks(), headBytes))
      found.push({ text: String(archive.subarray(entry.at, entry.at + entry.size)), head: String(entry.head) });
    return found;
  };

  test('is cut the same wherever the chunks end', async () => {
    const archive = Buffer.from(
      `From a\nSubject: 1\n\none\nFrom inside a paragraph 10:00\n\nFrom now on it works.\nReally.\n\nFrom b\r\nSubject: 2\r\n\r\n${'two\r\n'.repeat(600)}\r\nFrom - Tue Jan 05 10:00:00 2026\n\nno header`,
    );
    for (const size of [1, 2, 3, 7, 64, 1_000, 1_023, 1_024, 1_025, archive.length]) {
      const found = await cut(archive, size, 12);
      expect(found.map(({ text }) => text)).toEqual([
        'Subject: 1\n\none\nFrom inside a paragraph 10:00\n\nFrom now on it works.\nReally.\n\n',
        `Subject: 2\r\n\r\n${'two\r\n'.repeat(600)}\r\n`,
        '\nno header',
      ]);
      expect(found.map(({ head }) => head)).toEqual(['Subject: 1\n\n', 'Subject: 2\r\n', '\nno header']);
    }
  });

  test('gives back the lines that its format quoted', () => {
    expect(String(unescapeFrom(Buffer.from('>From a\n>>From b\n> From c\nx >From d\n')))).toBe('From a\n>From b\n> From c\nx >From d\n');
  });

  test('skips a message over the limit and goes on with the next', async () => {
    const archive = `From a 10:00\n${mail('big', { body: 'x'.repeat(26 * 1024 * 1024) })}\nFrom b 10:00\n${mail('b')}`;
    const { messages, skipped } = await read(path.join(folderWith({ 'a.mbox': archive }), 'a.mbox'));
    expect(skipped).toEqual([{ source: 'a.mbox#1', reason: '27 MB is over the limit of 25 MB a message' }]);
    expect(messages.map(({ id }) => id)).toEqual(['b@north.example']);
  });
});

test('says that a message changed between the scan and its reading', async () => {
  const folder = folderWith({ 'a.eml': mail('a'), 'b.mbox': `From x 10:00\n${mail('b1')}\nFrom y 10:00\n${mail('b2')}` });
  const heads = [];
  for await (const found of scanMailbox([folder])) if ('head' in found) heads.push(found.head);
  writeFileSync(path.join(folder, 'a.eml'), mail('other'));
  writeFileSync(path.join(folder, 'b.mbox'), `From x 10:00\n${mail('b1')}`);
  const reader = openMailReader();
  const reasons = [];
  for (const head of heads) reasons.push(await reader.read(head).then(({ id }) => id, reasonOf));
  reader.close();
  expect(reasons).toEqual([
    'a.eml was changed while it was read; run distill again',
    expect.stringMatching(/^(?:b1@north\.example|b\.mbox was changed)/),
    'b.mbox was changed while it was read; run distill again',
  ]);
});

describe('the head of a message', () => {
  const headOf = async (headers: string) => {
    const file = path.join(folderWith({ 'a.eml': `${headers}\nTo: help@vendor.example\n\nText.\n` }), 'a.eml');
    return (await read(file)).messages[0];
  };
  test.each([
    ['a plain name', 'From: Sara Lind <Sara@North.example>', { from: { name: 'Sara Lind', address: 'sara@north.example' } }],
    ['a name in quotes', 'From: "Lind, Sara" <sara@north.example>', { from: { name: 'Lind, Sara', address: 'sara@north.example' } }],
    ['a comment for a name', 'From: sara@north.example (Sara Lind)', { from: { name: 'Sara Lind', address: 'sara@north.example' } }],
    ['an encoded name', 'From: =?utf-8?b?SsO8cmdlbg==?= <j@north.example>', { from: { name: 'Jürgen', address: 'j@north.example' } }],
    [
      'raw bytes of UTF-8',
      'From: Jürgen <j@north.example>\nSubject: Störung',
      { from: { name: 'Jürgen', address: 'j@north.example' }, subject: 'Störung' },
    ],
    ['a folded subject', 'Subject: Export stops\n every night', { subject: 'Export stops every night' }],
    [
      'several in copy',
      'Cc: a@north.example,\n  Bo <b@north.example>',
      {
        cc: [
          { name: '', address: 'a@north.example' },
          { name: 'Bo', address: 'b@north.example' },
        ],
      },
    ],
    ['an answer with a comment', 'In-Reply-To: <1.2@north.example> ("Sara"\n of Monday)', { inReplyTo: '1.2@north.example' }],
    ['references over lines', 'References: <1@a.example>\n\t<2@a.example>', { references: ['1@a.example', '2@a.example'] }],
    ['a time zone with its name', 'Date: Mon, 5 Oct 2026 10:12:00 +0200 (CEST)', { date: '2026-10-05T08:12:00.000Z' }],
    ['a date that is none', 'Date: yesterday', { date: null }],
    ['no date', 'X-Date: none', { date: null }],
  ])('is read: %s', async (_, headers, expected) => {
    expect(await headOf(headers)).toMatchObject(expected);
  });

  test('gives a mail without an id the same one each time', async () => {
    const [a, b, c] = [await headOf('Subject: 1'), await headOf('Subject: 1'), await headOf('Subject: 2')];
    expect(a?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(b?.id).toBe(a?.id);
    expect(c?.id).not.toBe(a?.id);
  });
});

describe('what people’s mail programs write', () => {
  const one = async (headers: string, body: string | Buffer) => {
    const bytes = Buffer.concat([Buffer.from(mail('a', { headers, body: '' }).replace(/\n$/, '')), Buffer.from(body)]);
    return read(path.join(folderWith({ 'a.eml': bytes }), 'a.eml'));
  };
  test.each([
    [
      'ISO-8859-1',
      'Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n',
      Buffer.from([71, 114, 252, 223, 101]),
      'Grüße',
    ],
    [
      'windows-1252 in quoted-printable',
      'Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n',
      'It=92s =80 5',
      'It’s € 5',
    ],
    [
      'KOI8-R',
      'Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n',
      Buffer.from([0xf0, 0xd2, 0xc9]).toString('base64'),
      'При',
    ],
    ['ISO-2022-JP', 'Content-Type: text/plain; charset=iso-2022-jp\n', '\x1b$B$3$s\x1b(B', 'こん'],
    ['an unknown charset', 'Content-Type: text/plain; charset=x-nobody-knows\n', 'plain words', 'plain words'],
    [
      'flowed lines',
      'Content-Type: text/plain; charset=utf-8; format=flowed\n',
      'The export stops \nevery night.\n\nWhy?',
      'The export stops every night.\n\nWhy?',
    ],
    [
      'flowed lines with deleted spaces',
      'Content-Type: text/plain; format=flowed; delsp=yes\n',
      'https://vendor.example/ \nguide',
      'https://vendor.example/guide',
    ],
  ] as const)('is read: %s', async (_, headers, body, text) => {
    expect((await one(headers, body)).messages[0]?.text).toBe(text);
  });

  test('encoded words give their text', async () => {
    const headers = 'X-Other: 1\nCc: =?utf-8?q?J=C3=BCrgen_M?= <j@north.example>\n';
    const encoded = mail('a', { headers }).replace('Subject: Export', 'Subject: =?iso-8859-1?Q?St=F6?= =?iso-8859-1?Q?rung?=');
    const { messages } = await read(path.join(folderWith({ 'a.eml': encoded }), 'a.eml'));
    expect(messages[0]).toMatchObject({ subject: 'Störung', cc: [{ name: 'Jürgen M', address: 'j@north.example' }] });
  });

  test('a winmail.dat that holds all the text is noticed', async () => {
    const tnef = 'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n';
    expect((await one(tnef, 'eJ8+IgAQAAAA')).skipped).toEqual([
      { source: 'a.eml', reason: 'its text is in a winmail.dat, which only Outlook reads; ask the sender for plain text or HTML' },
    ]);
    const beside = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n';
    const both = `--x\nContent-Type: text/plain\n\nSee below.\n--x\n${tnef}\neJ8+IgAQAAAA\n--x--`;
    expect((await one(beside, both)).messages[0]?.text).toBe('See below.');
  });
});
