import type { Bench } from '../run.ts';
import { benchClean, formatClean } from './clean/clean-bench.ts';
import { benchHostile, formatHostile } from './clean/hostile-bench.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = {
  parts: {
    clean: async () => {
      const [mails, hostile] = [await benchClean(), await benchHostile()];
      return { text: `${formatClean(mails)}\n\n${formatHostile(hostile)}`, json: { mails, hostile } };
    },
  },
};
