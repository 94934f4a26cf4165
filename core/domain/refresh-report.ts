import { InvalidInput } from './errors.ts';

/** Shares from 0 to 1, null where no question asks for it: what retrieval alone decides of an answer. */
export type GoldenFigures = {
  /** An accepted article is among the first five. */
  readonly recallAt5: number | null;
  /** Of the answered: the best passage, which is cited first, is of an accepted article. */
  readonly citationAccuracy: number | null;
  /** Of the questions that must be refused: no passage is confident enough to answer from. */
  readonly refusalAccuracy: number | null;
  /** Of the questions that have an answer: no passage is confident enough. */
  readonly falseRefusals: number | null;
};

/** What a side answered before it was to serve. */
export type CanaryReport = {
  /** Titles asked as questions, and those that did not find their article. */
  readonly asked: number;
  readonly missed: readonly string[];
  /** On the side that served, null for none, and on the new one. */
  readonly golden?: { readonly questions: number; readonly before: GoldenFigures | null; readonly after: GoldenFigures };
};

/** Guards that were passed over, and the reason given. */
export type ForcedGuards = { readonly reason: string; readonly guards: readonly string[] };

/** How many articles a refresh touched. */
type RefreshCounts = { readonly added: number; readonly changed: number; readonly removed: number; readonly unchanged: number };

/** What is kept of a run that changed what serves, or that was stopped. */
export type RefreshReport = {
  readonly at: string;
  readonly status: 'promoted' | 'failed';
  /** The version that served afterwards; null when none did. */
  readonly version: number | null;
  /** Left out where an earlier version was served again as it was, and nothing was counted. */
  readonly counts?: RefreshCounts;
  /** Why it was stopped. */
  readonly reason?: string;
  readonly forced?: ForcedGuards;
  readonly canary?: CanaryReport;
  /** The earlier version whose content was wanted, where it was a rollback, and who wanted it. */
  readonly restored?: number;
  readonly by?: string;
};

/** Below it lies a file for each run, named by its time, so that their order is that of the names. */
export const REPORTS_FOLDER = 'files/reports';

/** Where the report of a run that ended then is kept. */
export function reportFile(at: string): string {
  return `${REPORTS_FOLDER}/ingest-${at.replace(/[-:]/g, '')}.json`;
}

/** Reads a kept report; `file` names it in errors. Members that are missing or of another kind are left out. Throws InvalidInput for what is no report. */
export function parseRefreshReport(text: string, file: string): RefreshReport {
  const kept = objectIn(parseJson(text, file));
  const { at, status, version, reason, restored, by } = kept;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || (status !== 'promoted' && status !== 'failed'))
    throw new InvalidInput(`${file} is no report of a refresh; remove it`);
  const forced = forcedIn(kept.forced);
  const canary = canaryIn(kept.canary);
  return {
    at,
    status,
    version: isCount(version) ? version : null,
    ...(isCount(kept.added) && { counts: countsIn(kept) }),
    ...(typeof reason === 'string' && { reason }),
    ...(forced && { forced }),
    ...(canary && { canary }),
    ...(isCount(restored) && { restored }),
    ...(typeof by === 'string' && { by }),
  };
}

type Members = Readonly<Record<string, unknown>>;

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(`${file} is no JSON; remove it`, { cause });
  }
}

function objectIn(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function countsIn(kept: Members): RefreshCounts {
  const count = (name: string) => (isCount(kept[name]) ? kept[name] : 0);
  return { added: count('added'), changed: count('changed'), removed: count('removed'), unchanged: count('unchanged') };
}

function forcedIn(value: unknown): ForcedGuards | null {
  const { reason, guards } = objectIn(value);
  return typeof reason === 'string' ? { reason, guards: textsIn(guards) } : null;
}

function canaryIn(value: unknown): CanaryReport | null {
  const { asked, missed, golden } = objectIn(value);
  if (!isCount(asked)) return null;
  const { questions, before, after } = objectIn(golden);
  const figures = isCount(questions) && { golden: { questions, before: before ? figuresIn(before) : null, after: figuresIn(after) } };
  return { asked, missed: textsIn(missed), ...figures };
}

function figuresIn(value: unknown): GoldenFigures {
  const members = objectIn(value);
  const share = (name: keyof GoldenFigures) => {
    const found = members[name];
    return typeof found === 'number' && found >= 0 && found <= 1 ? found : null;
  };
  return {
    recallAt5: share('recallAt5'),
    citationAccuracy: share('citationAccuracy'),
    refusalAccuracy: share('refusalAccuracy'),
    falseRefusals: share('falseRefusals'),
  };
}
