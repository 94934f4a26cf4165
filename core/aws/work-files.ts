import { createWriteStream, existsSync, readFileSync, renameSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Files } from '#core/ports/files.ts';
import type { WorkFiles } from '#core/ports/work-files.ts';

export type KeptWorkFilesOptions = {
  /** Where a file is kept, under its own name. */
  readonly files: Pick<Files, 'readChunks' | 'write'>;
  /** The disk of this machine. */
  readonly local: WorkFiles;
};

/**
 * Work files on a disk that goes with the machine: what was kept last is brought back where there is none. A file is held in memory while it
 * is kept, so that it should have some hundred megabytes at most.
 */
export function keptWorkFiles({ files, local }: KeptWorkFilesOptions): WorkFiles {
  return {
    async open(name) {
      const { path } = await local.open(name);
      if (!existsSync(path)) await bringBack(name, path);
      return {
        path,
        async keep() {
          // Read whole before anybody can go on writing to it.
          await files.write(name, readFileSync(path));
        },
      };
    },
  };

  async function bringBack(name: string, path: string): Promise<void> {
    const chunks = await files.readChunks(name);
    if (!chunks) return;
    // Half a file is not to be taken for one, should this be killed.
    const part = `${path}.part`;
    await pipeline(chunks, createWriteStream(part));
    renameSync(part, path);
  }
}
