import { sentencesOf } from './claim/clauses.ts';
import { isStated, isTakenOver, readSource } from './claim/is-stated.ts';
import type { Draft, Step } from './draft.ts';

/**
 * Checks each sentence of a draft against the mail it points at: a sentence is supported when the quoted spans say it, in their words or in
 * others that claim no more ({@link isSupportedBy}), so that an edit that adds a claim is seen. Returns the draft with `supported` set anew.
 */
export function checkEvidence(draft: Draft): Draft {
  const check = (step: Step): Step => ({ ...step, supported: isSupportedBy(step.text, quotes(step, draft)) });
  return { ...draft, question: check(draft.question), steps: draft.steps.map(check) };
}

/** The quoted text of a step, in the order of its evidence. Spans outside their message give nothing. */
export function quotes(step: Step, draft: Pick<Draft, 'messages'>): string[] {
  return step.evidence.flatMap(({ messageId, start, end }) => {
    const text = draft.messages.find((message) => message.id === messageId)?.text;
    return text !== undefined && start >= 0 && end > start && end <= text.length ? [text.slice(start, end)] : [];
  });
}

/**
 * Whether quotes support a text. Words may be inflected, left out with their clause, replaced by the few that mean the same in instructions, and
 * turned from active to passive. Everything else must be in the quotes: each word with a meaning in the clause where it was said; numbers,
 * versions, identifiers, signs and quoted names exactly and in their order; negations, conditions, limits and doubts neither more nor less;
 * code line by line.
 */
export function isSupportedBy(text: string, quoted: readonly string[]): boolean {
  if (isQuoteItself(text, quoted)) return true;
  const { prose, code } = splitCode(text);
  const lines = codeLines(quoted.join('\n'));
  if (!code.every((block) => holds(lines, codeLines(block)))) return false;
  const plain = quoted.map(withoutMailMarks);
  const all = oneLine(plain.join(' '));
  if (!literals(prose).every((literal) => all.includes(oneLine(literal)))) return false;
  if ([...prose.replace(/[\n\t]/g, ' ').matchAll(INVISIBLE)].some(([sign]) => !all.includes(sign))) return false;
  if (!holdsEach(addresses(all), addresses(prose))) return false;
  const sentences = sentencesOf(prose);
  if (sentences.length === 0) return code.length > 0;
  const source = readSource(plain);
  // Logs and lists have no sentences to part: what was taken over whole is tried first, with its marks and without.
  return isTakenOver(prose, readSource(quoted)) || isTakenOver(prose, source) || sentences.every((sentence) => isStated(sentence, source));
}

/** Most sentences of a draft are their quotes as they stand, but for line breaks and a capital at the beginning: no need to read them for that. */
function isQuoteItself(text: string, quoted: readonly string[]): boolean {
  const claimed = oneLine(text);
  if (!/[\p{L}\p{N}]/u.test(claimed)) return false;
  let said = '';
  // Further quotes that say the same in another thread come behind.
  return quoted.some((quote) => {
    said = oneLine(`${said} ${quote}`);
    return claimed.slice(1) === said.slice(1) && claimed.charAt(0).toLowerCase() === said.charAt(0).toLowerCase();
  });
}

/** Signs that show nothing, or turn what is shown. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cc}]/gu;

/** Fenced blocks apart from the prose around them. */
function splitCode(text: string): { prose: string; code: string[] } {
  const code: string[] = [];
  const prose: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence ? mark.startsWith(fence) : mark) {
      fence = fence ? '' : mark;
      if (fence) code.push('');
      prose.push('');
    } else if (fence) code[code.length - 1] += `${line}\n`;
    else prose.push(line);
  }
  return { prose: prose.join('\n'), code };
}

/** The lines of code that say something; their indent is a matter of where they stand. */
function codeLines(code: string): string[] {
  return code.split('\n').flatMap((line) => (line.trim() && !/^\s*(?:```|~~~)/.test(line) ? [line.trim()] : []));
}

/** Whether lines stand in a row in others. */
function holds(lines: readonly string[], block: readonly string[]): boolean {
  if (block.length === 0) return false;
  for (let start = lines.indexOf(block[0]!); start >= 0; start = lines.indexOf(block[0]!, start + 1))
    if (block.every((line, index) => lines[start + index] === line)) return true;
  return false;
}

/** What is set in code or quotation marks is said to be literally so. */
function literals(prose: string): string[] {
  return [...prose.matchAll(/`([^`\n]{1,400})`|"([^"\n]{1,400})"|“([^”\n]{1,400})”|«([^»\n]{1,400})»|„([^“”\n]{1,400})[“”]/g)].map(
    ([, ...found]) =>
      found
        .find((text) => text !== undefined)!
        .trim()
        .replace(/[.,;:!?]+$/, ''),
  );
}

/** Addresses are followed: none stands more often than in the mail. */
function addresses(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"')\]`]+/gi)].map(([address]) => address.replace(/[.,;:!?]+$/, ''));
}

function holdsEach(there: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((one) => wanted.filter((other) => other === one).length <= there.filter((other) => other === one).length);
}

/** Without quotation signs of mail, and log lines without their time and thread, which a draft leaves out too. */
function withoutMailMarks(quote: string): string {
  return quote
    .replace(/^>+ ?(?:\d{1,2}[.)] +)?/gm, '')
    .replace(/\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?Z?\]?/g, '')
    .replace(/^[ \t]{0,8}(\w{1,20})?[ \t]{0,8}\[[^\]\n]{1,80}\][ \t]*/gm, '$1 ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
