import { termCounts } from './text-likeness.ts';

/** A value that a text states for something: `port 8126 for traces`, `flush.interval 10 by default`, `at most 200 characters`. */
export type Claim = {
  readonly kind: 'port' | 'default' | 'limit';
  /** The number, times in milliseconds. */
  readonly value: number;
  /** What it is the value of: the words beside it. */
  readonly about: ReadonlySet<string>;
  /** The name of the setting in parts (`flush`, `interval`), where the text has one. */
  readonly setting: readonly string[];
  readonly quote: string;
};

const MAX_QUOTE_LENGTH = 300;
const NUMBER = String.raw`(\d{1,9}(?:[.,]\d{1,4})?)\s?(ms|milliseconds?|s|sec|seconds?|min|minutes?|h|hours?)?(?![\w.]\d|[\w-])`;
const PORTS = [
  /\bports?(?:["']?\s?[:=]|\s(?:is|number|of the \w+ (?:is|to)))?\s{0,2}(\d{2,5})(?![\w.])/gi,
  /(?<![\w.])(\d{2,5})\s?\/\s?(?:tcp|udp)\b/gi,
];
const DEFAULTS = [
  new RegExp(String.raw`\bdefault\b[^.;|\d]{0,50}?\b(?:is|of|to)\s+${NUMBER}`, 'gi'),
  new RegExp(String.raw`\bdefaults to\s+${NUMBER}`, 'gi'),
  new RegExp(String.raw`(?<![\w.])${NUMBER}\s+by default`, 'gi'),
  new RegExp(String.raw`\(default:?\s+${NUMBER}`, 'gi'),
];
const LIMITS = [new RegExp(String.raw`\b(?:maximum(?: of| is)?|max\.?|at most|no more than|limit(?:ed)? (?:of|is|to))\s+${NUMBER}`, 'gi')];
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
  if (sentence.length > 2_000) return [];
  const find = (kind: Claim['kind'], patterns: readonly RegExp[], part: string): Claim[] =>
    patterns.flatMap((pattern) =>
      [...part.matchAll(pattern)].map(([, number = '', unit]) => claim(kind, number, unit, part, sentence, context)),
    );
  // Each half of "traces to port 1, and metrics to port 2" speaks about its own.
  const clauses = sentence.split(/,\s+(?:and|und|et|y|but)\s+|;\s+/);
  return [
    ...clauses.flatMap((clause) => find('port', PORTS, clause)),
    ...find('default', DEFAULTS, sentence),
    ...find('limit', LIMITS, sentence),
  ];
}

/** A row of a table with a column "Default" or "Port". */
function rowClaims(cells: readonly string[], header: readonly string[], line: string, context: string): Claim[] {
  return header.flatMap((name, column): Claim[] => {
    const kind = /^default/i.test(name) ? 'default' : /^port/i.test(name) ? 'port' : /^max/i.test(name) ? 'limit' : null;
    const value = new RegExp(`^[\`"]?${NUMBER}`, 'i').exec(cells[column] ?? '');
    return kind && value ? [claim(kind, value[1]!, value[2], line, line, context)] : [];
  });
}

function claim(kind: Claim['kind'], number: string, unit: string | undefined, part: string, quote: string, context: string): Claim {
  const scale = unit ? (UNIT_MS[unit.toLowerCase()] ?? UNIT_MS[unit.slice(0, 3).toLowerCase()] ?? 1) : 1;
  const key = /[a-z][\w-]*(?:\.[\w-]+)+/i.exec(part.replace(/https?:\S+/g, ''))?.[0] ?? '';
  return {
    kind,
    value: Number(number.replace(',', '.')) * scale,
    about: new Set([...words(part), ...words(context)]),
    setting: key && /\.[a-z]/i.test(key) ? key.toLowerCase().split(/[.-]/).map(stem) : [],
    quote: quote.trim().slice(0, MAX_QUOTE_LENGTH),
  };
}

/** Words, and the parts of dotted names, in the stem that likeness uses. */
function words(text: string): string[] {
  const terms = [...termCounts(text).keys()];
  return [...terms, ...terms.flatMap((term) => (/[._-]/.test(term) ? term.split(/[._-]/).map(stem) : []))].filter(
    (term) => !/^\d/.test(term),
  );
}

function stem(word: string): string {
  return [...termCounts(word).keys()][0] ?? word;
}
