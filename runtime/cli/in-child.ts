import { fork } from 'node:child_process';
import path from 'node:path';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { CommandContext } from './context.ts';

export type PipelineStep = 'scrape' | 'distill' | 'ingest';
export type PipelineOrder = { readonly step: PipelineStep; readonly context: CommandContext };
export type PipelineAnswer = { readonly text: string; readonly ok: boolean } | { readonly failed: string; readonly isExpected: boolean };

/**
 * Runs a pipeline step in a process of its own and gives what it said. Crawler, mail parser and the articles of a whole ingest take
 * hundreds of MB that a server would keep until its end. Throws UpstreamFailed with what the step found wrong.
 */
export async function inChild(step: PipelineStep, context: CommandContext): Promise<{ readonly text: string; readonly ok: boolean }> {
  const child = fork(path.join(import.meta.dirname, 'pipeline-child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new UpstreamFailed(`${step} ended with ${signal ?? code} before it was done; start again`)),
    );
    child.once('message', (answer: PipelineAnswer) => {
      if (!('failed' in answer)) resolve(answer);
      else reject(answer.isExpected ? new UpstreamFailed(answer.failed) : new Error(answer.failed));
    });
    child.send({ step, context } satisfies PipelineOrder);
  });
}
