import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { MessageHead } from '#core/domain/message.ts';
import { MAX_HEAD_BYTES, parseHead } from './parse-head.ts';
import { MAX_MESSAGE_BYTES, overSize } from './parse-message.ts';
import { MAX_TICKET_BYTES, ticketMessages } from './read-ticket.ts';
import { splitMbox } from './split-mbox.ts';

/** Where to read a message again: a file, bytes of an archive, or a comment of a ticket. */
type Place =
  | { readonly file: string }
  | { readonly file: string; readonly at: number; readonly size: number }
  | { readonly file: string; readonly comment: number };

/** A message that was found, and where it lies. */
export type FoundHead = MessageHead & { readonly place: Place };

/** A place where no message could be read. */
export type Skipped = { readonly source: string; readonly reason: string };

export type Found = { readonly head: FoundHead } | { readonly skipped: Skipped };

/** Loops of symbolic links are not followed, but a folder may still be absurdly deep. */
const MAX_DEPTH = 32;

/**
 * The heads of all messages below the paths, one at a time: `.eml` files, folders (with Maildir's `cur` and `new`), `.mbox` archives, Zendesk
 * tickets as `.json`. Texts stay where they are: an archive may be larger than memory. What cannot be read is reported with its reason, and
 * reading goes on. The order is that of the names, the same on each run.
 */
export async function* scanMailbox(paths: readonly string[]): AsyncGenerator<Found> {
  for (const root of paths) {
    const base = path.dirname(path.resolve(root));
    yield* scanPath(path.resolve(root), base, 0, root);
  }
}

/** `named` is what the caller called it, for a path that cannot be read at all. */
async function* scanPath(file: string, base: string, depth: number, named?: string): AsyncGenerator<Found> {
  const source = path.relative(base, file).split(path.sep).join('/');
  try {
    const entry = await stat(file);
    if (entry.isDirectory()) {
      const names = (await readdir(file)).filter((name) => !name.startsWith('.')).sort();
      if (names.length === 0 && depth === 0) yield skipped(source, 'the folder is empty');
      if (depth >= MAX_DEPTH) yield skipped(source, `folders deeper than ${MAX_DEPTH} are not read`);
      else for (const name of names) yield* scanPath(path.join(file, name), base, depth + 1);
    } else if (!entry.isFile()) yield skipped(source, 'it is no file: a pipe or a device');
    else if (/\.mbox$/i.test(file) || (depth === 0 && (await opensLikeMbox(file)))) yield* scanMbox(file, source);
    else if (/\.json$/i.test(file)) {
      if (entry.size > MAX_TICKET_BYTES) throw new InvalidInput(`a ticket of over ${MAX_TICKET_BYTES / 1024 / 1024} MB`);
      for (const [comment, { text: _text, attachments: _files, ...head }] of ticketMessages(await readFile(file, 'utf8'), source).entries())
        yield { head: { ...head, place: { file, comment } } };
    } else if (/\.(?:eml|txt)$/i.test(file) || isMaildirFile(file)) {
      if (entry.size > MAX_MESSAGE_BYTES) throw new InvalidInput(overSize(entry.size));
      yield { head: { ...(await parseHead(await startOf(file), source)), place: { file } } };
    } else yield skipped(source, 'it is no .eml, .mbox, .json or Maildir file');
  } catch (error) {
    yield skipped(named ?? source, reasonOf(error));
  }
}

async function* scanMbox(file: string, source: string): AsyncGenerator<Found> {
  let messages = 0;
  for await (const { n, at, size, head } of splitMbox(createReadStream(file), MAX_HEAD_BYTES)) {
    messages = n;
    const place = `${source}#${n}`;
    try {
      if (size > MAX_MESSAGE_BYTES) throw new InvalidInput(overSize(size));
      yield { head: { ...(await parseHead(head, place)), place: { file, at, size } } };
    } catch (error) {
      yield skipped(place, reasonOf(error));
    }
  }
  if (messages === 0) yield skipped(source, 'it has no `From ` line, so it is no mbox');
}

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(Math.min(MAX_HEAD_BYTES, (await handle.stat()).size)) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Archives often have no ending at all: `Inbox`, `archive`. */
async function opensLikeMbox(file: string): Promise<boolean> {
  if (path.extname(file) !== '') return false;
  for await (const chunk of createReadStream(file, { end: 4 })) return (chunk as Buffer).toString('latin1') === 'From ';
  return false;
}

function isMaildirFile(file: string): boolean {
  return ['cur', 'new'].includes(path.basename(path.dirname(file)));
}

function skipped(source: string, reason: string): Found {
  return { skipped: { source, reason } };
}

/** Why something could not be read. One bad message must not end the run, whatever a parser throws at it; the reason is for a person. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'it may not be read';
  return error instanceof Error ? error.message.split('\n', 1)[0]!.slice(0, 200) : 'it could not be read';
}
