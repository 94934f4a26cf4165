import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Address, Message } from '#core/domain/message.ts';
import { htmlToText } from './html-to-text.ts';

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
 * mailparser, which is told to leave HTML alone; this is the function that a worker with a time limit can run.
 */
export async function parseMessage(bytes: Buffer, source: string): Promise<Message> {
  if (bytes.length > MAX_MESSAGE_BYTES)
    throw new InvalidInput(`${megabytes(bytes.length)} MB is over the limit of ${megabytes(MAX_MESSAGE_BYTES)} MB`);
  if (!looksLikeMail(bytes)) throw new InvalidInput('it is no e-mail: there are no mail headers at its beginning');
  if (countParts(bytes) > MAX_PARTS) throw new InvalidInput(`more than ${MAX_PARTS} parts`);
  // Without these options mailparser converts between text and HTML itself, inlines pictures, and can block for seconds on crafted HTML.
  const mail = await simpleParser(bytes, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
  const from = addresses(mail.from)[0] ?? { name: '', address: '' };
  return {
    id: bareId(mail.messageId) ?? sha256(bytes).slice(0, 32),
    inReplyTo: bareId(mail.inReplyTo) ?? null,
    references: [mail.references ?? []].flat().flatMap((reference) => bareId(reference) ?? []),
    from,
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    date: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : null,
    subject: mail.subject ?? '',
    text: ownText(mail),
    kind: messageKind(mail, from),
    attachments: mail.attachments.map((part) => ({ name: part.filename ?? '', type: part.contentType, bytes: part.size })),
    source,
  };
}

function looksLikeMail(bytes: Buffer): boolean {
  const head = bytes
    .subarray(0, 65_536)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1)[0]!;
  return /^(?:from|to|subject|date|message-id|received|return-path|mime-version)[ \t]*:/im.test(head) && !head.includes('\0');
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
  return (converted.length > plain.length ? converted : plain).slice(0, MAX_TEXT_LENGTH);
}

const AUTO_REPLY_SUBJECT =
  /^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|auto:|out of (?:the )?office|abwesen(?:d|heit)|automatische antwort|réponse automatique|absence|respuesta automática|risposta automatica|resposta automática|automatisch antwoord|autosvar|odpowiedź automatyczna)\b/i;

/** What the headers say about who wrote it (RFC 3834, RFC 3464, RFC 2369). Discussion lists carry `List-Post` and are people. */
function messageKind(mail: ParsedMail, from: Address): Message['kind'] {
  const header = (name: string): string => {
    const line = mail.headerLines.find(({ key }) => key === name)?.line ?? '';
    return line
      .slice(line.indexOf(':') + 1)
      .trim()
      .toLowerCase();
  };
  const type = header('content-type');
  if (type.startsWith('multipart/report') || header('x-failed-recipients') || /^(?:mailer-daemon|postmaster)@/i.test(from.address))
    return 'bounce';
  const submitted = header('auto-submitted');
  if (
    (submitted && submitted !== 'no') ||
    header('x-autoreply') ||
    header('x-autorespond') ||
    header('precedence') === 'auto_reply' ||
    AUTO_REPLY_SUBJECT.test(mail.subject?.trim() ?? '')
  )
    return 'auto-reply';
  if (/^(?:bulk|junk)$/.test(header('precedence')) || (header('list-unsubscribe') && !header('list-post'))) return 'bulk';
  return 'person';
}

function addresses(field: AddressObject | AddressObject[] | undefined): Address[] {
  return [field ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap((entry) => (entry.group ? entry.group : [entry]))
    .map(({ name, address }) => ({ name: name.trim(), address: (address ?? '').toLowerCase() }));
}

function bareId(id: string | undefined): string | undefined {
  return id?.replace(/[<>\s]/g, '') || undefined;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
