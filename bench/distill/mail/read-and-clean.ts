import { cleanMessage } from '../../../pipelines/email-distill/clean/clean-message.ts';
import { openMailReader } from '../../../pipelines/email-distill/read/mail-reader.ts';
import type { FoundHead } from '../../../pipelines/email-distill/read/scan-mailbox.ts';
import { scanMailbox } from '../../../pipelines/email-distill/read/scan-mailbox.ts';

/** Finds, reads and cleans each message of an mbox in one thread, and prints what it counted: what `bare-mailparser.ts` does, and the cleaner on top. */
const [file = ''] = process.argv.slice(2);
const reader = openMailReader();
const heads: FoundHead[] = [];
for await (const found of scanMailbox([file])) if ('head' in found) heads.push(found.head);
let characters = 0;
for (const head of heads) {
  const { text, subject, from } = await reader.read(head);
  characters += cleanMessage({ text, subject, name: from.name, earlier: [] }).text.length;
}
reader.close();
process.stdout.write(`${JSON.stringify({ messages: heads.length, characters })}\n`);
