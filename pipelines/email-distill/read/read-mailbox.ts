import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Message } from '#core/domain/message.ts';
import { MAX_MESSAGE_BYTES, parseMessage } from './parse-message.ts';
import { ticketMessages } from './read-ticket.ts';
import { splitMbox } from './split-mbox.ts';

/** A message that was read, or a place where none could be. */
export type Read = { readonly message: Message } | { readonly skipped: { readonly source: string; readonly reason: string } };

/** A ticket with a long history is a few hundred KB. */
const MAX_TICKET_BYTES = 10 * 1024 * 1024;
/** Loops of symbolic links are not followed, but a folder may still be absurdly deep. */
const MAX_DEPTH = 32;

/**
 * Every message below the paths, one at a time: `.eml` files, folders (with Maildir's `cur` and `new`), `.mbox` archives, Zendesk tickets as
 * `.json`. What cannot be read is reported with its reason, and reading goes on. The order is that of the names, the same on each run.
 */
export async function* readMailbox(paths: readonly string[]): AsyncGenerator<Read> {
  for (const root of paths) {
    const base = path.dirname(path.resolve(root));
    yield* readPath(path.resolve(root), base, 0, root);
  }
}

/** `named` is what the caller called it, for a path that cannot be read at all. */
async function* readPath(file: string, base: string, depth: number, named?: string): AsyncGenerator<Read> {
  const source = path.relative(base, file).split(path.sep).join('/');
  try {
    const entry = await stat(file);
    if (entry.isDirectory()) {
      const names = (await readdir(file)).filter((name) => !name.startsWith('.')).sort();
      if (names.length === 0 && depth === 0) yield skipped(source, 'the folder is empty');
      if (depth >= MAX_DEPTH) yield skipped(source, `folders deeper than ${MAX_DEPTH} are not read`);
      else for (const name of names) yield* readPath(path.join(file, name), base, depth + 1);
    } else if (/\.mbox$/i.test(file) || (depth === 0 && (await opensLikeMbox(file)))) yield* readMbox(file, source);
    else if (/\.json$/i.test(file)) {
      if (entry.size > MAX_TICKET_BYTES) throw new InvalidInput(`a ticket of over ${MAX_TICKET_BYTES / 1024 / 1024} MB`);
      for (const message of ticketMessages(await readFile(file, 'utf8'), source)) yield { message };
    } else if (/\.(?:eml|txt)$/i.test(file) || isMaildirFile(file)) {
      if (entry.size > MAX_MESSAGE_BYTES) throw new InvalidInput(`over the limit of ${MAX_MESSAGE_BYTES / 1024 / 1024} MB a message`);
      yield { message: await parseMessage(await readFile(file), source) };
    } else yield skipped(source, 'it is no .eml, .mbox, .json or Maildir file');
  } catch (error) {
    yield skipped(named ?? source, reasonOf(error));
  }
}

async function* readMbox(file: string, source: string): AsyncGenerator<Read> {
  let messages = 0;
  for await (const { n, bytes } of splitMbox(createReadStream(file), MAX_MESSAGE_BYTES)) {
    messages = n;
    const place = `${source}#${n}`;
    if (bytes === null) yield skipped(place, `over the limit of ${MAX_MESSAGE_BYTES / 1024 / 1024} MB a message`);
    else {
      try {
        yield { message: await parseMessage(bytes, place) };
      } catch (error) {
        yield skipped(place, reasonOf(error));
      }
    }
  }
  if (messages === 0) yield skipped(source, 'it has no `From ` line, so it is no mbox');
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

function skipped(source: string, reason: string): Read {
  return { skipped: { source, reason } };
}

/** One bad message must not end the run, whatever a parser throws at it; the reason is listed for a person. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'it may not be read';
  return error instanceof Error ? error.message.split('\n', 1)[0]!.slice(0, 200) : 'it could not be read';
}
