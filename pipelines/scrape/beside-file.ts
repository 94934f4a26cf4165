import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { ScrapePorts } from './scrape.ts';

/** The folder of a file on disk in the place of the store: `scrape --out FILE` writes that file and what lies beside it. */
export function besideFile(file: string): ScrapePorts['files'] {
  const folder = path.dirname(file);
  return {
    async readChunks(name) {
      const target = path.join(folder, name);
      return (await unlessMissing(target, () => open(target, 'r')))?.createReadStream() ?? null;
    },
    async readText(name) {
      const target = path.join(folder, name);
      return await unlessMissing(target, () => readFile(target, 'utf8'));
    },
    async write(name, content) {
      const target = path.join(folder, name);
      try {
        await replaceFile(target, content);
      } catch (error) {
        throw new InvalidInput(`${target} cannot be written (${(error as NodeJS.ErrnoException).code}); name another with --out`, {
          cause: error,
        });
      }
    },
  };
}

async function unlessMissing<T>(file: string, read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new InvalidInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name another with --out`, { cause: error });
  }
}

/** A reader sees the old or the new content, also after a crash: written aside, synced, renamed, the folder synced. */
async function replaceFile(file: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  const aside = `${file}.tmp`;
  try {
    const handle = await open(aside, 'w');
    try {
      await writeFile(handle, content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, file);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
