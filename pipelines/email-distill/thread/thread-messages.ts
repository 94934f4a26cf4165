import { sha256 } from '#core/domain/digest.ts';
import type { MessageHead, Thread } from '#core/domain/message.ts';

/** A reply that lost its References is joined by subject and people within this time; later it is another matter with an old subject. */
const SAME_SUBJECT_DAYS = 30;
/** An edited subject keeps at least this share of its words. */
const MIN_SHARED_WORDS = 0.25;

/** `Re:`, `AW:`, `SV:`, `Fwd:` … and list or ticket marks such as `[Ticket 20931]`. */
const PREFIX =
  /^\s*(?:(?:re|aw|antw|sv|vs|odp|r|res|ref|fw|fwd|wg|tr|rv|i|doorst|vb|vl|enc|pd)\s*(?:\[\d{1,3}\])?\s*:|\[[^\]]{1,40}\])\s*/i;
const SUFFIX = /\s*\[[^\]]{1,40}\]\s*$/;
const REPLY = /^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|aw|antw|sv|vs|odp|r|res|ref)\s*(?:\[\d{1,3}\])?\s*:/i;

/** The subject without what mail programs and help desks put around it. */
export function bareSubject(subject: string): string {
  let bare = subject.replace(/\s+/g, ' ').replace(SUFFIX, '').trim();
  while (PREFIX.test(bare)) bare = bare.replace(PREFIX, '').trim();
  return bare;
}

export function isForward(message: Pick<MessageHead, 'subject'>): boolean {
  return /^\s*(?:fw|fwd|wg|tr|rv|i|doorst|vb|vl|enc|pd)\s*:/i.test(message.subject);
}

/**
 * The conversations in a heap of messages, each oldest first, in the order of their first messages. By In-Reply-To and References, nearest
 * first; where those are lost, by subject, people and time. A reply that was used to begin another topic begins a thread of its own.
 */
export function threadMessages<Part extends MessageHead>(messages: readonly Part[]): Thread<Part>[] {
  const sorted = withoutDoubles(messages).toSorted(byDate);
  const byId = new Map(sorted.map((message) => [message.id, message]));
  const groups = new Groups();
  for (const message of sorted) {
    groups.add(message.id);
    const references = [...message.references, ...(message.inReplyTo ? [message.inReplyTo] : [])].reverse();
    const parent = references.map((id) => byId.get(id)).find((found) => found !== undefined && found.id !== message.id);
    if (parent) {
      if (!beginsNewTopic(message, parent)) groups.join(parent.id, message.id);
    } else for (const id of references) groups.join(id, message.id);
  }
  joinBySubject(sorted, groups);

  const threads = new Map<string, Part[]>();
  for (const message of sorted) {
    const root = groups.root(message.id);
    const own = threads.get(root);
    if (own) own.push(message);
    else threads.set(root, [message]);
  }
  return [...threads.values()].map((own) => ({
    id: sha256(own[0]!.id).slice(0, 16),
    subject: bareSubject(own[0]!.subject),
    messages: own,
  }));
}

/** The same mail lies in several folders of most mailboxes. */
function withoutDoubles<Part extends MessageHead>(messages: readonly Part[]): Part[] {
  return [...new Map(messages.toReversed().map((message) => [message.id, message])).values()].reverse();
}

function byDate(a: MessageHead, b: MessageHead): number {
  // Without a date a message stays behind those that have one.
  const left = a.date ?? '9999';
  const right = b.date ?? '9999';
  return left < right ? -1 : left > right ? 1 : a.id < b.id ? -1 : 1;
}

/** Somebody took an old mail, pressed "reply", and wrote about something else under a new subject. */
function beginsNewTopic(message: MessageHead, parent: MessageHead): boolean {
  if (message.kind !== 'person' || parent.kind !== 'person') return false;
  const own = subjectWords(message.subject);
  const old = subjectWords(parent.subject);
  if (own.size === 0 || old.size === 0 || REPLY.test(message.subject)) return false;
  return [...own].filter((word) => old.has(word)).length < own.size * MIN_SHARED_WORDS;
}

function subjectWords(subject: string): Set<string> {
  return new Set(
    bareSubject(subject)
      .toLowerCase()
      .match(/[\p{L}\p{N}_.-]{4,}/gu) ?? [],
  );
}

/** Joins a reply without a known parent to the last thread of the same subject and people. */
function joinBySubject(sorted: readonly MessageHead[], groups: Groups): void {
  const latest = new Map<string, MessageHead[]>();
  for (const message of sorted) {
    const subject = bareSubject(message.subject).toLowerCase();
    if (!subject) continue;
    const earlier = latest.get(subject) ?? [];
    if (REPLY.test(message.subject) || isForward(message)) {
      const match = earlier.findLast((other) => sharePerson(message, other) && daysBetween(other, message) <= SAME_SUBJECT_DAYS);
      if (match) groups.join(match.id, message.id);
    }
    latest.set(subject, [...earlier.slice(-50), message]);
  }
}

/** Somebody wrote one of the two and wrote or received the other: more than a shared mailing address. */
function sharePerson(a: MessageHead, b: MessageHead): boolean {
  const people = (message: MessageHead) => [message.from, ...message.to, ...message.cc].map(({ address }) => address).filter(Boolean);
  return people(b).includes(a.from.address) || people(a).includes(b.from.address);
}

function daysBetween(earlier: MessageHead, later: MessageHead): number {
  if (earlier.date === null || later.date === null) return 0;
  return (Date.parse(later.date) - Date.parse(earlier.date)) / 86_400_000;
}

/** Disjoint sets of ids, joined pair by pair. */
class Groups {
  readonly #parents = new Map<string, string>();

  add(id: string): void {
    if (!this.#parents.has(id)) this.#parents.set(id, id);
  }

  root(id: string): string {
    let root = id;
    while (this.#parents.get(root) !== root) root = this.#parents.get(root)!;
    // Paths are shortened on the way, or a thread of ten thousand would be walked from end to end each time.
    for (let next = id; next !== root; ) {
      const after = this.#parents.get(next)!;
      this.#parents.set(next, root);
      next = after;
    }
    return root;
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    this.#parents.set(this.root(b), this.root(a));
  }
}
