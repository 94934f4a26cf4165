import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { buildFunctions } from './build-functions.ts';
import { buildSite } from './build-site.ts';
import { ROOT } from './bundle-function.ts';
import { deployedConfig, lacksForAws } from './deployed-config.ts';

/**
 * `npm run build [-- --config FILE]`: what Terraform and the publishing of the site take, below dist/. The configuration is that of `--config`
 * or THREADWELL_CONFIG, else the samples'; it goes into each function's zip, and Terraform reads the same copy.
 */
const SAMPLES = path.join(ROOT, 'data', 'samples', 'threadwell.config.json');

async function build(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const file = values.config ?? process.env.THREADWELL_CONFIG;
  const config = loadConfig(path.resolve(file || SAMPLES));
  const folder = path.join(ROOT, 'dist');
  const text = deployedConfig(config);
  const functions = await buildFunctions(folder, text);
  const site = await buildSite(folder, config.brand);

  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(0).padStart(6)} kB`;
  process.stdout.write(`${'function'.padEnd(24)}${'all'.padStart(9)}${'zip'.padStart(11)}${'at start'.padStart(11)}  sha256\n`);
  for (const { name, bytes, zipBytes, startBytes, sha256 } of functions.built)
    process.stdout.write(
      `${name.padEnd(24)}${kilobytes(bytes)}  ${kilobytes(zipBytes)}  ${kilobytes(startBytes)}  ${sha256.slice(0, 12)}\n`,
    );
  for (const { name, gzipBytes } of site.built) process.stdout.write(`${`site/${name}`.padEnd(44)}${kilobytes(gzipBytes)} gzip\n`);
  for (const lack of lacksForAws(config)) process.stderr.write(`threadwell: ${lack}\n`);
  const overBudget = [...functions.overBudget, ...site.overBudget];
  if (overBudget.length)
    throw new InvalidInput(`${overBudget.join('; ')}; make it smaller, or raise its line of \`budgets\` in package.json and say why`);
}

try {
  await build();
} catch (error) {
  const isUse = error instanceof InvalidInput || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUse) throw error;
  process.stderr.write(`threadwell: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
