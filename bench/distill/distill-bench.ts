import type { Bench } from '../run.ts';
import { benchMask, formatMask } from './mask/mask-bench.ts';

/** Mail to drafts, beside what else one could use. */
export const distillBench: Bench = {
  parts: {
    mask: async () => {
      const json = benchMask();
      return { text: formatMask(json), json };
    },
  },
};
