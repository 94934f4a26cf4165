import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where a line of a mail comes from: the writer's `own` words, a quoted `question` that an answer stands below, other `quoted` or forwarded
 * mail with its header lines, or a `part` of the letter (greeting, closing, signature, footer, banner).
 */
export type Origin = 'own' | 'question' | 'quoted' | 'part';

export type MailLine = { readonly origin: Origin; readonly text: string };

export type TestMail = {
  readonly name: string;
  readonly language: string;
  readonly kind: string;
  readonly writer: string;
  readonly subject: string;
  /** Kept apart while the cleaner was worked on. */
  readonly heldOut: boolean;
  readonly lines: readonly MailLine[];
  /** The body as sent when that is HTML; its visible lines are in `lines`. */
  readonly html: string | null;
  /** An earlier mail of the thread, where the case is about a quote without marks. */
  readonly earlier: string | null;
};

const FOLDER = join(import.meta.dirname, 'fixtures');
const ORIGINS: Readonly<Record<string, Origin>> = { '+': 'own', '?': 'question', '-': 'quoted', '~': 'part' };
const HEADING = /^=== ([a-z]{2}) (\S+) \| ([a-z-]+) \| ([^|]+?)( \| held-out)?$/;

/** Every mail of the set. `README.md` of the bench says how the files are written; a line that breaks the form throws with its place. */
export function readMails(): readonly TestMail[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => parseMails(readFileSync(join(FOLDER, file), 'utf8'), file));
}

export function parseMails(source: string, file: string): readonly TestMail[] {
  const mails: TestMail[] = [];
  let section = 'lines';
  let sections = new Map<string, readonly string[]>();
  let heading: RegExpExecArray | null = null;
  const finish = () => {
    if (heading) mails.push(toMail(heading, sections, file));
  };
  for (const line of source.split('\n')) {
    if (line.startsWith('=== ')) {
      finish();
      heading = HEADING.exec(line);
      if (!heading) throw new Error(`${file}: \`${line}\` is no heading: === language name | kind | writer [| held-out]`);
      section = 'lines';
      sections = new Map();
      continue;
    }
    const marker = /^--- (earlier|mail|html|lines)$/.exec(line);
    if (marker) section = marker[1] === 'mail' ? 'lines' : marker[1]!;
    else sections.set(section, [...(sections.get(section) ?? []), line]);
  }
  finish();
  return mails;
}

function toMail(heading: RegExpExecArray, sections: ReadonlyMap<string, readonly string[]>, file: string): TestMail {
  const [, language = '', name = '', kind = '', writer = '', heldOut] = heading;
  const marked = sections.get('lines') ?? [];
  // The subject stands above the mail, or above the section that the mail begins with.
  const subject = marked.find((line) => line.startsWith('subject: ')) ?? 'subject: Re: Exporter';
  return {
    name: `${file.replace('.txt', '')}/${name}`,
    language,
    kind,
    writer,
    subject: subject.slice('subject: '.length),
    heldOut: heldOut !== undefined,
    lines: marked.filter((line) => line !== subject).map((line) => toLine(line, file)),
    html: sections.get('html')?.join('\n') ?? null,
    earlier: sections.get('earlier')?.join('\n').trim() ?? null,
  };
}

/** An empty line needs no mark; which side it falls on is not judged. */
function toLine(line: string, file: string): MailLine {
  if (line.trim() === '') return { origin: 'part', text: '' };
  const origin = ORIGINS[line[0]!];
  if (!origin) throw new Error(`${file}: \`${line}\` begins with none of + ? - ~`);
  return { origin, text: line.slice(1) };
}

export function plainText(mail: TestMail): string {
  return mail.lines
    .map(({ text }) => text)
    .join('\n')
    .trim();
}

/** The mail as it travels, for the cases whose body is HTML. */
export function asEml(mail: TestMail): Buffer {
  return Buffer.from(
    [
      `From: ${mail.writer} <writer@north.example>`,
      'To: support@vendor.example',
      `Subject: =?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=`,
      'Message-ID: <case@north.example>',
      'MIME-Version: 1.0',
      `Content-Type: text/${mail.html === null ? 'plain' : 'html'}; charset=utf-8`,
      'Content-Transfer-Encoding: 8bit',
      '',
      mail.html ?? plainText(mail),
    ].join('\r\n'),
  );
}
