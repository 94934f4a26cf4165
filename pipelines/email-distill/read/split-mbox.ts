/** Where a message lies in an mbox, without its `From ` line, and its first bytes. */
export type MboxEntry = {
  /** Counts from 1. */
  readonly n: number;
  /** Offset of its first byte in the archive. */
  readonly at: number;
  /** Bytes up to the next `From ` line. */
  readonly size: number;
  /** At most the `headBytes` that were asked for. */
  readonly head: Buffer;
};

const NEWLINE = 10;
const RETURN = 13;
const FROM = Buffer.from('From ');
/** What must be known behind a `From ` to judge it: the rest of its line and the beginning of the next one. */
const LOOK_AHEAD = 1_024;

/**
 * Finds the messages of an mbox stream. A line `From …` at the beginning or after an empty line opens one when it names a time of day, as the
 * format has it, or when a header follows: people begin sentences with "From" as well. Holds a chunk and the head of one message, so an
 * archive of any size passes through.
 */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, headBytes: number): AsyncGenerator<MboxEntry> {
  let open: { n: number; at: number; head: Buffer[]; missing: number } | null = null;
  let n = 0;
  let offset = 0;
  let block: Buffer = Buffer.alloc(0);

  /** Takes what lies before `end` to the open message. */
  const consume = (end: number) => {
    const part = block.subarray(0, end);
    if (open && open.missing > 0) {
      const own = part.subarray(0, open.missing);
      open.head.push(own);
      open.missing -= own.length;
    }
    block = block.subarray(end);
    offset += end;
  };
  function* scan(isLast: boolean): Generator<MboxEntry> {
    let from = 0;
    for (;;) {
      const found = block.indexOf(FROM, from);
      if (found < 0 || (!isLast && block.length - found < LOOK_AHEAD)) break;
      if (!opensMessage(block, found, offset + found === 0)) {
        from = found + FROM.length;
        continue;
      }
      consume(found);
      if (open) yield entry(open, offset);
      const line = block.indexOf(NEWLINE);
      consume(line < 0 ? block.length : line + 1);
      n += 1;
      open = { n, at: offset, head: [], missing: headBytes };
      from = 0;
    }
    // The three bytes before a `From ` say whether an empty line is there.
    if (!isLast) consume(Math.max(0, Math.min(block.length - LOOK_AHEAD, lastFrom(block, from)) - 3));
  }
  for await (const chunk of chunks) {
    block = block.length ? Buffer.concat([block, chunk]) : chunk;
    yield* scan(false);
  }
  yield* scan(true);
  consume(block.length);
  if (open) yield entry(open, offset);
}

/** The `From ` that cannot be judged yet, or the end. */
function lastFrom(block: Buffer, from: number): number {
  const found = block.indexOf(FROM, from);
  return found < 0 ? block.length : found;
}

function entry(open: { n: number; at: number; head: Buffer[] }, end: number): MboxEntry {
  return { n: open.n, at: open.at, size: end - open.at, head: Buffer.concat(open.head) };
}

function opensMessage(block: Buffer, at: number, isFirst: boolean): boolean {
  if (!isFirst && !isAfterEmptyLine(block, at)) return false;
  const [line = '', next = ''] = block.toString('latin1', at, at + LOOK_AHEAD).split('\n', 2);
  return isFirst || /\d{1,2}:\d\d/.test(line) || /^[!-9;-~]{1,76}:(?:\s|$)/.test(next);
}

function isAfterEmptyLine(block: Buffer, at: number): boolean {
  if (at < 2 || block[at - 1] !== NEWLINE) return false;
  return block[at - 2] === NEWLINE || (block[at - 2] === RETURN && block[at - 3] === NEWLINE);
}

/** A message as it was before the archive quoted its lines: `>From ` and `>>From ` lose one `>` (mboxrd). */
export function unescapeFrom(message: Buffer): Buffer {
  if (!message.includes('>From ')) return message;
  // Latin-1 keeps every byte.
  return Buffer.from(message.toString('latin1').replace(/^>(>{0,100}From )/gm, '$1'), 'latin1');
}
