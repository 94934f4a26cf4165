import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { FunctionName } from './bundle-function.ts';
import { readZip } from './zip.ts';

/** This one writes its answer piece by piece. */
const STREAMS: FunctionName = 'chat-stream';
/** As long as any function of the stack may take. */
const TIMEOUT_MS = 900_000;

type Invocation = {
  readonly name: FunctionName;
  /** The archive of the build. */
  readonly zip: string;
  readonly event: unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Unpacks a built function to a temporary folder and calls its handler once, in a process that finds no packages. `printed` is what it logged.
 * Throws InvalidInput with that where it fails.
 */
export function invokeFunction({ name, zip, event, env }: Invocation): { readonly answer: unknown; readonly printed: string } {
  const folder = mkdtempSync(path.join(tmpdir(), `threadwell-${name}-`));
  try {
    for (const [file, content] of readZip(readFileSync(zip))) writeFileSync(path.join(folder, file), content);
    const place = (file: string) => path.join(folder, file);
    writeFileSync(place('call-function.ts'), readFileSync(path.join(import.meta.dirname, 'call-function.ts')));
    writeFileSync(place('calls.json'), JSON.stringify([{ event, streams: name === STREAMS }]));
    const args = [place('call-function.ts'), place('index.mjs'), place('calls.json'), place('results.json')];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
      timeout: TIMEOUT_MS,
    });
    const printed = stdout + stderr;
    if (status !== 0) throw new InvalidInput(`${printed}${name} failed; what it said stands above`);
    const { answers } = JSON.parse(readFileSync(place('results.json'), 'utf8')) as { readonly answers: readonly unknown[] };
    return { answer: answers[0] ?? null, printed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
