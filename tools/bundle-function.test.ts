import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../tests/fixtures/threadwell.ts';
import { type Bundle, bundleFunction, FUNCTION_NAMES } from './bundle-function.ts';

// Outside the project: nothing that a bundle lacks can be found beside it.
const out = temporaryFolder();
const bundles = new Map<string, Bundle>();
beforeAll(async () => {
  for (const name of FUNCTION_NAMES) bundles.set(name, await bundleFunction(name, out));
}, 120_000);

/** Runs code in a bare Node, with what Lambda sets and nothing else. What it says on stderr is kept short: a bundle has one line. */
function bareNode(code: string): string {
  try {
    return execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: out,
      env: { AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: 'test' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const lines = String((error as { stderr?: string }).stderr).split('\n');
    throw new Error(lines.map((line) => line.slice(0, 200)).join('\n'));
  }
}

const entry = (name: string) => JSON.stringify(path.join(out, name, 'index.mjs'));

describe.each(FUNCTION_NAMES)('the bundle of %s', (name) => {
  test('loads in a bare Node and exports its handler', () => {
    const code = `globalThis.awslambda = { streamifyResponse: (plain) => plain, HttpResponseStream: {} };
      const { handler } = await import(${entry(name)}); process.stdout.write(typeof handler); process.exit();`;
    expect(bareNode(code)).toBe('function');
  });

  test('brings no local store, no crawler and no desk page along', () => {
    const strangers = bundles
      .get(name)!
      .inputs.filter((file) => /core\/local\/database|crawlee|playwright|preact|stand-ins\/zendesk\.ts/.test(file));
    expect(strangers).toEqual([]);
  });
});
