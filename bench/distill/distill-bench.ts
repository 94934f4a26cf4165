import type { Bench } from '../run.ts';
import { benchClean, formatClean } from './clean/clean-bench.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = {
  parts: {
    clean: async () => {
      const json = await benchClean();
      return { text: formatClean(json), json };
    },
  },
};
