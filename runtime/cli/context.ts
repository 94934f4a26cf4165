import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, type Environment, loadConfig, readEnvironment } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { type OpenPlatform, openPlatform } from '#core/platform.ts';

/** The options that every command takes. */
export type GlobalOptions = {
  readonly config?: string;
  readonly data?: string;
  readonly platform?: string;
  readonly json?: boolean;
};

/** The folder that holds package.json: samples and schema are found from here, whatever the current folder is. */
export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const SAMPLES_CONFIG = path.join(PROJECT_ROOT, 'data/samples/threadwell.config.json');

export const PRODUCT_VERSION: string = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8')).version;

/** What a command works with. */
export type CommandContext = {
  readonly config: Config;
  readonly environment: Environment;
  readonly dataDir: string;
  readonly usesSamples: boolean;
};

/** The environment, where an option does not say otherwise. */
export function commandEnvironment({ platform }: GlobalOptions): Environment {
  return readEnvironment({ ...process.env, ...(platform ? { THREADWELL_PLATFORM: platform } : {}) });
}

/**
 * Finds the configuration: `--config`, else `threadwell.config.json` in the current folder, else the samples. A deployed stack is never
 * taken for the samples: their addresses would go into its articles.
 */
export function commandContext(options: GlobalOptions, allowSamples = true): CommandContext {
  const environment = commandEnvironment(options);
  const own = path.resolve('threadwell.config.json');
  const file = options.config ? path.resolve(options.config) : existsSync(own) ? own : SAMPLES_CONFIG;
  const isFallback = file === SAMPLES_CONFIG && !options.config;
  if (isFallback && (!allowSamples || environment.platform === 'aws'))
    throw new InvalidInput('no threadwell.config.json in this folder; run `threadwell init`, or name one with --config');
  const config = loadConfig(file);
  const dataDir = path.resolve(options.data ?? environment.dataDir ?? path.join(config.folder, config.data));
  return { config, environment, dataDir, usesSamples: file === SAMPLES_CONFIG };
}

/** For what calls no desk: it wants no token of one either, which a configuration for AWS names nobody here. */
export function withoutDesk({ tickets: { zendesk: _, ...tickets }, ...config }: Config): Config {
  return { ...config, tickets };
}

/** Takes up `.env` of the current folder; what the environment says already goes first. Throws InvalidInput when it cannot be read. */
export function loadEnvironmentFile(): void {
  const file = path.resolve('.env');
  if (!existsSync(file)) return;
  try {
    if (!statSync(file).isFile()) throw new Error('it is no file');
    process.loadEnvFile(file);
  } catch (error) {
    throw new InvalidInput(`${file} cannot be read: ${(error as Error).message}; correct or remove it`, { cause: error });
  }
}

/** Where a command shows how far it is, unless it is to be quiet, and tells errors. */
export function terminalOf(quiet: boolean) {
  return {
    ...(quiet ? {} : { terminal: process.stderr }),
    onError: (line: string) => void process.stderr.write(`threadwell: ${line}\n`),
  };
}

/** Opens the platform of a command, with progress and errors on stderr. */
export function commandPlatform(context: CommandContext, options: { quiet?: boolean } = {}): OpenPlatform {
  return openPlatform({ ...context, ...terminalOf(options.quiet === true) });
}
