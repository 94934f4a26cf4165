import { type AddressObject, simpleParser } from 'mailparser';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Address, MessageHead } from '#core/domain/message.ts';
import { type HeaderLine, headerLines, isPlain, plainAddresses } from './header-lines.ts';

/** Headers of a mail that went over many relays and lists stay below 50 KB. */
export const MAX_HEAD_BYTES = 256 * 1024;
/** A header can name thousands of ancestors; the nearest come last. */
const MAX_REFERENCES = 20;

/** What mailparser is told to leave alone: it would turn text into HTML and back, inline pictures, and can block for seconds on crafted HTML. */
export const PARSER_OPTIONS = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

/**
 * Reads the headers of a mail; `start` are its first bytes, at least up to the empty line, and give an id to a mail that has none. Plain
 * headers, which most are, are taken as they stand; mailparser decodes the others. Throws InvalidInput when there are none.
 */
export async function parseHead(start: Buffer, source: string): Promise<MessageHead> {
  const lines = headerLines(headerBytes(start).toString('latin1'));
  const value = (name: string) => lines.find((line) => line.name === name)?.value ?? '';
  const said = isEveryPlain(lines) ? plainFields(value) : await decodedFields(lines);
  const time = Date.parse(value('date').replace(/\([^()]*\)/g, ''));
  return {
    id: bareId(said.id) ?? sha256(start.subarray(0, MAX_HEAD_BYTES)).slice(0, 32),
    inReplyTo: bareId(said.inReplyTo) ?? null,
    references: said.references.flatMap((reference) => bareId(reference) ?? []).slice(-MAX_REFERENCES),
    from: said.from[0] ?? { name: '', address: '' },
    to: said.to,
    cc: said.cc,
    // mailparser takes the time of reading for a date that is none.
    date: Number.isNaN(time) ? null : new Date(time).toISOString(),
    subject: said.subject,
    kind: messageKind((name) => value(name).toLowerCase(), said.from[0]?.address ?? '', said.subject),
    source,
  };
}

/** What may be encoded, and so is read in one of two ways. */
type Fields = Pick<MessageHead, 'to' | 'cc' | 'references' | 'subject'> & {
  readonly from: readonly Address[];
  readonly id: string | undefined;
  readonly inReplyTo: string | undefined;
};

function isEveryPlain(lines: readonly HeaderLine[]): boolean {
  return lines.every(isPlain) && new Set(lines.map(({ name }) => name)).size === lines.length;
}

function plainFields(value: (name: string) => string): Fields {
  const list = (name: string) => plainAddresses(value(name)) ?? [];
  return {
    id: value('message-id'),
    inReplyTo: value('in-reply-to'),
    references: value('references').split(/\s+/),
    from: list('from'),
    to: list('to'),
    cc: list('cc'),
    subject: value('subject'),
  };
}

async function decodedFields(lines: readonly HeaderLine[]): Promise<Fields> {
  const mail = await simpleParser(Buffer.from(`${lines.map(({ line }) => line).join('\r\n')}\r\n\r\n`, 'latin1'), PARSER_OPTIONS);
  return {
    id: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: [mail.references ?? []].flat(),
    from: addresses(mail.from),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    subject: mail.subject ?? '',
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
function messageKind(header: (name: string) => string, from: string, subject: string): MessageHead['kind'] {
  if (
    header('content-type').startsWith('multipart/report') ||
    header('x-failed-recipients') ||
    /^(?:mailer-daemon|postmaster)@/i.test(from)
  )
    return 'bounce';
  const submitted = header('auto-submitted');
  if (
    (submitted && submitted !== 'no') ||
    header('x-autoreply') ||
    header('x-autorespond') ||
    header('precedence') === 'auto_reply' ||
    AUTO_REPLY_SUBJECT.test(subject.trim())
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

/** The id without brackets, without the comment that some programs put behind it, and without white space from folding. */
function bareId(id: string | undefined): string | undefined {
  return (/<([^<>]+)>/.exec(id ?? '')?.[1] ?? id)?.replace(/\s+\(.*$/s, '').replace(/[<>\s]/g, '') || undefined;
}
