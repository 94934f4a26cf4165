import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { InvalidInput } from '#core/domain/errors.ts';
import { FUNCTION_NAMES, type FunctionName, ROOT } from './bundle-function.ts';
import { invokeFunction } from './invoke-function.ts';

/**
 * `npm run invoke -- FUNCTION EVENT.json [--env FILE]`: unpacks the function that was built and calls its handler, as Lambda would, in a process
 * that finds no packages. The answer goes to stdout, what the function logs to stderr. FILE has variables of the function, a line each:
 * `THREADWELL_STACK='…'` with what `terraform output -raw function_stack` prints.
 */
const USE = 'use: npm run invoke -- FUNCTION EVENT.json [--env FILE]';
type Wanted = { readonly name: FunctionName; readonly event: unknown; readonly env: Readonly<Record<string, string | undefined>> };

function readArguments(argv: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({ args: [...argv], options: { env: { type: 'string' } }, allowPositionals: true });
  const [given, eventFile, ...more] = positionals;
  if (!given || !eventFile || more.length) throw new InvalidInput(USE);
  const name = FUNCTION_NAMES.find((known) => known === given);
  if (!name) throw new InvalidInput(`there is no function ${given}; there are ${FUNCTION_NAMES.join(', ')}`);
  const env = values.env === undefined ? {} : parseEnv(readText(values.env));
  return { name, event: readJson(eventFile), env };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new InvalidInput(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code}); correct its name`, { cause });
  }
}

function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInput(`${file} is no JSON: ${(cause as Error).message}; correct it there`, { cause });
  }
}

function zipOf(name: FunctionName): string {
  const zip = path.join(ROOT, 'dist', 'lambda', `${name}.zip`);
  if (!existsSync(zip)) throw new InvalidInput(`${name} was not built; run \`npm run build\``);
  return zip;
}

try {
  const { name, event, env } = readArguments(process.argv.slice(2));
  const { answer, printed } = invokeFunction({ name, zip: zipOf(name), event, env: { ...process.env, ...env } });
  process.stderr.write(printed);
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
} catch (error) {
  const isUse = error instanceof InvalidInput || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUse) throw error;
  process.stderr.write(`threadwell: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
