import { blocksOf } from './sentences.ts';

const MAX_SYMPTOMS = 6;
const MAX_SYMPTOM_LENGTH = 200;
const ERROR_CODE = /(?<![\p{L}\p{N}_-])(?:[A-Z]{1,6}-\d{3,5}|[A-Z][A-Z0-9-]{2,20}:[A-Z_]{4,40})(?![\p{L}\p{N}_-])/gu;
/** A line of a log that reports something. */
export const ERROR_LINE = /\b(?:ERROR|FATAL|WARN(?:ING)?|Exception|Caused by|Error:|\w+(?:Exception|Error)\b)|[A-Z]{2,6}-\d{3,5}\b/;

/** What the customer saw: the lines of logs that report something, and error codes that stand in the prose alone. */
export function symptomsIn(texts: readonly string[]): string[] {
  const symptoms: string[] = [];
  for (const text of texts)
    for (const block of blocksOf(text))
      if (block.kind === 'code' || isLoneError(text.slice(block.start, block.end)))
        for (const line of unwrapped(text.slice(block.start, block.end)))
          if (ERROR_LINE.test(line) && !/^\s*(?:at |<)/.test(line)) symptoms.push(logMessage(line));

  const lines = symptoms.join('\n');
  for (const text of texts) for (const [code] of text.matchAll(ERROR_CODE)) if (!lines.includes(code)) symptoms.push(code);
  return [...new Set(symptoms)].filter(Boolean).slice(0, MAX_SYMPTOMS);
}

/** An error message that was pasted between two paragraphs. */
function isLoneError(text: string): boolean {
  return !text.includes('\n') && /^[A-Z]{2,6}-\d{3,5}\s/.test(text) && !/[.?!]$/.test(text);
}

/** Log lines with what was wrapped (and so begins with a space) put back. */
function unwrapped(code: string): string[] {
  return code.replace(/\n {1,2}(?=[^\s<"'-])(?!at )/g, ' ').split('\n');
}

/** A log line without its time and thread, which differ on each machine. */
export function logMessage(line: string): string {
  return line
    .replace(/\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?Z?\]?/g, '')
    .replace(/^\s*(\w+)?\s*\[[^\]]{1,80}\]\s*/, '$1 ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_SYMPTOM_LENGTH);
}

/** A product word and its version: `plugin 4.6.3`, `Mule 4.6.12`, `Java 17`. */
const VERSION =
  /(?<![\p{L}\p{N}_.-])([\p{L}][\p{L}\p{N}+]{1,20}(?: Fabric)?)(?: version| release)?(?: is| was)? v?(\d{1,3}(?:\.\d{1,4}){1,3}(?:\.x|-[a-z]{2,8}\d{0,2})?)(?![\p{L}\p{N}_]|[.:]\d|\s?(?:[KMGT]i?B|bytes|[km]?s|sec|seconds|min|minutes|hours|days|%|[MG]Hz)(?![\p{L}\p{N}]))/gu;
const PLAIN_VERSION = /(?<![\p{L}\p{N}_-])(Java|JDK|Node|RHEL|Ubuntu|Windows|Debian|macOS|iOS|Android) (\d{1,4})(?![\p{L}\p{N}_]|[.:]\d)/gu;
const PRODUCT_WORDS = new Set('plugin connector agent runtime driver client server app application library sdk module'.split(' '));
const NO_PRODUCT = new Set(
  'Version Release To From Since Until On With Is At In And Or Only Use Than Before After Once Did Has Was The Line'.split(' '),
);
const MAX_VERSIONS = 8;

export function versionsIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const [, word = '', version = ''] of text.matchAll(VERSION)) {
    const lower = word.toLowerCase();
    if (NO_PRODUCT.has(word) || !(PRODUCT_WORDS.has(lower) || /^\p{Lu}/u.test(word))) continue;
    const name = PRODUCT_WORDS.has(lower) ? lower : word;
    found.set(`${name} ${version}`.toLowerCase(), `${name} ${version}`);
  }
  for (const [whole] of text.matchAll(PLAIN_VERSION)) found.set(whole.toLowerCase(), whole);
  return [...found.values()].slice(0, MAX_VERSIONS);
}
