import { open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { ScrapePorts } from './scrape.ts';

/** One file on disk in the place of the store, whatever the name it is asked by: `scrape --out FILE`. */
export function fileOnDisk(file: string): ScrapePorts['files'] {
  return {
    async readChunks() {
      try {
        return (await open(file, 'r')).createReadStream();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw new InvalidInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name another with --out`, {
          cause: error,
        });
      }
    },
    async write(_name, content) {
      try {
        await replaceFile(file, content);
      } catch (error) {
        throw new InvalidInput(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); name another with --out`, {
          cause: error,
        });
      }
    },
  };
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
