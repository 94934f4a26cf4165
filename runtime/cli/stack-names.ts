import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';

/** Of the environment that one begins with, from the folder of the project. */
const DEFAULT_OUTPUTS = 'terraform/envs/dev/outputs.json';

/** The names of the stack, and where they were found: THREADWELL_STACK, else a file. Throws InvalidInput for one that cannot be read. */
export async function stackNames({ stack, outputsFile }: Environment): Promise<{ readonly text: string; readonly name: string }> {
  if (stack) return { text: stack, name: 'THREADWELL_STACK' };
  const file = path.resolve(outputsFile ?? DEFAULT_OUTPUTS);
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InvalidInput(
      `${file} cannot be read (${cause.code}); write it with \`terraform output -json > outputs.json\` in the folder of the environment, or name it in THREADWELL_OUTPUTS`,
      { cause },
    );
  });
  return { text, name: file };
}
