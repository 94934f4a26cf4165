import { mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import { badFileName, isFileName } from '#core/domain/file-name.ts';
import type { Files } from '#core/ports/files.ts';

/** Files below a folder. The folder is made on the first write. */
export function localFiles(root: string): Files {
  const folder = path.resolve(root);
  return {
    async read(name) {
      return await readInside(folder, name);
    },
    async readText(name) {
      const content = await readInside(folder, name);
      return content && new TextDecoder().decode(content);
    },
    async readChunks(name) {
      const file = await resolveInside(folder, name);
      try {
        const handle = await open(file, 'r');
        if ((await handle.stat()).isFile()) return handle.createReadStream();
        await handle.close();
        return null;
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    async write(name, content) {
      const file = await resolveInside(folder, name);
      await makeFolder(path.dirname(file));
      await replaceFile(file, content);
    },
    async remove(name) {
      const file = await resolveInside(folder, name);
      try {
        await rm(file);
      } catch (error) {
        if (isAbsent(error)) return;
        throw error;
      }
      await syncFolder(path.dirname(file));
    },
    async *list(prefix) {
      const start = prefix === '' ? folder : await resolveInside(folder, prefix.replace(/\/$/, ''));
      const found = await walk(start, path.relative(folder, start).split(path.sep).filter(Boolean).join('/'));
      yield* found.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

/** The absolute path of a name, once it is sure that neither the name nor a symbolic link on the way leads out of the folder. */
async function resolveInside(folder: string, name: string): Promise<string> {
  if (!isFileName(name)) throw badFileName(name);
  const file = path.join(folder, ...name.split('/'));
  const [home, target] = await Promise.all([nearestReal(folder), nearestReal(file)]);
  if (target !== home && !target.startsWith(home + path.sep))
    throw new InvalidInput(`\`${name}\` leads out of ${folder} by a symbolic link; remove the link`);
  return file;
}

/** The real path of a file, with the part that does not exist yet appended to its nearest existing parent. */
async function nearestReal(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return path.join(await nearestReal(path.dirname(file)), path.basename(file));
  }
}

async function readInside(folder: string, name: string): Promise<Uint8Array | null> {
  const file = await resolveInside(folder, name);
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (isAbsent(error) || (error as NodeJS.ErrnoException).code === 'EISDIR') return null;
    throw error;
  }
}

let writes = 0;

/** tmp → fsync → rename → fsync(dir): after a crash there is the old or the new content. `~` is no letter of a name, so a leftover is never seen. */
async function replaceFile(file: string, content: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  writes += 1;
  const temporary = `${file}~${process.pid}-${writes}`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await writeFile(handle, content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Makes a folder and its parents durable: a file in a folder that a crash forgets is lost too. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await syncFolder(path.dirname(made));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Regular files only: a symbolic link is not followed, and what another program left under a foreign name is not ours. */
async function walk(folder: string, name: string): Promise<{ path: string; bytes: number }[]> {
  let entries: Awaited<ReturnType<typeof entriesOf>>;
  try {
    entries = await entriesOf(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
  const found: { path: string; bytes: number }[] = [];
  for (const entry of entries.filter(({ name }) => isFileName(name))) {
    const child = name ? `${name}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await walk(path.join(folder, entry.name), child)));
    else if (entry.isFile()) {
      try {
        found.push({ path: child, bytes: (await stat(path.join(folder, entry.name))).size });
      } catch (error) {
        if (!isAbsent(error)) throw error; // removed since the folder was read
      }
    }
  }
  return found;
}

function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true });
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
