/** A command line as its words, and the line to quote. */
export type Command = { readonly words: readonly string[]; readonly quote: string };

const MAX_WORDS = 14;
const MIN_WORDS = 2;
/** Programs of every machine: which of their options a text uses says nothing about the product. */
const EVERYDAY = new Set(
  'ls cd cat echo grep find sed awk cp mv rm mkdir chmod chown ssh scp tail head less man sudo vi vim nano ps kill'.split(' '),
);

/** The commands in the code of a Markdown text: lines of a fence, and inline code of two words and more. Continued lines are one. */
export function commandsIn(markdown: string): Command[] {
  const commands: Command[] = [];
  let isFenced = false;
  for (const line of markdown.replace(/\\\n\s*/g, ' ').split('\n')) {
    if (/^\s*(?:```|~~~)/.test(line)) isFenced = !isFenced;
    else if (isFenced) commands.push(...commandOf(line.replace(/^\s*(?:[$#>]|PS>)\s/, ''), line));
    else for (const [, code = ''] of line.matchAll(/`([^`\n]{3,200})`/g)) commands.push(...commandOf(code, line));
  }
  return commands;
}

function commandOf(code: string, line: string): Command[] {
  const all = code.trim().split(/\s+/);
  const own = all[0] === 'sudo' ? all.slice(1) : all;
  const program = own[0] ?? '';
  const isCommand =
    own.length >= MIN_WORDS &&
    own.length <= MAX_WORDS &&
    /^(?:\.{0,2}\/)?[a-z][\w./-]*$/i.test(program) &&
    !EVERYDAY.has(baseOf(program)) &&
    own.slice(1).some((word) => /^-{1,2}[a-z]|^\.{0,2}\/|^[a-z][a-z-]+$/i.test(word)) &&
    !/[={}();|]|^[a-z.]+:$/i.test(program);
  return isCommand ? [{ words: own, quote: line.trim().slice(0, 300) }] : [];
}

/** The key under which commands that could be the same are found: the program's own name. */
export function programOf({ words }: Command): string {
  return baseOf(words[0]!);
}

/**
 * The word by which a command of the mail differs from one of the docs that is otherwise the same: an option under a similar name, or the same
 * file in another place. Null when they are alike, or differ in what a person puts in.
 */
export function differingWord(mail: Command, docs: Command): { mail: string; docs: string } | null {
  if (mail.words.length !== docs.words.length || programOf(mail) !== programOf(docs)) return null;
  const differing = mail.words.flatMap((word, index) => (word === docs.words[index] ? [] : [{ mail: word, docs: docs.words[index]! }]));
  const [only] = differing;
  if (!only || differing.length > 1) return null;
  if (isOption(only.mail) && isOption(only.docs)) return areAlike(optionName(only.mail), optionName(only.docs)) ? only : null;
  if (isPath(only.mail) && isPath(only.docs))
    return baseOf(only.mail) === baseOf(only.docs) && !/[<$*{]/.test(only.mail + only.docs) ? only : null;
  return null;
}

export function isOption(word: string): boolean {
  return /^--?[a-z][\w-]+/i.test(word);
}

export function optionName(word: string): string {
  return word.split('=')[0]!.toLowerCase();
}

/** `--cache` and `--clear-cache`, `--time-out` and `--timeout`: one meant the other. `--debug` and `--verbose` are two things. */
function areAlike(one: string, other: string): boolean {
  const parts = (name: string) => name.split(/[-_]+/).filter(Boolean);
  const [a, b] = [parts(one), parts(other)];
  if (a.join('') === b.join('')) return true;
  const negates = (list: readonly string[]) => list[0] === 'no' || list[0] === 'without' || list[0] === 'disable';
  if (negates(a) !== negates(b)) return false;
  const shared = a.filter((part) => part.length >= 4 && b.some((there) => there === part || there === `${part}s` || part === `${there}s`));
  return shared.length > 0 && Math.abs(a.length - b.length) <= 1 && shared.length >= Math.min(a.length, b.length);
}

function isPath(word: string): boolean {
  return word.includes('/') && !word.includes('://');
}

function baseOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
