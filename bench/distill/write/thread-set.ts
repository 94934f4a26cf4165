import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Message, Speaker, Thread } from '#core/domain/message.ts';

/** A thread of the set with the sentences that a careful person put into the article. */
export type MarkedThread = {
  readonly name: string;
  readonly set: 'development' | 'held-out';
  readonly language: string;
  readonly form: string;
  readonly thread: Thread;
  /** The marked stretches of all mails, in their order. */
  readonly marked: readonly string[];
};

const FOLDER = path.join(import.meta.dirname, 'fixtures');
const SUFFIX = '.thread.txt';
/** Support's side in the set; each customer writes from another domain. */
export const SUPPORT = { domains: ['vendor.example'], addresses: [] };

/** All threads of `fixtures/`, by name. Throws when a file is not of the form that `README` of the bench tells. */
export function readThreadSet(): MarkedThread[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(SUFFIX))
    .sort()
    .map((file) => parseThread(file.slice(0, -SUFFIX.length), readFileSync(path.join(FOLDER, file), 'utf8')));
}

/** A file of `key: value` lines, then mails that each open with `--- customer` or `--- support`; what is marked stands in `[[` and `]]`. */
export function parseThread(name: string, file: string): MarkedThread {
  const [head = '', ...mails] = file.split(/^--- (?=customer\n|support\n)/m);
  const fields = new Map(
    head
      .split('\n')
      .flatMap((line) => (line.includes(': ') ? [[line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]] : [])) as [
      string,
      string,
    ][],
  );
  const field = (key: string) => {
    const value = fields.get(key);
    if (!value) throw new Error(`${name}${SUFFIX}: \`${key}\` is missing; write it in the first lines`);
    return value;
  };
  const set = field('set');
  if (set !== 'development' && set !== 'held-out') throw new Error(`${name}${SUFFIX}: set \`${set}\`; write development or held-out`);
  const marked = [...file.matchAll(/\[\[([\s\S]+?)\]\]/g)].map(([, text = '']) => text);
  if (mails.length < 2 || marked.length === 0) throw new Error(`${name}${SUFFIX}: it needs two mails and a marked sentence`);
  const messages = mails.map((mail, index) => {
    const from = mail.slice(0, mail.indexOf('\n')) as Speaker;
    return message(
      name,
      index,
      from,
      field('subject'),
      mail
        .slice(from.length + 1)
        .replace(/\[\[|\]\]/g, '')
        .trim(),
    );
  });
  const thread = { id: name, subject: field('subject'), messages };
  return { name, set, language: field('language'), form: field('form'), thread, marked };
}

function message(thread: string, index: number, role: Speaker, subject: string, text: string): Message {
  const customer = { name: '', address: `writer@${thread}.example` };
  const support = { name: '', address: 'help@vendor.example' };
  const [from, to] = role === 'customer' ? [customer, support] : [support, customer];
  return {
    id: `${thread}-${index}@example`,
    inReplyTo: index > 0 ? `${thread}-${index - 1}@example` : null,
    references: [],
    from,
    to: [to],
    cc: [],
    date: new Date(Date.UTC(2026, 0, 5, 8 + index)).toISOString(),
    subject,
    text,
    kind: 'person',
    role,
    attachments: [],
    source: thread,
  };
}
