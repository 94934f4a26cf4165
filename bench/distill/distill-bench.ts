import type { Bench } from '../run.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = { parts: {} };
