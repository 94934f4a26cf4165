import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '#core/domain/digest.ts';
import { type Bundle, bundleFunction, FUNCTION_NAMES, type FunctionName, START_BUDGETS_KB } from './bundle-function.ts';
import { CONFIG_NAME } from './deployed-config.ts';
import { toZip } from './zip.ts';

export type BuiltFunction = Pick<Bundle, 'bytes' | 'startBytes' | 'inputs'> & {
  readonly name: FunctionName;
  readonly zipBytes: number;
  readonly sha256: string;
};

/**
 * Every function with its configuration into `FOLDER/lambda/NAME.zip`, as Terraform takes them, and the configuration beside them. The same
 * sources give the same bytes, so that an apply changes what was changed. `overBudget` says which starts read more than they may.
 */
export async function buildFunctions(
  folder: string,
  config: string,
  names: readonly FunctionName[] = FUNCTION_NAMES,
): Promise<{ readonly built: readonly BuiltFunction[]; readonly overBudget: readonly string[] }> {
  const lambda = path.join(folder, 'lambda');
  mkdirSync(lambda, { recursive: true });
  writeFileSync(path.join(folder, CONFIG_NAME), config);
  const built: BuiltFunction[] = [];
  for (const name of names) {
    const { bytes, startBytes, inputs } = await bundleFunction(name, lambda);
    const files = path.join(lambda, name);
    const entries = new Map<string, Uint8Array>([[CONFIG_NAME, Buffer.from(config)]]);
    for (const file of readdirSync(files)) entries.set(file, readFileSync(path.join(files, file)));
    const zip = toZip(entries);
    writeFileSync(path.join(lambda, `${name}.zip`), zip);
    built.push({ name, bytes, startBytes, inputs, zipBytes: zip.length, sha256: sha256(zip) });
  }
  const overBudget = built
    .filter(({ name, startBytes }) => startBytes / 1_000 > START_BUDGETS_KB[name])
    .map(({ name, startBytes }) => `a start of ${name} reads ${(startBytes / 1_000).toFixed(0)} kB of its ${START_BUDGETS_KB[name]}`);
  return { built, overBudget };
}
