import { createRequire } from 'node:module';
import EmailReplyParser from 'email-reply-parser';
import planer from 'planer';
import { cleanMessage } from '../../../pipelines/email-distill/clean/clean-message.ts';
import { htmlToText } from '../../../pipelines/email-distill/read/html-to-text.ts';
import { parseMessage } from '../../../pipelines/email-distill/read/parse-message.ts';
import { asEml, plainText, type TestMail } from './mail-set.ts';
import { planerDocument } from './planer-document.ts';

export type Cleaner = {
  readonly name: string;
  readonly version: string;
  /** What is timed: from the text of a mail to what the writer said. */
  clean(text: string): string;
  /** The forms of the result of one mail; the one that does best is judged. */
  outputs(mail: TestMail): Promise<readonly string[]>;
};

const installed = createRequire(import.meta.url);
function versionOf(name: string): string {
  return (installed(`../../../node_modules/${name}/package.json`) as { version: string }).version;
}

const ours: Cleaner = {
  name: 'threadwell',
  version: (installed('../../../package.json') as { version: string }).version,
  clean: (text) => cleanMessage({ text, subject: '', name: '', earlier: [] }).text,
  outputs: async (mail) => [cleanMail(await receivedText(mail), mail)],
};

function cleanMail(text: string, mail: TestMail): string {
  return cleanMessage({ text, subject: mail.subject, name: mail.writer, earlier: mail.earlier === null ? [] : [mail.earlier] }).text;
}

/** The text of a mail as the reader makes it; of HTML, by our conversion, which marks quotes and is handed to the peers too. */
async function receivedText(mail: TestMail): Promise<string> {
  return mail.html === null ? plainText(mail) : (await parseMessage(asEml(mail), mail.name)).text;
}

const visibleText = (text: string) => new EmailReplyParser().read(text).getVisibleText();

const replyParser: Cleaner = {
  name: 'email-reply-parser',
  version: versionOf('email-reply-parser'),
  clean: visibleText,
  outputs: async (mail) => [visibleText(await receivedText(mail))],
};

const planerCleaner: Cleaner = {
  name: 'planer',
  version: versionOf('planer'),
  clean: (text) => planer.extractFromPlain(text),
  outputs: planed,
};

/** Planer reads HTML too; it is judged on that or on the text, whichever does better. */
async function planed(mail: TestMail): Promise<readonly string[]> {
  const plain = planer.extractFromPlain(await receivedText(mail));
  if (mail.html === null) return [plain];
  return [plain, htmlToText(planer.extractFromHtml(mail.html, planerDocument()))];
}

/** Planer leaves signatures alone, so a user of it may well put the other behind it. */
const both: Cleaner = {
  name: 'planer + email-reply-parser',
  version: '',
  clean: (text) => visibleText(planer.extractFromPlain(text)),
  outputs: async (mail) => (await planed(mail)).map(visibleText),
};

export const CLEANERS: readonly Cleaner[] = [ours, replyParser, planerCleaner, both];
