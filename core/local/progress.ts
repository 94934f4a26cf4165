import type { Progress } from '#core/ports/progress.ts';

export type Terminal = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** The bar's width in characters; the rest of the line holds name and counts. */
const BAR = 24;
/** Step names line up in a column of this width. */
const NAME = 22;
/** A redraw is a write to the terminal: often enough to look alive, seldom enough to cost nothing. */
const REDRAW_MS = 80;

/** A bar that redraws itself on a terminal; one line at the end of each step elsewhere, so that logs stay readable. */
export function terminalProgress(terminal: Terminal, now: () => number = Date.now): Progress {
  let name = '';
  let done = 0;
  let total: number | undefined;
  let startedAt = 0;
  let drawnAt = 0;

  const draw = () => {
    if (!terminal.isTTY || !name) return;
    drawnAt = now();
    const filled = total ? Math.min(BAR, Math.round((done / total) * BAR)) : done % (BAR + 1);
    const count = total ? `${done}/${total}` : `${done}`;
    const line = `${name.padEnd(NAME)} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${count}`;
    terminal.write(`\r\u001b[2K${line.slice(0, (terminal.columns ?? 80) - 1)}`);
  };

  return {
    step(next, nextTotal) {
      name = next;
      done = 0;
      total = nextTotal;
      startedAt = now();
      draw();
    },
    at(count, nextTotal = total) {
      done = count;
      total = nextTotal;
      if (now() - drawnAt >= REDRAW_MS) draw();
    },
    end(result) {
      if (!name) return;
      const seconds = ((now() - startedAt) / 1000).toFixed(1);
      terminal.write(`${terminal.isTTY ? '\r\u001b[2K' : ''}${name.padEnd(NAME)} ${result} (${seconds} s)\n`);
      name = '';
    },
  };
}
