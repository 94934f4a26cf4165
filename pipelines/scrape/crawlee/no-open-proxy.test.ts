import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Prints the ports that a process listens on after it has imported a file. */
const listens = (file: string) =>
  execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
       await import(${JSON.stringify(file)});
       await new Promise((done) => setTimeout(done, 200));
       const own = readdirSync('/proc/self/fd').flatMap((fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return []; } });
       const lines = ['tcp', 'tcp6'].flatMap((name) => readFileSync('/proc/self/net/' + name, 'utf8').split('\\n'));
       console.log(lines.filter((line) => / 0A /.test(line) && own.includes('socket:[' + line.trim().split(/\\s+/)[9] + ']')).length);`,
    ],
    { encoding: 'utf8', cwd: path.join(import.meta.dirname, '../../..') },
  ).trim();

test.skipIf(!existsSync('/proc/self/net/tcp'))('importing Crawlee leaves no proxy open that the network can use', () => {
  expect(listens('crawlee'), 'once Crawlee listens no more, the guard is not needed').toBe('1');
  expect(listens(path.join(import.meta.dirname, 'crawlee.ts'))).toBe('0');
});
