import type { Removal } from '#core/domain/message.ts';
import { codeLines } from './code-lines.ts';
import {
  attributionLines,
  headerBlock,
  isEllipsis,
  isQuoteLine,
  isReplyAbove,
  unquote,
  withAttributionsApart,
  withoutBars,
} from './quote-marks.ts';
import { type SaidBefore, saidBefore } from './said-before.ts';
import { isLetterEnd } from './signature-lines.ts';

/** A quoted passage of at most so many lines was cut down to what is answered; a longer one is a whole mail. */
const SHORT_QUOTE_LINES = 4;
type Cut = { readonly lines: readonly string[]; readonly removals: Removal[] };

/**
 * Takes quoted mail out. Answers written between quoted lines stay, each below the quoted question that it answers (as `> …`), because
 * without it "No." means nothing. A quote without marks is told from an answer inside it by the earlier messages, where we have them. The first
 * mail of a conversation has nobody to quote: there `> code` is what a program's prompt looks like.
 */
export function dropQuotes(lines: readonly string[], earlier: readonly string[], isFirst = false): Cut {
  const removals: Removal[] = [];
  const remove = (reason: string, removed: readonly string[]) => {
    const text = removed.join('\n').trim();
    if (text) removals.push({ step: 'quotes', reason, text });
  };
  const said = saidBefore(earlier);
  const marked = withoutBars(withAttributionsApart(lines), said.has);
  const tail = unmarkedQuote(marked);
  let own = tail ? marked.slice(0, tail.start) : marked;
  if (tail) {
    const rest = marked.slice(tail.bodyStart);
    const answers = answersInside(rest, said);
    remove(tail.reason, answers ? [...marked.slice(tail.start, tail.bodyStart), ...answers.quoted] : marked.slice(tail.start));
    own = [...own, '', ...(answers?.kept ?? [])];
    // Nothing above it and nothing recognised inside: the answer must stand below, and a quote too much is better than no answer.
    if (!answers && marked.slice(0, tail.start).every((line) => line.trim() === '')) {
      removals.pop();
      remove('who wrote the quoted mail', marked.slice(tail.start, tail.bodyStart));
      own = rest;
    }
  }
  return { lines: arePrompts(own, isFirst) ? own : dropMarked(own, remove), removals };
}

/**
 * Lines of a program's prompt and no quote: `>>> print(1)` in a mail that has no other marked line; `> library(x)` where a first mail has
 * marked lines that are code for the most part.
 */
function arePrompts(lines: readonly string[], isFirst: boolean): boolean {
  const first = lines.findIndex(isQuoteLine);
  if (first < 0 || lines.slice(0, first).some((_, index) => attributionLines(lines, index) > 0)) return false;
  const marked = lines.filter(isQuoteLine);
  if (marked.every((line) => /^>>>(?: |$)/.test(line))) return true;
  if (!isFirst || marked.some((line) => !/^> ?[^>\s]/.test(line))) return false;
  const code = codeLines(marked.map(unquote));
  return code.filter(Boolean).length > code.length / 2;
}

/** The place from where on everything is a quote without `>`: an Outlook header block, or "On … wrote:" with no marked line below. */
function unmarkedQuote(lines: readonly string[]): { start: number; bodyStart: number; reason: string } | null {
  for (let index = 0; index < lines.length; index++) {
    if (isQuoteLine(lines[index]!)) continue;
    if (isReplyAbove(lines[index]!)) return { start: index, bodyStart: index + 1, reason: 'below the line of a help desk' };
    const block = headerBlock(lines, index);
    if (block && isShown(lines, index, block.end)) {
      index = block.end - 1;
      continue;
    }
    if (block) return { start: index, bodyStart: block.end, reason: 'quoted mail below its header lines' };
    const attribution = attributionLines(lines, index);
    if (attribution === 0) continue;
    const next = lines.slice(index + attribution, index + attribution + 5).find((line) => line.trim() && !isEllipsis(line));
    if (next !== undefined && !isQuoteLine(next))
      return { start: index, bodyStart: index + attribution, reason: 'quoted mail below "… wrote:"' };
    index += attribution - 1;
  }
  return null;
}

/** Header lines that are indented as code is, with text behind them that is not: somebody shows what a mail's header looks like. */
function isShown(lines: readonly string[], start: number, end: number): boolean {
  const indented = (line: string) => /^(?: {4}|\t)/.test(line);
  const next = lines.slice(end, end + 4).find((line) => line.trim());
  return next !== undefined && !indented(next) && lines.slice(start, end).every((line) => line.trim() === '' || indented(line));
}

