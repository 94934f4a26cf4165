import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';

/**
 * The secret of that name in the data folder, 256 random bits, made on first use; only its owner may read the file. Throws InvalidInput
 * for a folder that cannot be used.
 */
export function secretFile(dataDir: string, name: string): string {
  try {
    return madeOnce(dataDir, path.join(dataDir, name));
  } catch (error) {
    throw new InvalidInput(`data folder ${dataDir} cannot be used: ${(error as Error).message}; name another with --data`, {
      cause: error,
    });
  }
}

function madeOnce(dataDir: string, file: string): string {
  mkdirSync(dataDir, { recursive: true });
  try {
    // `wx` loses to nobody: of two processes one writes, the other reads what was written.
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
