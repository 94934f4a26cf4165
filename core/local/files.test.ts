import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFiles } from '#core/ports/files.contract.ts';
import type { Files } from '#core/ports/files.ts';
import { localFiles } from './files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'threadwell-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function listed(files: Files): Promise<string[]> {
  const paths: string[] = [];
  for await (const file of files.list('')) paths.push(file.path);
  return paths;
}

describeFiles('local', () => localFiles(path.join(folder, 'data', 'local')));

test('a folder that is a symbolic link to the outside is not entered', async () => {
  const outside = path.join(folder, 'outside');
  const root = path.join(folder, 'root');
  mkdirSync(outside);
  mkdirSync(root);
  writeFileSync(path.join(outside, 'secret'), 'secret');
  symlinkSync(outside, path.join(root, 'link'));
  symlinkSync(path.join(outside, 'secret'), path.join(root, 'file'));
  const files = localFiles(root);
  for (const name of ['link/secret', 'file', 'link/new/deep']) {
    await expect(files.read(name)).rejects.toThrow(/symbolic link/);
    await expect(files.write(name, 'changed')).rejects.toThrow(/symbolic link/);
    await expect(files.remove(name)).rejects.toThrow(/symbolic link/);
  }
  expect(readFileSync(path.join(outside, 'secret'), 'utf8')).toBe('secret');
  expect(existsSync(path.join(outside, 'new'))).toBe(false);
  expect(await listed(files)).toEqual([]);
});

test('the root itself may be a symbolic link', async () => {
  mkdirSync(path.join(folder, 'real'));
  symlinkSync(path.join(folder, 'real'), path.join(folder, 'root'));
  const files = localFiles(path.join(folder, 'root'));
  await files.write('a/b', 'x');
  expect(await files.readText('a/b')).toBe('x');
});

test('what a killed writer left is neither listed nor readable, and a failed write leaves nothing', async () => {
  const files = localFiles(folder);
  await files.write('kb/00.csv', 'whole');
  writeFileSync(path.join(folder, 'kb', '00.csv~123-1'), 'ha');
  mkdirSync(path.join(folder, 'kb', 'taken'));
  await expect(files.write('kb/taken', 'x')).rejects.toThrow();
  expect(await listed(files)).toEqual(['kb/00.csv']);
  expect(existsSync(path.join(folder, 'kb', `taken~${process.pid}-2`))).toBe(false);
});
