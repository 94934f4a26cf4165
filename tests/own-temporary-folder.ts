import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';

/**
 * Loaded before each test file: everything that it and its processes make in the system's temporary folder lies in one of its own, which goes
 * when the file has ended, also after a failure. The name is short, since browsers put sockets below it.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'tw-'));
process.env.TMPDIR = folder;

// Registered before those of the file, and so the last to run.
afterAll(() => {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch (error) {
    process.stderr.write(`${expect.getState().testPath} leaves a process that still writes below ${folder}: ${(error as Error).message}\n`);
  }
});
