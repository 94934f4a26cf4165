import type { Bench } from '../run.ts';
import { writeBench } from './write/write-bench.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = { parts: { write: writeBench } };
