import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Address, MessageHead } from '#core/domain/message.ts';

/** Headers of a mail that went over many relays and lists stay below 50 KB. */
export const MAX_HEAD_BYTES = 256 * 1024;
/** A header can name thousands of ancestors; the nearest come last. */
const MAX_REFERENCES = 20;

/** What mailparser is told to leave alone: it would turn text into HTML and back, inline pictures, and can block for seconds on crafted HTML. */
export const PARSER_OPTIONS = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

/** Reads the headers of a mail; `start` are its first bytes, at least up to the empty line. Throws InvalidInput when there are none. */
export async function parseHead(start: Buffer, source: string): Promise<MessageHead> {
  return headOf(await simpleParser(headerBytes(start), PARSER_OPTIONS), start, source);
}

/** The head of a mail that was parsed. `bytes` give an id to a mail that has none. */
export function headOf(mail: ParsedMail, bytes: Buffer, source: string): MessageHead {
  const from = addresses(mail.from)[0] ?? { name: '', address: '' };
  return {
    id: bareId(mail.messageId) ?? sha256(bytes.subarray(0, MAX_HEAD_BYTES)).slice(0, 32),
    inReplyTo: bareId(mail.inReplyTo) ?? null,
    references: [mail.references ?? []]
      .flat()
      .flatMap((reference) => bareId(reference) ?? [])
      .slice(-MAX_REFERENCES),
    from,
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    date: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : null,
    subject: mail.subject ?? '',
    kind: messageKind(mail, from),
    source,
  };
}

/** The bytes up to and with the empty line. Throws InvalidInput when they are no headers of a mail. */
export function headerBytes(start: Buffer): Buffer {
  const ends = ['\n\n', '\n\r\n'].map((end) => ({ at: start.indexOf(end), length: end.length })).filter(({ at }) => at >= 0);
  const first = ends.reduce<{ at: number; length: number } | null>((a, b) => (a && a.at <= b.at ? a : b), null);
  const head = start.subarray(0, Math.min(MAX_HEAD_BYTES, first ? first.at + first.length : start.length));
  const text = head.toString('latin1');
  if (!/^(?:from|to|subject|date|message-id|received|return-path|mime-version)[ \t]*:/im.test(text) || text.includes('\0'))
    throw new InvalidInput('it is no e-mail: there are no mail headers at its beginning');
  return head;
}

const AUTO_REPLY_SUBJECT =
  /^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|auto:|out of (?:the )?office|abwesen(?:d|heit)|automatische antwort|réponse automatique|absence|respuesta automática|risposta automatica|resposta automática|automatisch antwoord|autosvar|odpowiedź automatyczna)\b/i;

/** What the headers say about who wrote it (RFC 3834, RFC 3464, RFC 2369). Discussion lists carry `List-Post` and are people. */
function messageKind(mail: ParsedMail, from: Address): MessageHead['kind'] {
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