/** The lines of an unmarked quote that no earlier message has: answers written inside it. Null when the quote is of a mail we do not have. */
function answersInside(rest: readonly string[], said: SaidBefore): { kept: string[]; quoted: string[] } | null {
  if (said.isEmpty) return null;
  const known: boolean[] = [];
  // From the end, since a line without words, such as the mark of a signature, belongs to what follows it.
  for (let index = rest.length - 1; index >= 0; index--) {
    const hasWords = /[\p{L}\p{N}]/u.test(rest[index]!);
    known[index] = hasWords ? said.has(rest[index]!) : rest[index]!.trim() === '' || (known[index + 1] ?? true);
  }
  const filled = rest.filter((line) => line.trim()).length;
  const unknown = known.filter((isKnown) => !isKnown).length;
  if (unknown === 0 || unknown > filled / 2) return null;
  const kept: string[] = [];
  const quoted: string[] = [];
  rest.forEach((line, index) => {
    if (line.trim() === '') kept.push('');
    else if (!known[index] && !headerBlock(rest, index) && attributionLines(rest, index) === 0) {
      const question = rest.slice(0, index).findLastIndex((other) => other.trim() !== '');
      if (question >= 0 && known[question]) kept.push(`> ${rest[question]!.trim()}`, '');
      kept.push(line);
    } else quoted.push(line);
  });
  return { kept, quoted };
}

type Segment = { quoted: boolean; lines: string[] };

function dropMarked(lines: readonly string[], remove: (reason: string, lines: readonly string[]) => void): string[] {
  const segments = segmentsOf(lines);
  const answered = new Set(segments.filter((segment, index) => segment.quoted && isAnswer(segments[index + 1])));
  const kept: string[] = [];
  for (const segment of segments) {
    if (!segment.quoted) {
      for (const line of segment.lines) kept.push(line);
      continue;
    }
    const filled = segment.lines.filter((line) => unquote(line).trim() && isQuoteLine(line)).length;
    const isInline =
      answered.has(segment) && (answered.size > 1 || (filled <= SHORT_QUOTE_LINES && segment.lines.some((line) => line.includes('?'))));
    const question = isInline ? questionOf(segment.lines) : [];
    remove(
      isInline ? 'quoted mail around the line that is answered' : 'quoted mail',
      segment.lines.filter((_, index) => !question.includes(index)),
    );
    if (question.length) kept.push('', ...question.map((index) => `> ${unquote(segment.lines[index]!).trim()}`), '');
  }
  return kept;
}

/** A typed command; what stands below it without an empty line is what came back, and `curl -v` marks its request with `>`. */
const SHELL = /^\s*(?:\$|[\w.-]{1,40}@[\w.-]{1,60}:\S{0,80}[#$]) \S/;

/** Quoted passages (with the "… wrote:" above them) and what stands between. */
function segmentsOf(lines: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  const add = (quoted: boolean, line: string) => {
    const last = segments.at(-1);
    if (last?.quoted === quoted) last.lines.push(line);
    else segments.push({ quoted, lines: [line] });
  };
  let isOutput = false;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    isOutput = line.trim() !== '' && (isOutput || SHELL.test(line));
    if (isOutput) {
      add(false, line);
      continue;
    }
    const attribution = isQuoteLine(line) ? 0 : attributionLines(lines, index);
    if (attribution) {
      // Two attributions never belong to one quote.
      if (segments.at(-1)?.quoted) segments.push({ quoted: false, lines: [] });
      for (const part of lines.slice(index, index + attribution)) add(true, part);
      index += attribution - 1;
    } else if (isQuoteLine(line) || isWrappedRest(lines, index) || (isEllipsis(line) && segments.at(-1)?.quoted)) add(true, line);
    else if (line.trim() === '' && segments.at(-1)?.quoted && nextFilled(lines, index)) add(true, line);
    else add(false, line);
  }
  return segments;
}

/** The end of a quoted line that the sender's program broke in two. */
function isWrappedRest(lines: readonly string[], index: number): boolean {
  const before = lines[index - 1];
  const after = lines[index + 1];
  const line = lines[index]!;
  return (
    before !== undefined &&
    after !== undefined &&
    line.trim() !== '' &&
    line.length < 30 &&
    isQuoteLine(before) &&
    before.length > 60 &&
    isQuoteLine(after)
  );
}

/** An empty line inside a quote: the next line with text is quoted too. */
function nextFilled(lines: readonly string[], index: number): boolean {
  let next = index + 1;
  while (next < lines.length && lines[next]!.trim() === '') next += 1;
  return next < lines.length && isQuoteLine(lines[next]!);
}

/** Whether somebody wrote something here besides a name and a greeting. */
function isAnswer(segment: Segment | undefined): boolean {
  if (!segment || segment.quoted) return false;
  const first = segment.lines.find((line) => line.trim());
  return first !== undefined && !isLetterEnd(first);
}

/** The last paragraph of a quoted passage, in the words of the last writer, by index: what the answer below it is about. */
function questionOf(lines: readonly string[]): number[] {
  let end = lines.length;
  while (end > 0 && unquote(lines[end - 1]!).trim() === '') end -= 1;
  let start = end;
  while (start > 0 && end - start < SHORT_QUOTE_LINES && isQuoteLine(lines[start - 1]!) && unquote(lines[start - 1]!).trim()) start -= 1;
  const written = lines.slice(start, end).map(unquote);
  if (written.some((line, index) => isLetterEnd(line) || LIST_RULE.test(line) || headerBlock(written, index))) return [];
  const attributed = written.findLastIndex((_, index) => attributionLines(written, index) > 0);
  return written.flatMap((line, index) => (index > attributed && !isEllipsis(line) ? [start + index] : []));
}

/** Above the footer of a mailing list. */
const LIST_RULE = /^\s*_{5,}/;
