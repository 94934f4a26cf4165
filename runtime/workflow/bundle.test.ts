import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';

test('the same handler is bundled for Lambda, without anything of this machine', async () => {
  const outfile = path.join(temporaryFolder(), 'article-workflow.mjs');
  const { metafile } = await build({
    entryPoints: ['runtime/workflow/drive-workflows.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // The runtime of Lambda brings the SDK's clients.
    external: ['@aws-sdk/*'],
    outfile,
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain('runtime/workflow/article-workflow.ts');
  expect(inputs.filter((input) => /core\/local|node:sqlite/.test(input))).toEqual([]);
  expect(readFileSync(outfile, 'utf8')).not.toContain('node:sqlite');
  const { workflowHandler } = (await import(pathToFileURL(outfile).href)) as typeof import('./drive-workflows.ts');
  expect(workflowHandler({} as never)()).toBeTypeOf('function');
});
