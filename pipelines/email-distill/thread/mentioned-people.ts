import type { MessageHead } from '#core/domain/message.ts';

/** Full names, in lower case, of everybody who wrote or received a mail of the mailbox. */
export type MailboxPeople = ReadonlySet<string>;

/** A mailbox of decades has some ten thousand people; more were made up. */
const MAX_PEOPLE = 100_000;
const WORD = `\\p{Lu}[\\p{L}'’-]{1,24}`;
const FULL_NAME = new RegExp(
  `^${WORD}(?: \\p{Lu}\\.)?(?: (?:van|von|de|der|den|la|du|di|da|dos|el|al|bin|ten|zu|af))*(?: ${WORD}){1,2}$`,
  'u',
);
const PAIR = new RegExp(`(?<![\\p{L}\\p{N}])(?=(${WORD})[ \\t\\n]{1,2}(${WORD})(?![\\p{L}\\p{N}]))`, 'gu');

/** Adds the people of a message's headers, by first and last name. One word alone is too often a word. */
export function collectPeople({ from, to, cc }: MessageHead, people: Set<string>): void {
  for (const { name } of [from, ...to, ...cc]) if (people.size < MAX_PEOPLE && FULL_NAME.test(name)) people.add(firstAndLast(name));
}

/** Those of them that a text names in full, though they took no part in its thread. */
export function mentionedPeople(text: string, people: MailboxPeople): string[] {
  const pairs = [...text.matchAll(PAIR)].map(([, first, last]) => `${first} ${last}`);
  return [...new Set(pairs)].filter((pair) => people.has(pair.toLowerCase()));
}

function firstAndLast(name: string): string {
  const words = name.toLowerCase().split(' ');
  return `${words[0]} ${words.at(-1)}`;
}
