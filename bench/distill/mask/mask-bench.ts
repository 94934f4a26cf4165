import { formatTable, median } from '../../print-table.ts';
import { type MaskSet, readMaskSet } from './mask-set.ts';
import { MASKERS, type MaskTool } from './maskers.ts';
import { replacedParts, scoreText, type TextScore } from './score-mask.ts';

type Share = { readonly count: number; readonly of: number };

export type MaskResult = {
  readonly tool: string;
  readonly version: string;
  readonly part: string;
  /** By the kind of a mark: how many marks are gone altogether. */
  readonly recall: Readonly<Record<string, Share>>;
  /** By the kind that the tool names: how many of its replacements touch a mark. */
  readonly precision: Readonly<Record<string, Share>>;
  readonly replacements: Share;
  readonly cleanAltered: Share;
  /** Strings of which nobody can say what was replaced; each of their marks counts as missed. */
  readonly unreadable: number;
  readonly msPer100KB: number;
};

const TIMED_BYTES = 100_000;
const ROUNDS = 5;

export function benchMask(): readonly MaskResult[] {
  const known = readMaskSet('known');
  const heldOut = readMaskSet('held-out');
  const all: MaskSet = { personal: [...known.personal, ...heldOut.personal], clean: [...known.clean, ...heldOut.clean] };
  const timed = timedText(all);
  return MASKERS.flatMap((tool) => {
    const msPer100KB = medianTime(tool, timed);
    return [measure(tool, 'all', all, msPer100KB), measure(tool, 'held-out', heldOut, msPer100KB)];
  });
}

function measure(tool: MaskTool, part: string, set: MaskSet, msPer100KB: number): MaskResult {
  const results = set.personal.map((marked) => ({
    marked,
    replaced: replacedParts(marked.text, tool.mask(marked.text), tool.placeholder),
  }));
  const scores: TextScore[] = results.map(({ marked, replaced }) => scoreText(marked, replaced ?? []));
  const replaced = scores.flatMap((score) => score.replaced);
  return {
    tool: tool.name,
    version: tool.version,
    part,
    recall: shares(scores.flatMap((score) => score.found.map(({ kind, whole }) => ({ kind, yes: whole })))),
    precision: shares(replaced.map(({ placeholder, wanted }) => ({ kind: tool.kindOf(placeholder), yes: wanted }))),
    replacements: { count: replaced.filter(({ wanted }) => wanted).length, of: replaced.length },
    cleanAltered: { count: set.clean.filter((text) => tool.mask(text) !== text).length, of: set.clean.length },
    unreadable: results.filter((result) => result.replaced === null).length,
    msPer100KB,
  };
}

function shares(claims: readonly { readonly kind: string; readonly yes: boolean }[]): Record<string, Share> {
  return Object.fromEntries(
    [...Map.groupBy(claims, ({ kind }) => kind)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, of]) => [kind, { count: of.filter(({ yes }) => yes).length, of: of.length }]),
  );
}

/** All strings of the set, over and over, up to the size that is timed. */
function timedText({ personal, clean }: MaskSet): string {
  const once = [...personal.map(({ text }) => text), ...clean].join('\n\n');
  return once.repeat(Math.ceil(TIMED_BYTES / once.length)).slice(0, TIMED_BYTES);
}

/** The median of some rounds after one for warming up. */
function medianTime(tool: MaskTool, text: string): number {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    tool.mask(text);
    if (round > 0) times.push(performance.now() - start);
  }
  return median(times);
}

export function formatMask(results: readonly MaskResult[]): string {
  const kinds = [...new Set(results.flatMap(({ recall }) => Object.keys(recall)))];
  const column = ({ tool, part }: MaskResult) => `${tool} ${part}`;
  const main = formatTable(
    ['masker', 'version', 'set', 'clean altered', 'precision', 'unreadable', 'ms/100 KB'],
    results.map((one) => [
      one.tool,
      one.version,
      one.part,
      formatShare(one.cleanAltered),
      formatShare(one.replacements),
      String(one.unreadable),
      one.msPer100KB.toFixed(0),
    ]),
  );
  const byKind = (title: string, of: (result: MaskResult) => Readonly<Record<string, Share>>) =>
    formatTable(
      [title, ...results.map(column)],
      kinds.map((kind) => [kind, ...results.map((result) => formatShare(of(result)[kind]))]),
    );
  return [
    'Personal data: what is found and what is left alone',
    main,
    byKind('recall', ({ recall }) => recall),
    byKind('precision', ({ precision }) => precision),
  ].join('\n\n');
}

function formatShare(share: Share | undefined): string {
  return share?.of ? `${(share.count / share.of).toFixed(3)} (${share.count}/${share.of})` : '–';
}
