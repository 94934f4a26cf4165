import { sha256 } from '#core/domain/digest.ts';
import type { EvidenceMessage } from '#core/domain/draft.ts';
import type { Message, Thread, TicketState } from '#core/domain/message.ts';
import { createMasker } from '#core/domain/redact.ts';
import type { MaskKind } from '#core/domain/redact-finding.ts';
import { findNames } from '#core/domain/redact-names.ts';
import { cleanMessage } from './clean/clean-message.ts';
import { type MailboxPeople, mentionedPeople } from './thread/mentioned-people.ts';
import { isSupport, type SupportSide, speakerOf } from './thread/who-is-support.ts';

/** A message as everything after this step sees it: cleaned and masked. Its id is a digest, because a Message-ID names the sender's host. */
export type PreparedMessage = EvidenceMessage & {
  readonly kind: Message['kind'];
  /** Tells the people of a thread apart, in the order in which they first wrote. */
  readonly writer: number;
};

export type PreparedThread = {
  readonly id: string;
  readonly subject: string;
  readonly messages: readonly PreparedMessage[];
  /** Its first mail answers one that is not in it. */
  readonly startsInside: boolean;
  /** Null for mail. */
  readonly ticket: TicketState | null;
  /** What was masked, summed over the thread. */
  readonly masked: Readonly<Partial<Record<MaskKind, number>>>;
};

/** "Re:" and what other programs and languages write for it. */
const REPLY_MARK = /^\s{0,3}(?:re|aw|sv|antw|rv|ref|rif|odp|vs|res|r)(?:\[\d{1,3}\])?\s?:/i;
/** A reply quotes one of the last few mails. */
const MAX_EARLIER = 5;
/** Longer than names, greetings and closings are. */
const MIN_REPEAT_LENGTH = 60;

/**
 * Cleans and masks a thread. The masker knows the people in all headers, signatures and quotes and the customers' domains before it sees the
 * first text, so that a name is masked in the first mail that only the last one signs. The map of tokens ends with this call.
 */
export function prepareThread(thread: Thread, side: SupportSide, mailboxPeople: MailboxPeople): PreparedThread {
  const people = thread.messages.flatMap(({ from, to, cc }) => [from, ...to, ...cc]);
  let earlier: readonly string[] = [];
  const cleaned = thread.messages.map((message) => {
    const clean = cleanMessage({ text: message.text, subject: message.subject, name: message.from.name, earlier });
    if (message.kind === 'person') earlier = [...earlier.slice(1 - MAX_EARLIER), message.text];
    return { message, clean };
  });
  const carried = cleaned.flatMap(({ clean }) => clean.forwardedFrom ?? []);
  const raw = [thread.subject, ...withoutRepeats(thread.messages.map(({ text }) => text))];
  const masker = createMasker({
    names: [
      ...new Set([
        ...[...people, ...carried].flatMap(({ name, address }) => [name, nameOfAddress(address)]),
        ...raw.flatMap((text) => [...mentionedPeople(text, mailboxPeople), ...findNames(text)]),
      ]),
    ].filter(Boolean),
    isSearched: true,
    // A company is no person, though it greets and signs like one.
    keep: people.flatMap(({ address }) => domainOf(address).split('.')),
    domains: [
      ...new Set([...people, ...carried].filter(({ address }) => !isSupport(address, side)).map(({ address }) => domainOf(address))),
    ].filter(Boolean),
  });
  const masked: Partial<Record<MaskKind, number>> = {};
  const mask = (text: string): string => {
    const result = masker.mask(text);
    for (const { kind, count } of result.masked) masked[kind] = (masked[kind] ?? 0) + count;
    return result.text;
  };
  const writers = [...new Set(thread.messages.map(({ from }) => from.address.toLowerCase()))];
  const messages = cleaned.map(({ message, clean }) => ({
    id: sha256(message.id).slice(0, 16),
    role: speakerOf(message, side, clean.forwardedFrom?.address || null),
    date: message.date,
    text: mask(clean.text),
    kind: message.kind,
    writer: writers.indexOf(message.from.address.toLowerCase()),
  }));
  const first = thread.messages.find(({ kind }) => kind === 'person');
  // A new subject over an old mail's reply button opens a new matter.
  const startsInside = Boolean(first?.inReplyTo && REPLY_MARK.test(first.subject));
  return { id: thread.id, subject: mask(thread.subject), messages, startsInside, ticket: first?.ticket ?? null, masked };
}

/** Replies quote what was said before: long lines count once. Short ones stay, as a name means something below a closing. */
function withoutRepeats(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.map((text) =>
    text
      .split('\n')
      .filter((line) => {
        if (line.length < MIN_REPEAT_LENGTH) return true;
        const own = line.replace(/^[>| \t]+/, '');
        return seen.size !== seen.add(own).size;
      })
      .join('\n'),
  );
}

/** `sara.lind@…` is Sara Lind; a lone local part may be a desk. */
function nameOfAddress(address: string): string {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')));
  return /^[\p{L}]{2,20}[._-][\p{L}]{2,20}$/u.test(local) ? local.replace(/[._-]/g, ' ') : '';
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
