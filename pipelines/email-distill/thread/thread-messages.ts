import type { MessageHead } from '#core/domain/message.ts';
import { Column, ListColumn, textNumber } from './number-columns.ts';

/** A reply that lost its References is joined by subject and people within this time; later it is another matter with an old subject. */
const SAME_SUBJECT_DAYS = 30;
const DAY_MS = 86_400_000;
/** Of a subject that everybody uses, the newest threads are looked at. */
const MAX_SAME_SUBJECT = 50;
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
 * Finds the conversations in a heap of messages. By In-Reply-To and References, nearest first; where those are lost, by subject, people and
 * time. A reply that was used to begin another topic begins a thread of its own. It keeps numbers instead of texts, some 100 bytes a message,
 * so that an archive of a million messages can be put together in memory.
 */
export class ThreadLinks {
  readonly #ids = new Column();
  /** Milliseconds; without a date a message stays behind those that have one. */
  readonly #times = new Column();
  readonly #subjects = new Column();
  readonly #flags = new Column();
  /** Nearest first. */
  readonly #parents = new ListColumn();
  /** The writer, then everybody else; 0 where there is no address. */
  readonly #people = new ListColumn();
  readonly #byId = new Map<number, number>();

  /** The number of the message, counting from 0; null for one that was added before, as the same mail lies in several folders. */
  add(head: MessageHead): number | null {
    const id = textNumber(head.id);
    if (this.#byId.has(id)) return null;
    const index = this.#ids.length;
    this.#byId.set(id, index);
    this.#ids.push(id);
    this.#times.push(head.date === null ? Number.POSITIVE_INFINITY : Date.parse(head.date));
    const subject = bareSubject(head.subject).toLowerCase();
    this.#subjects.push(subject ? textNumber(subject) : 0);
    const isReply = REPLY.test(head.subject);
    this.#flags.push((head.kind === 'person' ? IS_PERSON : 0) | (isReply ? IS_REPLY : 0) | (isForward(head) ? IS_FORWARD : 0));
    this.#parents.push([...head.references, ...(head.inReplyTo ? [head.inReplyTo] : [])].reverse().map(textNumber));
    this.#people.push([head.from, ...head.to, ...head.cc].map(({ address }) => (address ? textNumber(address) : 0)));
    return index;
  }

  /** The threads by the numbers of their messages, each oldest first, in the order of their first messages. `subjectOf` gives a subject again. */
  groups(subjectOf: (index: number) => string): number[][] {
    const sorted = Array.from({ length: this.#ids.length }, (_, index) => index).sort((a, b) => this.#before(a, b));
    const sets = new DisjointSets(this.#ids.length);
    // Messages that are not there tie their answers together.
    const missing = new Map<number, number>();
    for (const index of sorted) {
      const parents = this.#parents.at(index);
      const parent = parents.map((id) => this.#byId.get(id)).find((found) => found !== undefined && found !== index);
      if (parent !== undefined) {
        if (!this.#beginsNewTopic(index, parent, subjectOf)) sets.join(parent, index);
      } else
        for (const id of parents) {
          const node = missing.get(id) ?? sets.add();
          missing.set(id, node);
          sets.join(node, index);
        }
    }
    this.#joinBySubject(sorted, sets);

    const threads = new Map<number, number[]>();
    for (const index of sorted) {
      const root = sets.root(index);
      const own = threads.get(root);
      if (own) own.push(index);
      else threads.set(root, [index]);
    }
    return [...threads.values()];
  }

  /** By date; the number of the id decides between equal ones, so that the order of reading does not. */
  #before(a: number, b: number): number {
    const [left, right] = [this.#times.at(a), this.#times.at(b)];
    return left < right ? -1 : left > right ? 1 : this.#ids.at(a) - this.#ids.at(b);
  }

  /** Somebody took an old mail, pressed "reply", and wrote about something else under a new subject. */
  #beginsNewTopic(index: number, parent: number, subjectOf: (index: number) => string): boolean {
    if (!(this.#flags.at(index) & this.#flags.at(parent) & IS_PERSON) || this.#flags.at(index) & IS_REPLY) return false;
    if (this.#subjects.at(index) === this.#subjects.at(parent)) return false;
    const own = subjectWords(subjectOf(index));
    const old = subjectWords(subjectOf(parent));
    return own.size > 0 && old.size > 0 && [...own].filter((word) => old.has(word)).length < own.size * MIN_SHARED_WORDS;
  }

  /** Joins a reply without a known parent to the last thread of the same subject and people. */
  #joinBySubject(sorted: readonly number[], sets: DisjointSets): void {
    const latest = new Map<number, number[]>();
    for (const index of sorted) {
      const subject = this.#subjects.at(index);
      if (subject === 0) continue;
      const earlier = latest.get(subject) ?? [];
      if (this.#flags.at(index) & (IS_REPLY | IS_FORWARD)) {
        const match = earlier.findLast((other) => this.#sharePerson(index, other) && this.#isSoonAfter(other, index));
        if (match !== undefined) sets.join(match, index);
      }
      earlier.push(index);
      if (earlier.length > MAX_SAME_SUBJECT) earlier.shift();
      latest.set(subject, earlier);
    }
  }

  /** Somebody wrote one of the two and wrote or received the other: more than a shared mailing address. */
  #sharePerson(a: number, b: number): boolean {
    const [left, right] = [this.#people.at(a), this.#people.at(b)];
    const isIn = (writer: number | undefined, people: readonly number[]) => Boolean(writer) && people.includes(writer!);
    return isIn(left[0], right) || isIn(right[0], left);
  }

  #isSoonAfter(earlier: number, later: number): boolean {
    const [from, to] = [this.#times.at(earlier), this.#times.at(later)];
    return !Number.isFinite(from) || !Number.isFinite(to) || to - from <= SAME_SUBJECT_DAYS * DAY_MS;
  }
}

const IS_PERSON = 1;
const IS_REPLY = 2;
const IS_FORWARD = 4;

function subjectWords(subject: string): Set<string> {
  return new Set(
    bareSubject(subject)
      .toLowerCase()
      .match(/[\p{L}\p{N}_.-]{4,}/gu) ?? [],
  );
}

/** Disjoint sets of numbers, joined pair by pair. */
class DisjointSets {
  readonly #parents: Column;

  constructor(size: number) {
    this.#parents = new Column();
    for (let node = 0; node < size; node++) this.#parents.push(node);
  }

  add(): number {
    this.#parents.push(this.#parents.length);
    return this.#parents.length - 1;
  }

  root(node: number): number {
    let root = node;
    while (this.#parents.at(root) !== root) root = this.#parents.at(root);
    // Paths are shortened on the way, or a thread of ten thousand would be walked from end to end each time.
    for (let next = node; next !== root; ) {
      const after = this.#parents.at(next);
      this.#parents.set(next, root);
      next = after;
    }
    return root;
  }

  join(a: number, b: number): void {
    this.#parents.set(this.root(b), this.root(a));
  }
}
