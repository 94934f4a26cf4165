import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { DoctorPorts } from './doctor.ts';

/** Any folder, to look at and not to change: `doctor --kb DIR`. Throws InvalidInput where there is none. */
export async function folderOnDisk(folder: string): Promise<DoctorPorts['files']> {
  const home = await stat(folder).catch(() => null);
  if (!home?.isDirectory()) throw new InvalidInput(`there is no folder ${folder}; name one with --kb`);
  return {
    async readChunks(name) {
      const handle = await orAbsent(open(path.join(folder, name), 'r'), name);
      return handle?.createReadStream() ?? null;
    },
    async readText(name) {
      return await orAbsent(readFile(path.join(folder, name), 'utf8'), name);
    },
    async *list(prefix) {
      const entries = (await orAbsent(readdir(path.join(folder, prefix), { withFileTypes: true }), prefix)) ?? [];
      for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
        if (entry.isFile()) yield { path: `${prefix}/${entry.name}`, bytes: (await stat(path.join(folder, prefix, entry.name))).size };
    },
  };
}

async function orAbsent<T>(reading: Promise<T>, name: string): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new InvalidInput(`${name} cannot be read (${code}); look at it, or name another folder with --kb`, { cause: error });
  }
}
