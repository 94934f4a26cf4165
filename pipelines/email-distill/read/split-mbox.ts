/** One message of an mbox, or `null` where it was over the limit and thrown away. */
export type MboxEntry = { readonly n: number; readonly bytes: Buffer | null };

const NEWLINE = 10;
const FROM = Buffer.from('From ');

/**
 * Cuts an mbox stream into messages: a `From ` line at the beginning or after an empty line opens the next one. Lines of `>`s and `From `
 * lose one `>` (mboxrd). Holds one message at a time, and none over `maxBytes`, so an archive of any size passes through.
 */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<MboxEntry> {
  let message: Buffer[] = [];
  let size = 0;
  let n = 0;
  let afterEmpty = true;

  const take = (): MboxEntry => ({ n, bytes: size > maxBytes ? null : Buffer.concat(message) });
  for await (const line of lines(chunks)) {
    if (afterEmpty && startsWith(line, FROM, 0)) {
      if (n > 0) yield take();
      n += 1;
      message = [];
      size = 0;
    } else if (n > 0) {
      const own = unescapeFrom(line);
      size += own.length;
      if (size <= maxBytes) message.push(own);
      else message = [];
    }
    afterEmpty = line.length === 1 || (line.length === 2 && line[0] === 13);
  }
  if (n > 0) yield take();
}

/** Lines with their `\n`. A line longer than a chunk comes in pieces, which is fine: no `From ` line is that long. */
async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const block: Buffer = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    let start = 0;
    for (let end = block.indexOf(NEWLINE, start); end >= 0; end = block.indexOf(NEWLINE, start)) {
      yield block.subarray(start, end + 1);
      start = end + 1;
    }
    rest = block.subarray(start);
    if (rest.length > 65_536) {
      yield rest;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length) yield rest;
}

function unescapeFrom(line: Buffer): Buffer {
  let marks = 0;
  while (line[marks] === 62) marks += 1;
  return marks > 0 && startsWith(line, FROM, marks) ? line.subarray(1) : line;
}

function startsWith(line: Buffer, prefix: Buffer, at: number): boolean {
  return line.length >= at + prefix.length && line.compare(prefix, 0, prefix.length, at, at + prefix.length) === 0;
}
