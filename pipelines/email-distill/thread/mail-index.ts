import { DatabaseSync } from 'node:sqlite';
import { sha256 } from '#core/domain/digest.ts';
import type { MessageHead, Thread } from '#core/domain/message.ts';
import { bareSubject, ThreadLinks } from './thread-messages.ts';

/** The heads of a mailbox, put together to threads. */
export type MailIndex<Head extends MessageHead> = {
  /** Adds a message; one with an id that is there already is the same mail from another folder, and changes nothing. */
  readonly add: (head: Head) => void;
  /** How many threads there are. The first call ends the adding. */
  readonly size: () => number;
  /** Every thread, in the order of their first messages; may be asked for again. */
  readonly threads: () => Iterable<Thread<Head>>;
  readonly close: () => void;
};

/**
 * An index for mailboxes of any size: links between messages are numbers in memory, heads lie in a temporary database. SQLite makes it
 * without a name, so the system removes it when the process ends, however it ends: headers of mail name people, and nothing of them may stay.
 */
export function openMailIndex<Head extends MessageHead>(): MailIndex<Head> {
  const database = new DatabaseSync('');
  // A lost temporary file is no loss, so nothing is written for safety.
  database.exec(
    'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE head (n INTEGER PRIMARY KEY, json TEXT NOT NULL); BEGIN',
  );
  const insert = database.prepare('INSERT INTO head (n, json) VALUES (?, ?)');
  const select = database.prepare('SELECT json FROM head WHERE n = ?');
  const links = new ThreadLinks();
  let groups: number[][] | null = null;

  const headAt = (n: number): Head => JSON.parse(String(select.get(n)!.json)) as Head;
  const grouped = () => {
    groups ??= links.groups((n) => headAt(n).subject);
    return groups;
  };
  return {
    add: (head) => {
      const n = links.add(head);
      if (n !== null) insert.run(n, JSON.stringify(head));
    },
    size: () => grouped().length,
    *threads() {
      for (const group of grouped()) {
        const messages = group.map(headAt);
        const [first] = messages;
        yield { id: sha256(first!.id).slice(0, 16), subject: bareSubject(first!.subject), messages };
      }
    },
    close: () => database.close(),
  };
}
