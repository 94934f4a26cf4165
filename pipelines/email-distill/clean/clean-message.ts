import type { Address, Message, Removal } from '#core/domain/message.ts';
import { isForward } from '../thread/thread-messages.ts';
import { codeLines } from './code-lines.ts';
import { type Cut, cutBetween, cutFrom, dropLines, lastFilled } from './cut-lines.ts';
import { dropArchiveMarks, dropBanners, dropDisclaimers, dropListFooter, dropMobileFooters, dropPgpMarks } from './drop-footers.ts';
import { dropQuotes } from './drop-quotes.ts';
import { foldFences } from './fold-fences.ts';
import { headerBlock, isQuoteLine, unquote } from './quote-marks.ts';
import { isAddressee, isClosing, isContact, isGreeting, isNameLine, isThanks, looksLikeName, mayBeSignature } from './signature-lines.ts';

export type CleanInput = Pick<Message, 'text' | 'subject'> & {
  /** The writer's name from the header, or empty. */
  readonly name: string;
  /** The texts of the thread's earlier messages: they tell a quote without marks from an answer inside it. */
  readonly earlier: readonly string[];
};

export type CleanMessage = {
  readonly text: string;
  readonly removals: readonly Removal[];
  /** Whose words a forwarded mail carries; null when it is no forward. */
  readonly forwardedFrom: Address | null;
};

type Letter = Pick<CleanInput, 'name' | 'subject' | 'earlier'> & { readonly lines: readonly string[] };

/**
 * The order matters: what servers, lists and lawyers add goes first, since it is no answer to a quote above it; then quotes, because what stands at
 * the end of the quoted mail is not the end of this one. Phone footers stand below a signature, so they go before it; closing and greeting are looked for in what is then the last and first line.
 */
const STEPS: readonly ((letter: Letter) => Cut)[] = [
  ({ lines }) => dropBanners(lines),
  ({ lines }) => dropArchiveMarks(lines),
  ({ lines }) => dropPgpMarks(lines),
  ({ lines }) => dropListFooter(lines),
  ({ lines }) => dropDisclaimers(lines),
  ({ lines, subject, earlier }) => dropQuotes(lines, earlier, isFirst({ subject, earlier })),
  ({ lines }) => dropMobileFooters(lines),
  dropSignature,
  dropClosing,
  dropGreeting,
];

/**
 * What the writer of a mail said in it, and everything that was taken out with the reason. Works by lines, each step passing once over them,
 * so the time grows with the length and with nothing else. Code, logs and stack traces are left alone.
 */
export function cleanMessage(input: CleanInput): CleanMessage {
  const { lines, unfold } = foldFences(linesOf(input.text));
  const clean = cleanLines(lines, input);
  return { ...clean, text: unfold(clean.text), removals: clean.removals.map((removal) => ({ ...removal, text: unfold(removal.text) })) };
}

function cleanLines(lines: readonly string[], input: CleanInput): CleanMessage {
  const forward = input.earlier.length === 0 || isForward(input) ? findForward(lines, input.subject) : null;
  if (!forward) {
    const { lines: own, removals } = runSteps({ ...input, lines });
    return { text: joinLines(own), removals, forwardedFrom: null };
  }
  const note = runSteps({ ...input, lines: lines.slice(0, forward.start), earlier: [] });
  const carried = runSteps({ lines: forward.body, subject: input.subject, name: forward.from?.name ?? '', earlier: [] });
  const header: Removal = {
    step: 'forward',
    reason: 'header lines of a forwarded mail',
    text: lines.slice(forward.start, forward.end).join('\n').trim(),
  };
  return {
    text: joinLines([...note.lines, '', ...carried.lines]),
    removals: [header, ...note.removals, ...carried.removals],
    forwardedFrom: forward.from,
  };
}

/** `Re:`, and what may be the same in a language that no list has. */
const MAY_BE_REPLY = /^\s*(?:\[[^\]]{1,40}\]\s*)?\p{L}{1,6}\s?(?:\[\d{1,3}\])?\s?[:：]/u;

/** A mail that opens a conversation, as far as its subject tells. */
function isFirst({ subject, earlier }: Pick<Letter, 'subject' | 'earlier'>): boolean {
  return earlier.length === 0 && subject.trim() !== '' && !MAY_BE_REPLY.test(subject);
}

function runSteps(letter: Letter): Cut {
  let lines = letter.lines;
  const removals: Removal[] = [];
  for (const step of STEPS) {
    const cut = step({ ...letter, lines });
    lines = cut.lines;
    removals.push(...cut.removals);
  }
  return { lines, removals };
}

/** More empty lines in a row say no more than two. */
const MAX_EMPTY_LINES = 2;

/** The lines of a text, without what is not seen: blanks at the end, zero-width marks, empty line after empty line. */
function linesOf(text: string): string[] {
  const written = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '');
  const lines: string[] = [];
  let empty = 0;
  for (const line of written.split('\n')) {
    const seen = line.trimEnd();
    empty = seen === '' ? empty + 1 : 0;
    if (empty <= MAX_EMPTY_LINES) lines.push(seen);
  }
  return lines;
}

function joinLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

type Forward = { start: number; end: number; from: Address | null; body: string[] };

