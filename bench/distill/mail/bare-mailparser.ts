import { createReadStream } from 'node:fs';
import { simpleParser } from 'mailparser';

/** Reads an mbox with nothing but mailparser, one message after the other, and prints what it counted: the peer of `mail-bench.ts`. */
const [file = ''] = process.argv.slice(2);
const start = performance.now();
let messages = 0;
let characters = 0;
for await (const bytes of messagesOf(file)) {
  const mail = await simpleParser(bytes);
  messages += 1;
  characters += mail.text?.length ?? 0;
}
process.stdout.write(`${JSON.stringify({ messages, characters, ms: performance.now() - start })}\n`);

/** The plainest splitting that holds: a `From ` line after an empty line. */
async function* messagesOf(archive: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(archive, { highWaterMark: 1024 * 1024 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let at = rest.indexOf('\n\nFrom ', from); at >= 0; at = rest.indexOf('\n\nFrom ', from)) {
      yield withoutFromLine(rest.subarray(from, at + 2));
      from = at + 2;
    }
    rest = rest.subarray(from);
  }
  if (rest.length) yield withoutFromLine(rest);
}

function withoutFromLine(message: Buffer): Buffer {
  return message.subarray(message.indexOf('\n') + 1);
}
