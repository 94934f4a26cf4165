import { type Claim, claim } from './claim.ts';
import { versionClaims } from './version-claims.ts';

const NUMBER = String.raw`(\d{1,9}(?:[.,]\d{1,4})?)\s?(ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hours?)?(?![\w.]\d|[\w-])`;
const PORTS = [
  /\bports?(?:["']?\s?[:=]|\s(?:is|number|of the \w+ (?:is|to)))?\s{0,2}(\d{2,5})(?!\w|\.\d)/gi,
  /(?<![\w.])(\d{2,5})\s?\/\s?(?:tcp|udp)\b/gi,
];
const DEFAULTS = [
  new RegExp(String.raw`\bdefault\b(?:[^.;|\d]|\.(?=[a-z])){0,50}?\b(?:is|of|to)\s+${NUMBER}`, 'gi'),
  new RegExp(String.raw`\bdefaults to\s+${NUMBER}`, 'gi'),
  new RegExp(String.raw`(?<![\w.])${NUMBER}\s+by default`, 'gi'),
  new RegExp(String.raw`\(default:?\s+${NUMBER}`, 'gi'),
];
const LIMITS = [new RegExp(String.raw`\b(?:maximum(?: of| is)?|max\.?|at most|no more than|limit(?:ed)? (?:of|is|to))\s+${NUMBER}`, 'gi')];
/** Longer sentences and rows of a table are output of a program; each value would be read with all words beside it. */
const MAX_SENTENCE = 2_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, mil: 1, s: 1_000, sec: 1_000, min: 60_000, h: 3_600_000, hou: 3_600_000 };

/** The claims of a Markdown text, by sentence, table row and line. `context` is what it is all about: the title. */
export function claimsIn(text: string, context: string): Claim[] {
  const claims: Claim[] = [];
  let header: string[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*\|/.test(line)) {
      const cells = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
      if (line.length > MAX_SENTENCE) continue;
      if (header.length === 0) header = cells;
      else claims.push(...rowClaims(cells, header, line, context));
      continue;
    }
    header = [];
    for (const sentence of line.split(/(?<=[.!?])\s+/)) claims.push(...sentenceClaims(sentence, context));
  }
  return claims;
}

function sentenceClaims(sentence: string, context: string): Claim[] {
  if (sentence.length > MAX_SENTENCE) return [];
  const find = (kind: string, patterns: readonly RegExp[], part: string): Claim[] =>
    patterns.flatMap((pattern) =>
      [...part.matchAll(pattern)].map(([, number = '', unit]) =>
        claim(kind, [inOneForm(number, unit)], { part, quote: sentence, context }),
      ),
    );
  // Each half of "traces to port 1, and metrics to port 2" speaks about its own.
  const clauses = sentence.split(/,\s+(?:and|und|et|y|but)\s+|;\s+|\s(?:and|plus)\s(?=(?:one|another)\s)/);
  return [
    ...clauses.flatMap((clause) => find('port', PORTS, clause)),
    ...find('default', DEFAULTS, sentence),
    ...find('limit', LIMITS, sentence),
    ...versionClaims(sentence, context),
  ];
}

/** A row of a table with a column "Default" or "Port". */
function rowClaims(cells: readonly string[], header: readonly string[], line: string, context: string): Claim[] {
  return header.flatMap((name, column): Claim[] => {
    const kind = /^default/i.test(name) ? 'default' : /^port/i.test(name) ? 'port' : /^max/i.test(name) ? 'limit' : null;
    const value = new RegExp(`^[\`"]?${NUMBER}`, 'i').exec(cells[column] ?? '');
    return kind && value ? [claim(kind, [inOneForm(value[1]!, value[2])], { part: line, quote: line, context })] : [];
  });
}

/** A number in one form, times in milliseconds. */
function inOneForm(number: string, unit: string | undefined): string {
  const scale = unit ? (UNIT_MS[unit.toLowerCase()] ?? UNIT_MS[unit.slice(0, 3).toLowerCase()] ?? 1) : 1;
  return String(Number(number.replace(',', '.')) * scale);
}
