import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test, vi } from 'vitest';
import { driveDurableRuns } from '#core/local/durable-runs.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { sampleDraft, testApp } from '../http/fixtures/test-app.ts';
import type { workflowHandler } from './drive-workflows.ts';
import { startWorkflow } from './start-workflow.ts';

test('the same handler is bundled for Lambda without anything of this machine, and the bundle does the work', async () => {
  const outfile = path.join(temporaryFolder(), 'article-workflow.mjs');
  const { metafile } = await build({
    entryPoints: ['runtime/workflow/drive-workflows.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // The runtime of Lambda brings them.
    external: ['@aws-sdk/*'],
    outfile,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain('runtime/workflow/article-workflow.ts');
  expect(inputs.filter((input) => input.startsWith('core/local/'))).toEqual([]);
  expect(metafile.outputs[Object.keys(metafile.outputs)[0]!]?.imports.map((one) => one.path)).not.toContain('node:sqlite');

  const bundled = (await import(pathToFileURL(outfile).href)) as { workflowHandler: typeof workflowHandler };
  const { ports, database, options } = testApp();
  await ports.drafts.put(sampleDraft());
  const handler = bundled.workflowHandler({ ...ports, ...options, articlesBaseUrl: 'http://localhost:8787/articles' });
  const driver = driveDurableRuns({ database, ...ports, handler });
  onTestFinished(() => driver.close());
  const parameters = { questions: ['refuse: why does the proxy ask for a password?'], external: [], waitHours: 1 };
  const { workflowId } = await startWorkflow({ topic: 'Password of the proxy', parameters }, ports);
  await vi.waitFor(async () => expect((await ports.workflows.get(workflowId))?.status).toBe('WAITING_APPROVAL'), { timeout: 8_000 });
  // On Lambda the SDK brings its own client.
  expect(bundled.workflowHandler({ ...ports, ...options, articlesBaseUrl: '' })()).toBeTypeOf('function');
});
