import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { letterOf, type Matter, matterOf } from './letters.ts';

/** What an archive is made of. */
export type ArchiveShape = {
  readonly threads: number;
  /** Mean size of a message's attachments, counted over all messages; 0 for none. One message in five has one. */
  readonly attachmentBytes: number;
};

export type Archive = { readonly messages: number; readonly bytes: number };

/** One message in this many has an attachment. */
const ATTACHMENT_EVERY = 5;
const SUPPORT = 'vendor.example';

/** Writes an mbox of support conversations, the same bytes for the same shape. Threads overlap in time, as in a real archive. */
export async function makeMbox(file: string, { threads, attachmentBytes }: ArchiveShape): Promise<Archive> {
  const out = createWriteStream(file);
  let [messages, bytes] = [0, 0];
  for (let thread = 0; thread < threads; thread++) {
    const matter = matterOf(thread);
    for (let n = 0; n < matter.letters; n++) {
      const text = messageOf(matter, thread, n, messages % ATTACHMENT_EVERY === 0 ? attachmentBytes * ATTACHMENT_EVERY : 0);
      messages += 1;
      bytes += Buffer.byteLength(text);
      if (!out.write(text)) await once(out, 'drain');
    }
  }
  out.end();
  await finished(out);
  return { messages, bytes };
}

function messageOf(matter: Matter, thread: number, n: number, attachmentBytes: number): string {
  const isSupport = n % 2 === 1;
  const customer = `${matter.customer} <${matter.customer.toLowerCase().replace(/[^a-z]+/g, '.')}@north${thread % 400}.example>`;
  const agent = `${matter.agent} <${matter.agent.toLowerCase().replace(/[^a-z]+/g, '.')}@${SUPPORT}>`;
  const date = new Date(Date.UTC(2020, 0, 1) + thread * 4_000_000 + n * 7_200_000);
  const headers = [
    `From ${thread}@north.example ${date.toUTCString().slice(0, 3)} ${date.toUTCString().slice(8, 11)} ${date.toISOString().slice(8, 19).replace('T', ' ')} ${date.getUTCFullYear()}`,
    `Return-Path: <bounce-${thread}-${n}@relay.example>`,
    `Received: from relay${thread % 7}.example (relay${thread % 7}.example [192.0.2.${thread % 250}]) by mx.vendor.example with ESMTPS; ${date.toUTCString()}`,
    `From: ${isSupport ? agent : customer}`,
    `To: ${isSupport ? customer : `Support <help@${SUPPORT}>`}`,
    `Subject: ${n ? 'Re: ' : ''}${matter.subject}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${thread}.${n}@mail.example>`,
    ...(n ? [`In-Reply-To: <${thread}.${n - 1}@mail.example>`, `References: ${ids(thread, n)}`] : []),
    'MIME-Version: 1.0',
  ];
  const body = letterOf(matter, n);
  if (attachmentBytes === 0) return `${headers.join('\n')}\nContent-Type: text/plain; charset=utf-8\n\n${body}\n\n`;
  return [
    ...headers,
    'Content-Type: multipart/mixed; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    body,
    '--part',
    'Content-Type: application/zip; name="logs.zip"',
    'Content-Disposition: attachment; filename="logs.zip"',
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(attachmentBytes, thread),
    '--part--',
    '',
    '',
  ].join('\n');
}

function ids(thread: number, count: number): string {
  return Array.from({ length: count }, (_, n) => `<${thread}.${n}@mail.example>`).join(' ');
}

/** About so many bytes of base64 in lines of 76. */
function base64Lines(bytes: number, seed: number): string {
  const line = Buffer.from(`${seed}`.padEnd(57, 'threadwell bench attachment ')).toString('base64');
  return Array.from({ length: Math.ceil(bytes / 77) }, () => line).join('\n');
}
