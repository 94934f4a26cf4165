import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { ROOT } from './bundle-function.ts';
import { CONFIG_NAME } from './deployed-config.ts';
import { type SmokeOptions, smokeChecks } from './smoke-checks.ts';

/**
 * `npm run smoke -- --endpoint URL [--question TEXT] [--direct URL]`: whether what runs there answers, refuses and keeps shut what it should. The
 * question is one that the docs answer; left out, it is the first suggestion of the configuration that was built.
 */
const USE = 'use: npm run smoke -- --endpoint URL [--question TEXT] [--direct URL]';
const SAMPLE_QUESTION = 'How do I send logs through a proxy?';

function readOptions(): SmokeOptions {
  const { values } = parseArgs({ options: { endpoint: { type: 'string' }, question: { type: 'string' }, direct: { type: 'string' } } });
  const { endpoint, direct } = values;
  if (!endpoint) throw new InvalidInput(USE);
  for (const address of [endpoint, direct])
    if (address !== undefined && !/^https?:\/\//.test(address)) throw new InvalidInput(`${address} is no http address; ${USE}`);
  return { endpoint, direct, question: values.question ?? suggested() ?? SAMPLE_QUESTION };
}

function suggested(): string | undefined {
  const built = path.join(ROOT, 'dist', CONFIG_NAME);
  return existsSync(built) ? loadConfig(built).brand.suggestions[0] : undefined;
}

try {
  for await (const { name, problem, told } of smokeChecks(readOptions())) {
    process.stdout.write(`${problem === null ? 'ok    ' : 'FAILED'}  ${name.padEnd(24)}${problem ?? told}\n`);
    if (problem !== null) process.exitCode = 1;
  }
} catch (error) {
  const isUse = error instanceof InvalidInput || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUse) throw error;
  process.stderr.write(`threadwell: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
