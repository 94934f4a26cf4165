/** Tells a waiting person how far a long step is. A bar on a terminal, a line per step elsewhere, nothing in tests. */
export interface Progress {
  /** Begins a step; `total` is unknown where it is left out. Ends the one before. */
  step(name: string, total?: number): void;
  /** Sets how much is done, and the total where it has changed. */
  at(done: number, total?: number): void;
  /** Ends the step with what came of it: `31 pages, 148 articles`. */
  end(result: string): void;
}

export const noProgress: Progress = { step() {}, at() {}, end() {} };
