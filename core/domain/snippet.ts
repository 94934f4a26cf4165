import { plainText } from './plain-text.ts';
import { contentTerms, isStopWord, words } from './words.ts';

/** Two lines under a search result or a citation. */
const DEFAULT_CHARACTERS = 240;

/**
 * The part of an article that speaks to the question, as plain text of at most `maxCharacters`: the sentence or line with most of the
 * question's words, and what follows it while there is room. `…` marks where a long sentence was cut. `maxCharacters` is at least 5.
 */
export function snippet(markdown: string, question: string, maxCharacters: number = DEFAULT_CHARACTERS): string {
  const sentences = plainSentences(markdown);
  const wanted = new Set(contentTerms(question));
  const scores = sentences.map((sentence) => overlap(sentence, wanted));
  // A sentence is read with the one behind it: "It fails with FW-2002. Set `tls.truststore`."
  const start = bestIndex(scores.map((score, index) => score + (scores[index + 1] ?? 0) / 3));
  let text = sentences[start] ?? '';
  for (const next of sentences.slice(start + 1)) {
    if (text.length + 1 + next.length > maxCharacters) break;
    text = `${text} ${next}`;
  }
  return text.length > maxCharacters ? cutAround(text, wanted, maxCharacters) : text;
}

/** The article as text without its markup, one sentence, list item, table row or code line each. */
function plainSentences(markdown: string): string[] {
  return markdown
    .replace(/^# .*\n?/, '')
    .split('\n')
    .filter((line) => !/^\s*(`{3,}|~{3,})/.test(line) && !isTableRule(line))
    .map(plainText)
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=[\p{Lu}\d"'(])/u))
    .map((sentence) => sentence.trim())
    .filter(Boolean);
}

function isTableRule(line: string): boolean {
  return line.includes('---') && /^[\s:|-]+$/.test(line);
}

function overlap(sentence: string, wanted: ReadonlySet<string>): number {
  const seen = new Set<string>();
  for (const word of words(sentence)) {
    if (isStopWord(word.text)) continue;
    for (const term of [word.term, ...word.parts]) if (wanted.has(term)) seen.add(term);
  }
  return seen.size;
}

function bestIndex(scores: readonly number[]): number {
  let best = 0;
  for (const [index, score] of scores.entries()) if (score > scores[best]!) best = index;
  return best;
}

/** Cuts a long sentence at words, so that the first word of the question that it holds is still seen. */
function cutAround(text: string, wanted: ReadonlySet<string>, maxCharacters: number): string {
  const first = words(text).find((word) => wanted.has(word.term) || word.parts.some((part) => wanted.has(part)));
  const room = maxCharacters - 2;
  const from = first && first.end > room ? text.lastIndexOf(' ', Math.max(0, first.start - room / 3)) + 1 : 0;
  const end = from + room;
  const cut = end >= text.length ? text.slice(from) : text.slice(from, Math.max(text.lastIndexOf(' ', end), from + room / 2)).trimEnd();
  return `${from > 0 ? '…' : ''}${cut}${end < text.length ? '…' : ''}`;
}
