import type { Progress } from '#core/ports/progress.ts';
import type { MachineStep } from '#core/ports/refresh-machine.ts';
import type { Proven } from './canary.ts';
import type { Promoted } from './promote.ts';
import type { BedrockJob } from './sync.ts';

/** A task of the state machine, done here. */
export type TaskHandler = (parameters: unknown) => Promise<object>;

/** How a task is shown to a waiting person: its name, how much there is to do, and what came of it. */
type Shown = {
  readonly step: (state: Promoted<Proven>) => [name: string, total?: number];
  readonly end: (state: Promoted<Proven>) => string;
};

const SHOWN: Readonly<Record<string, Shown>> = {
  Check: {
    step: () => ['Check'],
    end: ({ sources }) => sources.map(({ source, rows }) => `${source} ${rows}`).join(', '),
  },
  Plan: {
    step: () => ['Plan'],
    end: ({ added, changed, removed, unchanged }) => `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`,
  },
  Upload: { step: ({ put }) => ['Upload', put.length], end: ({ put }) => `${put.length} files` },
  Canary: { step: () => ['Canary'], end: ({ canary }) => `${canary.asked - canary.missed.length} of ${canary.asked} found` },
  Promote: { step: () => ['Promote'], end: ({ version, articles }) => `version ${version}, ${articles} articles` },
};

/** Tells a state of the deployed state machine as it was entered or left. */
export function showStep({ name, left, state }: MachineStep, progress: Progress): void {
  if (name === 'Scrape' && !left) progress.step('Scrape');
  if (name === 'StartJob' && !left) progress.step(`Sync ${(state as { readonly source?: string }).source}`);
  if (name === 'JobDone' && left) progress.end(`${(state as { readonly scanned?: number }).scanned} files`);
  const shown = SHOWN[name];
  // A state that was too large for the history comes empty; one that failed is left as it was entered, with the failure.
  if (!shown || Object.keys(state as object).length === 0 || (left && 'failure' in (state as object))) return;
  if (left) progress.end(shown.end(state as Promoted<Proven>));
  else progress.step(...shown.step(state as Promoted<Proven>));
}

/** The task with its progress told, where a person would want to see it. */
export function withProgress(name: string, task: TaskHandler, progress: Progress): TaskHandler {
  if (name === 'StartJob')
    return async (parameters) => {
      progress.step(`Sync ${(parameters as { DataSourceId: string }).DataSourceId}`);
      return await task(parameters);
    };
  if (name === 'GetJob')
    return async (parameters) => {
      const found = (await task(parameters)) as { readonly IngestionJob: BedrockJob };
      const { Status, Statistics } = found.IngestionJob;
      if (Status === 'COMPLETE') progress.end(`${Statistics.NumberOfDocumentsScanned} files`);
      return found;
    };
  const shown = SHOWN[name];
  if (!shown) return task;
  return async (parameters) => {
    const { input } = (parameters as { Payload: { input: Promoted<Proven> } }).Payload;
    progress.step(...shown.step(input));
    const result = await task(parameters);
    progress.end(shown.end((result as { Payload: Promoted<Proven> }).Payload));
    return result;
  };
}
