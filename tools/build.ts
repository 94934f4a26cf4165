import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { rewriteElsewhere } from '#core/rewrite-elsewhere.ts';
import { loadEnvironmentFile } from '../runtime/cli/context.ts';
import { buildFunctions } from './build-functions.ts';
import { buildSite } from './build-site.ts';
import { ROOT } from './bundle-function.ts';
import { CONFIG_NAME, deployedConfig, lacksForAws } from './deployed-config.ts';

/**
 * `npm run build [-- --config FILE] [--for-aws]`: what Terraform and the publishing of the site take, below dist/. The configuration is that of
 * `--config` or THREADWELL_CONFIG, else threadwell.config.json as every command takes it, else the samples'; it goes into each function's zip,
 * and Terraform reads the same copy. With `--for-aws` nothing is built of one that functions on AWS would refuse, as the samples' is.
 */
const SAMPLES = path.join(ROOT, 'data', 'samples', 'threadwell.config.json');

async function build(): Promise<void> {
  loadEnvironmentFile();
  const { values } = parseArgs({ options: { config: { type: 'string' }, 'for-aws': { type: 'boolean' } } });
  const own = path.resolve(CONFIG_NAME);
  const file = path.resolve((values.config ?? process.env.THREADWELL_CONFIG) || (existsSync(own) ? own : SAMPLES));
  const config = loadConfig(file);
  const lacks = lacksForAws(config);
  if (values['for-aws'] && lacks.length)
    throw new InvalidInput(`${file} cannot be deployed: ${lacks.join('; ')}; change it, or name another one in THREADWELL_CONFIG`);
  const folder = path.join(ROOT, 'dist');
  const text = deployedConfig(config);
  const functions = await buildFunctions(folder, text);
  const site = await buildSite(folder, config.brand);

  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(0).padStart(6)} kB`;
  process.stdout.write(`configuration ${path.relative(ROOT, file)}\n`);
  process.stdout.write(`${'function'.padEnd(24)}${'all'.padStart(9)}${'zip'.padStart(11)}${'at start'.padStart(11)}  sha256\n`);
  for (const { name, bytes, zipBytes, startBytes, sha256 } of functions.built)
    process.stdout.write(
      `${name.padEnd(24)}${kilobytes(bytes)}  ${kilobytes(zipBytes)}  ${kilobytes(startBytes)}  ${sha256.slice(0, 12)}\n`,
    );
  for (const { name, gzipBytes } of site.built) process.stdout.write(`${`site/${name}`.padEnd(44)}${kilobytes(gzipBytes)} gzip\n`);
  for (const line of [...lacks, rewriteElsewhere(config) ?? []].flat()) process.stderr.write(`threadwell: ${line}\n`);
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
