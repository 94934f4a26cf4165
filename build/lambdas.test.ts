import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../tests/fixtures/threadwell.ts';
import { type Bundle, bundleLambdas, LAMBDAS, type LambdaName } from './lambdas.ts';

// Outside the project: nothing that a bundle lacks can be found beside it.
const out = temporaryFolder();
let bundles: readonly Bundle[];
beforeAll(async () => {
  bundles = await bundleLambdas(out);
}, 60_000);

/** Runs code in a bare Node, with what Lambda sets and nothing else. */
function bareNode(code: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: out,
    env: { AWS_REGION: 'eu-west-1', AWS_LAMBDA_FUNCTION_NAME: 'test' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe.each(Object.keys(LAMBDAS) as LambdaName[])('the bundle of %s', (name) => {
  test('loads in a bare Node and exports its handler', () => {
    const file = path.join(out, name, 'index.mjs');
    expect(bareNode(`import { handler } from ${JSON.stringify(file)}; process.stdout.write(typeof handler); process.exit();`)).toBe(
      'function',
    );
  });

  test('brings no local store and no crawler along', () => {
    const file = path.join(out, name, 'index.mjs');
    expect(bundles.find((bundle) => bundle.name === name)?.file).toBe(file);
    // Said without its source, which is a megabyte on one line.
    expect(/node:sqlite|playwright|crawlee/.exec(readFileSync(file, 'utf8'))?.[0]).toBeUndefined();
  });
});

test('a function whose environment is not set up says in its log what is missing', () => {
  const file = path.join(out, 'chat', 'index.mjs');
  const code = `
    import { handler } from ${JSON.stringify(file)};
    await handler({}, {}).catch((error) => process.stdout.write(error.message));
    process.exit();`;
  expect(bareNode(code)).toMatch(/threadwell\.config\.json cannot be read/);
});
