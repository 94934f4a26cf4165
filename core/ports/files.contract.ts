import { beforeEach, describe, expect, test } from 'vitest';
import type { Files } from './files.ts';

/** What every Files promises. `make` gives an empty one. */
export function describeFiles(name: string, make: () => Promise<Files> | Files): void {
  describe(`Files: ${name}`, () => {
    let files: Files;
    beforeEach(async () => {
      files = await make();
    });
    const list = async (prefix: string) => {
      const found: [path: string, bytes: number][] = [];
      for await (const file of files.list(prefix)) found.push([file.path, file.bytes]);
      return found;
    };

    test('gives back what was written, as bytes and as text', async () => {
      await files.write('kb/blue/web_docs/00.csv', 'grüße\n');
      expect(await files.readText('kb/blue/web_docs/00.csv')).toBe('grüße\n');
      expect(await files.read('kb/blue/web_docs/00.csv')).toEqual(new TextEncoder().encode('grüße\n'));
      await files.write('bytes', new Uint8Array([0, 255, 10]));
      expect(await files.read('bytes')).toEqual(new Uint8Array([0, 255, 10]));
    });

    test('knows an empty file from an absent one', async () => {
      await files.write('empty', '');
      expect(await files.readText('empty')).toBe('');
      expect(await files.readText('absent')).toBeNull();
      expect(await files.read('empty/below')).toBeNull();
    });

    test('replaces the whole content', async () => {
      await files.write('a', 'a long first content');
      await files.write('a', 'short');
      expect(await files.readText('a')).toBe('short');
    });

    test('a reader beside many writers sees one whole content', async () => {
      const contents = ['a'.repeat(200_000), 'b'.repeat(100_000), 'c'.repeat(300_000)];
      await files.write('busy', contents[0]!);
      const seen = await Promise.all(contents.flatMap((content) => [files.write('busy', content), files.readText('busy')]));
      for (const text of seen.filter((value) => typeof value === 'string')) expect(contents.includes(text)).toBe(true);
    });

    test('reads and writes piece by piece', async () => {
      async function* pieces() {
        for (let n = 0; n < 2_000; n++) yield `${n} grüße\n`;
      }
      await files.write('long', pieces());
      const text = await files.readText('long');
      expect(text?.split('\n')[1_999]).toBe('1999 grüße');
      const read: Uint8Array[] = [];
      for await (const chunk of (await files.readChunks('long'))!) read.push(chunk);
      expect(Buffer.concat(read).toString()).toBe(text);
      expect(await files.readChunks('absent')).toBeNull();
    });

    test('pieces that end in an error leave the old content', async () => {
      async function* broken() {
        yield 'half of it';
        throw new Error('broken off');
      }
      await files.write('kept', 'old');
      await expect(files.write('kept', broken())).rejects.toThrow('broken off');
      expect(await files.readText('kept')).toBe('old');
      expect(await list('')).toEqual([['kept', 3]]);
    });

    test('removes, also what is not there', async () => {
      await files.write('a/b', 'x');
      await files.remove('a/b');
      await files.remove('a/b');
      await files.remove('never/was');
      expect(await files.read('a/b')).toBeNull();
    });

    test('lists everything below a prefix, sorted, with sizes', async () => {
      for (const file of ['kb/b', 'kb/a/2', 'kb/a/1', 'kb/a.csv', 'kbx', 'top']) await files.write(file, file);
      expect(await list('kb')).toEqual([
        ['kb/a.csv', 8],
        ['kb/a/1', 6],
        ['kb/a/2', 6],
        ['kb/b', 4],
      ]);
      expect(await list('kb/a/')).toEqual([
        ['kb/a/1', 6],
        ['kb/a/2', 6],
      ]);
      expect((await list('')).map(([file]) => file)).toEqual(['kb/a.csv', 'kb/a/1', 'kb/a/2', 'kb/b', 'kbx', 'top']);
      expect(await list('nothing/here')).toEqual([]);
    });

    test.each(['', '/etc/passwd', '../x', 'a/../b', './a', 'a//b', 'a/', 'a b', 'ä', 'a\\b', 'a\0b', 'a~1', '.', '..'])(
      'refuses the name %j',
      async (name) => {
        await expect(files.read(name)).rejects.toMatchObject({ name: 'InvalidInput' });
        await expect(files.readText(name)).rejects.toMatchObject({ name: 'InvalidInput' });
        await expect(files.write(name, 'x')).rejects.toMatchObject({ name: 'InvalidInput' });
        await expect(files.remove(name)).rejects.toMatchObject({ name: 'InvalidInput' });
      },
    );

    test('refuses a prefix that leaves', async () => {
      await expect(list('../')).rejects.toMatchObject({ name: 'InvalidInput' });
      await expect(list('kb/../..')).rejects.toMatchObject({ name: 'InvalidInput' });
    });
  });
}
