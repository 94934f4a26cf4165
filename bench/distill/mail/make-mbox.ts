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

/** One mail as it arrives: some 30 header lines, most of them by relays, and every other text as HTML too. */
function messageOf(matter: Matter, thread: number, n: number, attachmentBytes: number): string {
  const isSupport = n % 2 === 1;
  const mailbox = (name: string, domain: string) => `${name} <${name.toLowerCase().replace(/[^a-z]+/g, '.')}@${domain}>`;
  const customer = mailbox(matter.customer, `north${thread % 400}.example`);
  const agent = mailbox(matter.agent, SUPPORT);
  const date = new Date(Date.UTC(2020, 0, 1) + thread * 4_000_000 + n * 7_200_000);
  const utc = date.toUTCString();
  const body = letterOf(matter, n);
  const headers = [
    `From ${thread}@north.example ${utc.slice(0, 3)} ${utc.slice(8, 11)} ${date.toISOString().slice(8, 19).replace('T', ' ')} ${date.getUTCFullYear()}`,
    `Return-Path: <bounce-${thread}-${n}@relay.example>`,
    ...relayHeaders(thread, utc),
    `From: ${isSupport ? agent : customer}`,
    `To: ${isSupport ? customer : `Support <help@${SUPPORT}>`}`,
    `Subject: ${n ? 'Re: ' : ''}${matter.subject}`,
    `Date: ${utc.replace('GMT', '+0000')}`,
    `Message-ID: <${thread}.${n}@mail.example>`,
    ...(n ? [`In-Reply-To: <${thread}.${n - 1}@mail.example>`, `References: ${ids(thread, n)}`] : []),
    'MIME-Version: 1.0',
  ];
  const text = (thread + n) % 2 ? plainPart(body) : [...plainAndHtml(body)].join('\n');
  if (attachmentBytes === 0) return `${headers.join('\n')}\n${text}\n\n`;
  return [
    ...headers,
    'Content-Type: multipart/mixed; boundary="part"',
    '',
    '--part',
    text,
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

function plainPart(body: string): string {
  return `Content-Type: text/plain; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n${body}`;
}

function plainAndHtml(body: string): string[] {
  const html = body
    .split('\n\n')
    .map(
      (paragraph) =>
        `<p style="margin:0 0 12px;font-family:Calibri,sans-serif">${paragraph.replaceAll('<', '&lt;').replaceAll('\n', '<br>\n')}</p>`,
    );
  return [
    'Content-Type: multipart/alternative; boundary="both"',
    '',
    '--both',
    plainPart(body),
    '--both',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: 8bit',
    '',
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${html.join('\n')}</body></html>`,
    '--both--',
  ];
}

/** What relays, filters and signers put in front. */
function relayHeaders(thread: number, utc: string): string[] {
  const hops = [1, 2, 3, 4].map(
    (hop) =>
      `Received: from relay${hop}.example (relay${hop}.example [192.0.2.${(thread + hop) % 250}])\n\tby mx${hop}.vendor.example with ESMTPS id ${thread}x${hop}\n\t(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n\t${utc}`,
  );
  const signature = Buffer.from(`signature of ${thread} `.repeat(14))
    .toString('base64')
    .replace(/(.{64})/g, '$1\n\t');
  return [
    ...hops,
    `Authentication-Results: mx.vendor.example;\n\tdkim=pass header.i=@north.example header.s=s1;\n\tspf=pass smtp.mailfrom=relay.example;\n\tdmarc=pass (p=NONE sp=NONE dis=NONE) header.from=north.example`,
    `Received-SPF: pass (vendor.example: domain of relay.example designates 192.0.2.1 as permitted sender) client-ip=192.0.2.1;`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=north.example; s=s1;\n\th=from:to:subject:date:message-id:mime-version:content-type;\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\n\tb=${signature}`,
    `X-Mailer: Northmail ${1 + (thread % 9)}.2`,
    `X-Spam-Status: No, score=-2.1 required=5.0 tests=BAYES_00,DKIM_SIGNED,DKIM_VALID,HTML_MESSAGE`,
    `X-Originating-IP: [192.0.2.${thread % 250}]`,
    'Thread-Topic: support',
    'Accept-Language: en-GB, en-US',
    'X-MS-Has-Attach:',
    'X-Priority: 3',
  ];
}

function ids(thread: number, count: number): string {
  return Array.from({ length: count }, (_, n) => `<${thread}.${n}@mail.example>`).join(' ');
}

/** About so many bytes of base64 in lines of 76. */
function base64Lines(bytes: number, seed: number): string {
  const line = Buffer.from(`${seed}`.padEnd(57, 'threadwell bench attachment ')).toString('base64');
  return Array.from({ length: Math.ceil(bytes / 77) }, () => line).join('\n');
}
