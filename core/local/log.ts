import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '#core/ports/clock.ts';
import type { Log, LogFields } from '#core/ports/log.ts';

/** One earlier file is kept; two of these are enough to look back and small enough to send along. */
const MAX_LOG_BYTES = 5 * 1024 * 1024;

/** JSON lines appended to `threadwell.log` in the data folder. Errors also go to `onError`, one line each. */
export function fileLog(dataDir: string, clock: Clock, onError: (line: string) => void): Log {
  const file = path.join(dataDir, 'threadwell.log');
  mkdirSync(dataDir, { recursive: true });
  let bytes = sizeOf(file);
  const write = (level: string, message: string, fields: LogFields | undefined, cause?: unknown) => {
    const stack = cause instanceof Error ? (cause.stack ?? cause.message) : cause === undefined ? undefined : String(cause);
    const line = `${JSON.stringify({ at: clock.now().toISOString(), level, message, ...fields, cause: stack })}\n`;
    if (bytes > MAX_LOG_BYTES) {
      renameSync(file, `${file}.1`);
      bytes = 0;
    }
    appendFileSync(file, line);
    bytes += line.length;
  };
  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields, cause) => {
      write('error', message, fields, cause);
      onError(`${message} (details: ${file})`);
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