/** A forwarded mail: below "Begin forwarded message", or below header lines where the subject says so. */
function findForward(lines: readonly string[], subject: string): Forward | null {
  const says = isForward({ subject });
  for (let index = 0; index < lines.length; index++) {
    const block = headerBlock(lines, index);
    if (!block) continue;
    // `VS:` is a forward in Danish and an answer in Finnish: the word of the sender line tells.
    if (!block.forwarded && !says && !(/^\s*vs\s?:/i.test(subject) && /^\W*fra\b/i.test(block.from))) return null;
    const body = lines.slice(block.end);
    const marked = body.filter(isQuoteLine).length > body.filter((line) => line.trim()).length / 2;
    return { start: index, end: block.end, from: parseFrom(block.from), body: marked ? body.map(unquote) : body };
  }
  return null;
}

function parseFrom(line: string): Address | null {
  const value = line
    .slice(line.indexOf(':') + 1)
    .replace(/[*"]/g, '')
    .trim();
  const address = /[^\s<>[\](),;:]{1,64}@[^\s<>[\](),;:]{3,190}/.exec(value)?.[0] ?? '';
  const name = value.split(/[<[(]/, 1)[0]!.trim();
  return address || name ? { name: name === address ? '' : name, address: address.toLowerCase() } : null;
}

/** Signatures are short; a mark further up is a rule in the text. */
const MAX_SIGNATURE_LINES = 15;

/**
 * From `-- `, a closing, or the writer's own name on, where only short lines without sentences follow; then lone contact lines. Many write
 * closing and name by hand above the signature that their program adds below the mark.
 */
function dropSignature({ lines, name }: Letter): Cut {
  const below = dropBelowMark(lines);
  const above = dropUnmarkedSignature(below.lines, name);
  return { lines: above.lines, removals: [...above.removals, ...below.removals] };
}

const MAX_BELOW_DASH = 6;

function dropBelowMark(lines: readonly string[]): Cut {
  const from = Math.max(0, lastFilled(lines) + 1 - MAX_SIGNATURE_LINES);
  // A dash alone stands for the mark where few short lines follow.
  const isDash = (index: number) => {
    if (!/^\s*[—–]\s*$/.test(lines[index]!)) return false;
    const below = lines.slice(index + 1, index + 1 + MAX_SIGNATURE_LINES).filter((line) => line.trim());
    return below.length <= MAX_BELOW_DASH && below.every((line) => mayBeSignature(line));
  };
  const mark = lines.findIndex((line, index) => index >= from && (/^\s*--\s*$/.test(line) || isDash(index)));
  return mark < 0 ? { lines, removals: [] } : cutFrom(lines, mark, 'signature', 'below the signature mark');
}

function dropUnmarkedSignature(lines: readonly string[], name: string): Cut {
  const code = codeLines(lines);
  const end = lastFilled(lines) + 1;
  const from = Math.max(0, end - MAX_SIGNATURE_LINES);
  const postscript = lines.findIndex((line, index) => index > from && /^\s*P\.?\s?S\.?\s?[:.]?\s/i.test(line));
  const until = postscript > 0 ? postscript : end;
  const restFits = (index: number) =>
    lines.slice(index + 1, until).every((line, offset) => !code[index + 1 + offset] && mayBeSignature(line));

  for (let index = from; index < end; index++) {
    const line = lines[index]!;
    if (code[index] || isQuoteLine(line)) continue;
    if (
      /^\s*[_=*~—–-]{3,}\s*$/.test(line) &&
      restFits(index) &&
      lines.slice(index + 1, end).some((other) => isContact(other) || isNameLine(other, name))
    )
      return cutFrom(lines, index, 'signature', 'below a rule, with a name or contact lines');
    // A mail of nothing but thanks says that it worked.
    if (isThanks(line) && lines.slice(0, index).every((above) => above.trim() === '' || isGreeting(above))) continue;
    const reason = isClosing(line)
      ? 'closing and what follows it'
      : index > 0 && isNameLine(line, name)
        ? "the writer's name and what follows it"
        : null;
    if (reason && restFits(index))
      return postscript > index ? cutBetween(lines, index, postscript) : cutFrom(lines, index, 'signature', reason);
  }
  let start = end;
  while (start > 1 && (isContact(lines[start - 1]!) || (start < end && lines[start - 1]!.trim() === '')) && !code[start - 1]) start -= 1;
  // A letter may end in a name that the header does not have: a nickname, a forwarded writer.
  const before = lines.slice(0, start).findLastIndex((line) => line.trim());
  if (before > 1 && looksLikeName(lines[before]!) && lines[before - 1]!.trim() === '' && !code[before]) start = before;
  return start < end ? cutFrom(lines, start, 'signature', 'contact lines at the end') : { lines, removals: [] };
}

function dropClosing({ lines }: Letter): Cut {
  const last = lastFilled(lines);
  const isAll = lines.slice(0, last).every((line) => line.trim() === '' || isGreeting(line));
  return last > 0 && isClosing(lines[last]!) && !(isAll && isThanks(lines[last]!))
    ? cutFrom(lines, last, 'closing', 'closing line')
    : { lines, removals: [] };
}

/** "Dear Ms Lind," and "Good morning," below it. */
const MAX_GREETING_LINES = 3;

function dropGreeting({ lines }: Letter): Cut {
  const doomed = new Set<number>();
  const last = lastFilled(lines);
  for (let index = 0; index < last && doomed.size < MAX_GREETING_LINES; index++) {
    const line = lines[index]!;
    if (line.trim() === '' || isQuoteLine(line)) continue;
    if (!isGreeting(line) && !(doomed.size === 0 && isAddressee(line) && lines[index + 1]?.trim() === '')) break;
    doomed.add(index);
  }
  return dropLines(lines, 'greeting', 'greeting line', (_, index) => doomed.has(index));
}
