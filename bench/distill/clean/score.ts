import type { MailLine, Origin } from './mail-set.ts';

export type CleanScore = {
  /** The writer's lines and no other, in order. */
  readonly exact: boolean;
  /** The same where greeting, closing, signature and footers may stay: for cleaners that promise to take out quotes only. */
  readonly exactButParts: boolean;
  /** Of words, as a bag. */
  readonly f1: number;
  readonly f1ButParts: number;
  readonly own: Count;
  readonly quoted: Count;
  readonly question: Count;
};

/** So many words `found` in the output of so many that the mail has. */
export type Count = { readonly found: number; readonly of: number };

/**
 * Scores what a cleaner made of a mail. Empty lines, quote marks and blanks at the end of a line do not matter, all else does: a line of code
 * that lost its indent is another line. The quoted question above an answer may stay or go, here and for every cleaner; what stays of it is
 * counted apart. A word counts as often as both sides have it, first for the writer, then for the question, then for quotes.
 */
export function scoreClean(output: string, lines: readonly MailLine[]): CleanScore {
  const of = (origin: Origin) =>
    lines
      .filter((line) => line.origin === origin)
      .map(({ text }) => lineKey(text))
      .filter(Boolean);
  const [own, questions, parts] = [of('own'), of('question'), of('part')];
  const kept = output.split('\n').map(lineKey).filter(Boolean);
  const withoutQuestions = withoutLines(kept, questions, own);
  const withoutParts = withoutLines(withoutQuestions, parts, own);

  const found = new Map<string, number>();
  for (const word of kept.flatMap(words)) found.set(word, (found.get(word) ?? 0) + 1);
  const ownWords = own.flatMap(words);
  const ownCount = take(found, ownWords);
  const question = take(found, questions.flatMap(words));
  const part = take(found, parts.flatMap(words));
  const quoted = take(found, of('quoted').flatMap(words));
  const all = kept.flatMap(words).length - question.found;
  return {
    exact: sameLines(withoutQuestions, own),
    exactButParts: sameLines(withoutParts, own),
    f1: f1(ownCount.found, all, ownWords.length),
    f1ButParts: f1(ownCount.found, all - part.found, ownWords.length),
    own: ownCount,
    quoted,
    question,
  };
}

function lineKey(line: string): string {
  return line.replace(/^(?:\s{0,3}>)+\s?/, '').trimEnd();
}

/** Letters and digits; marks between them part words, but code keeps what it is made of by its order of lines. */
function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];
}

/** The lines without those of `removed`, each as often as it stands there, the writer's own apart. */
function withoutLines(lines: readonly string[], removed: readonly string[], own: readonly string[]): readonly string[] {
  const left = removed.map((line) => line.trim());
  const wanted = new Set(own);
  return lines.filter((line) => {
    const at = wanted.has(line) ? -1 : left.indexOf(line.trim());
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function sameLines(some: readonly string[], others: readonly string[]): boolean {
  const trimmed = (lines: readonly string[]) => lines.map((line, index) => (index === 0 ? line.trimStart() : line)).join('\n');
  return trimmed(some) === trimmed(others);
}

function take(bag: Map<string, number>, wanted: readonly string[]): Count {
  let found = 0;
  for (const word of wanted) {
    const left = bag.get(word) ?? 0;
    if (left === 0) continue;
    bag.set(word, left - 1);
    found += 1;
  }
  return { found, of: wanted.length };
}

function f1(common: number, output: number, expected: number): number {
  return common === 0 ? 0 : (2 * common) / (output + expected);
}
