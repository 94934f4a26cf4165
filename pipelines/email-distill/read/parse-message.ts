import { type ParsedMail, simpleParser } from 'mailparser';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Message } from '#core/domain/message.ts';
import { htmlToText } from './html-to-text.ts';
import { headerBytes, PARSER_OPTIONS, parseHead } from './parse-head.ts';
import { withoutAttachments } from './without-attachments.ts';

/** What the large mail services let through; bigger is an archive by mistake. */
export const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;
/** Real mail stays below 50; thousands of nested parts are made to exhaust a parser. */
const MAX_PARTS = 1_000;
/** A long newsletter has 100 KB; HTML parsing is the one step whose time an author can drive up. */
const MAX_HTML_LENGTH = 200 * 1024;
/** Room for a stack trace; what comes after it in one mail is a log that belongs in an attachment. */
const MAX_TEXT_LENGTH = 200 * 1024;
/** A plain part shorter than this beside a longer HTML part is a stand-in ("please view as HTML"). */
const STAND_IN_LENGTH = 40;

/**
 * Reads one e-mail. Throws {@link InvalidInput} with the reason when it is none or breaks a limit. The limits are checked before and around
 * mailparser, which is told to leave HTML alone. It may still be slow on bytes that were made for it: run it where a time limit can end it.
 */
export async function parseMessage(bytes: Buffer, source: string): Promise<Message> {
  if (bytes.length > MAX_MESSAGE_BYTES) throw new InvalidInput(overSize(bytes.length));
  const head = await parseHead(bytes, source);
  if (countParts(bytes) > MAX_PARTS) throw new InvalidInput(`more than ${MAX_PARTS} parts`);
  const mail = await simpleParser(withoutOtherHeaders(withoutAttachments(bytes)), PARSER_OPTIONS);
  return {
    ...head,
    text: ownText(mail),
    attachments: mail.attachments.map((part) => ({ name: part.filename ?? '', type: part.contentType })),
  };
}

/** What says how the text is packed is all that is needed of the headers now; mailparser would decode each of them. */
function withoutOtherHeaders(bytes: Buffer): Buffer {
  const head = headerBytes(bytes);
  const kept = head
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
    .filter((line) => /^(?:content-|mime-version)/i.test(line));
  return Buffer.concat([Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1'), bytes.subarray(head.length)]);
}

/** Why a message of this size is not read. */
export function overSize(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB is over the limit of ${MAX_MESSAGE_BYTES / 1024 / 1024} MB a message`;
}

function countParts(bytes: Buffer): number {
  let parts = 0;
  for (const name of ['\nContent-Type:', '\nContent-type:', '\ncontent-type:'])
    for (let at = bytes.indexOf(name); at >= 0 && parts <= MAX_PARTS; at = bytes.indexOf(name, at + name.length)) parts += 1;
  return parts;
}

/** The plain text where there is one, else the text of the HTML. */
function ownText(mail: ParsedMail): string {
  const plain = mail.text?.trim() ?? '';
  const html = typeof mail.html === 'string' ? mail.html : '';
  if (plain && (plain.length >= STAND_IN_LENGTH || !html)) return plain.slice(0, MAX_TEXT_LENGTH);
  if (html.length > MAX_HTML_LENGTH) {
    if (plain) return plain;
    throw new InvalidInput(
      `${Math.ceil(html.length / 1024)} KB of HTML without a plain part is over the limit of ${MAX_HTML_LENGTH / 1024} KB`,
    );
  }
  const converted = html ? htmlToText(html) : '';
  const text = converted.length > plain.length ? converted : plain;
  if (!text && mail.attachments.some(isOutlookEnvelope))
    throw new InvalidInput('its text is in a winmail.dat, which only Outlook reads; ask the sender for plain text or HTML');
  return text.slice(0, MAX_TEXT_LENGTH);
}

/** Exchange wraps a mail into one attachment (TNEF) when it takes the reader for another Outlook. */
function isOutlookEnvelope(part: ParsedMail['attachments'][number]): boolean {
  return /^winmail\.dat$/i.test(part.filename ?? '') || /^application\/(?:vnd\.)?ms-tnef$/i.test(part.contentType);
}
