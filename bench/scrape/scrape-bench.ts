import type { Bench } from '../run.ts';
import { benchExtract, formatExtract } from './extract/extract-bench.ts';

export const scrapeBench: Bench = {
  parts: {
    extract: async () => {
      const results = await benchExtract();
      return { text: formatExtract(results), json: results };
    },
  },
};
