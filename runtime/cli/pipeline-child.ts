import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandResult } from '#core/domain/command-result.ts';
import { Conflict, isExpected } from '#core/domain/errors.ts';
import { openPlatform } from '#core/platform.ts';
import type { PipelineAnswer, PipelineOrder } from './in-child.ts';
import { distillPaths, ingestCurrent, scrapeAddresses } from './pipeline-commands.ts';

/** A start that was killed leaves a child that sees within a moment that it is alone, and has its locks until then. */
const WAIT_FOR_ORPHAN_MS = 10_000;
const ASK_EVERY_MS = 200;

// Nobody would hear what comes of it; the next start goes on from where it is.
process.once('disconnect', () => process.exit());

process.once('message', async ({ step, context }: PipelineOrder) => {
  let answer: PipelineAnswer;
  try {
    const platform = openPlatform({
      ...context,
      terminal: process.stderr,
      onError: (line) => process.stderr.write(`threadwell: ${line}\n`),
    });
    const steps = {
      scrape: () => scrapeAddresses(context.config, platform, []),
      distill: () => distillPaths(context.config, platform),
      ingest: () => ingestCurrent(context.config, platform),
    };
    const { text, ok } = await patiently(steps[step]);
    answer = { text, ok };
    platform.close();
  } catch (error) {
    answer = {
      failed: isExpected(error) ? error.message : String(error instanceof Error ? error.stack : error),
      isExpected: isExpected(error),
    };
  }
  process.send?.(answer, undefined, undefined, () => process.disconnect());
});

async function patiently(work: () => Promise<CommandResult>): Promise<CommandResult> {
  const end = performance.now() + WAIT_FOR_ORPHAN_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Conflict) || performance.now() > end) throw error;
      await sleep(ASK_EVERY_MS);
    }
  }
}
