import { readFile } from 'node:fs/promises';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { type GoldenQuestion, type Metrics, parseGolden } from '#core/domain/golden.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type Comparison, compareReports } from './compare.ts';
import { type EvalReport, evaluate, type Miss } from './evaluate.ts';

export type EvalArguments = {
  /** Path of the golden file. */
  readonly golden: string;
  /** Path of a JSON file of least values by figure, such as `{"recallAt5": 0.9}`; of `falseRefusals` and `errors` it is the most. */
  readonly gate?: string | undefined;
  /** Golden files name the address that their articles were written for; the articles may be served at another. */
  readonly origin?: { readonly written: string; readonly served: string } | undefined;
};

/** An assistant with what it is told apart by: `converse qwen3:8b`. */
export type Brain = { readonly name: string; readonly assistant: Assistant };

type Ports = Pick<Platform, 'knowledgeBase' | 'serving' | 'progress'> & {
  readonly assistant: Assistant;
  /** The brain that is configured, and the name of `assistant`, where that is another one: both are asked, and compared. */
  readonly against?: { readonly configured: Brain; readonly candidate: string } | undefined;
};

/** `eval GOLDEN.csv [--gate FILE] [--assistant NAME] [--model ID]`: not ok when a figure misses its gate or a turn failed. */
export async function evalCommand(args: EvalArguments, ports: Ports): Promise<CommandResult> {
  const { written, served } = args.origin ?? { written: '', served: '' };
  const text = await readText(args.golden);
  const golden = parseGolden(written ? text.replaceAll(written, served) : text, args.golden);
  const gate = args.gate === undefined ? {} : parseGate(await readText(args.gate), args.gate);
  if (!(await ports.serving.current()))
    throw new InvalidInput('nothing is promoted yet, so there is nothing to ask; run `threadwell ingest` first');
  const report = await evaluate(golden, ports);
  const missed = missedGates(report, gate);
  const comparison = ports.against && (await compareWith(ports.against, report, golden, ports));
  return {
    report: {
      ...report,
      ...(comparison ? { comparison } : {}),
      ...(args.gate === undefined ? {} : { gate: { passed: missed.length === 0, missed } }),
    },
    text: [evalText(report, missed), ...(comparison ? [comparisonText(comparison)] : [])].join('\n\n'),
    ok: missed.length === 0 && report.errors === 0,
  };
}

async function compareWith(
  { configured, candidate }: NonNullable<Ports['against']>,
  report: EvalReport,
  golden: readonly GoldenQuestion[],
  ports: Ports,
): Promise<Comparison> {
  const before = await evaluate(golden, { ...ports, assistant: configured.assistant });
  return compareReports([configured.name, before], [candidate, report]);
}

type Gate = Readonly<Record<string, number>>;

/** Figures where less is better. */
const CEILINGS = ['falseRefusals', 'errors'];
const FIGURES = [
  'recallAt1', 'recallAt5', 'recallAt10', 'mrr', 'ndcgAt10', 'citationAccuracy', 'refusalAccuracy', 'falseRefusals', 'errors',
] as const; // biome-ignore format: a list reads as a list

function parseGate(text: string, name: string): Gate {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidInput(`${name} is no JSON: ${(error as Error).message}; correct it`);
  }
  const entries = Object.entries(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});
  const bad = entries.find(([figure, limit]) => !FIGURES.some((known) => known === figure) || typeof limit !== 'number');
  if (entries.length === 0 || bad)
    throw new InvalidInput(`${name}: \`${bad?.[0] ?? '(empty)'}\` is no figure with a number; use ${FIGURES.join(', ')}`);
  return Object.fromEntries(entries) as Gate;
}

function missedGates(report: EvalReport, gate: Gate): string[] {
  return Object.entries(gate).flatMap(([figure, limit]) => {
    const value = report[figure as (typeof FIGURES)[number]];
    const passed = value !== null && (CEILINGS.includes(figure) ? value <= limit : value >= limit);
    return passed ? [] : [`${figure} is ${value === null ? 'not measured' : round(value)}, the gate is ${limit}`];
  });
}

/** The table of groups and the misses, for people. */
function evalText(report: EvalReport, missed: readonly string[]): string {
  const columns: [string, (metrics: Metrics) => number | null][] = [
    ['recall@1', (metrics) => metrics.recallAt1],
    ['recall@5', (metrics) => metrics.recallAt5],
    ['recall@10', (metrics) => metrics.recallAt10],
    ['MRR', (metrics) => metrics.mrr],
    ['nDCG@10', (metrics) => metrics.ndcgAt10],
    ['citations', (metrics) => metrics.citationAccuracy],
    ['refusals', (metrics) => metrics.refusalAccuracy],
    ['false refusals', (metrics) => metrics.falseRefusals],
  ];
  const groups: [string, Metrics][] = [['all', report], ...Object.entries(report.groups)];
  const width = Math.max(...groups.map(([name]) => name.length), 5);
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}  ${cells.map((cell, index) => cell.padStart(Math.max(columns[index - 1]?.[0].length ?? 9, 5))).join('  ')}`;
  const table = [
    line('group', ['questions', ...columns.map(([name]) => name)]),
    ...groups.map(([name, one]) => line(name, [String(one.questions), ...columns.map(([, value]) => round(value(one)))])),
  ];
  const misses = report.misses.length ? ['', `${report.misses.length} misses:`, ...report.misses.flatMap(missLines)] : ['', 'no misses'];
  const gates = missed.length ? ['', ...missed.map((text) => `gate missed: ${text}`)] : [];
  return [...table, ...misses, ...gates].join('\n');
}

const WORDS: Readonly<Record<Miss['what'], string>> = {
  not_found: 'not among the first five',
  refused: 'refused, though there is an answer',
  wrong_citation: 'cites another article',
  answered: 'answered, though it must be refused',
  failed: 'the turn failed',
};

const FIGURE_NAMES: Readonly<Record<keyof Comparison['figures'], string>> = {
  citationAccuracy: 'citations',
  refusalAccuracy: 'refusals',
  falseRefusals: 'false refusals',
  errors: 'errors',
};

/** What a switch would change, for people. */
function comparisonText({ configured, candidate, figures, changed }: Comparison): string {
  const said = (what: Miss['what'] | null) => (what ? WORDS[what] : 'right');
  return [
    `${configured} (configured) → ${candidate}`,
    ...Object.entries(figures).map(
      ([figure, { was, is }]) => `  ${FIGURE_NAMES[figure as keyof Comparison['figures']].padEnd(14)}  ${round(was)} → ${round(is)}`,
    ),
    ...(changed.length ? [] : ['  every question ends as before']),
    ...changed.flatMap(({ question, was, is }) => [`- ${question}`, `    ${said(was)} → ${said(is)}`]),
  ].join('\n');
}

function missLines(miss: Miss): string[] {
  return [
    `- ${miss.question}`,
    `    ${WORDS[miss.what]}${miss.expected.length ? `; expected ${miss.expected.join(' ')}` : ''}`,
    ...(miss.got.length ? [`    got ${miss.got.join(' ')}`] : []),
  ];
}

function round(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InvalidInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); check the path`);
  }
}
