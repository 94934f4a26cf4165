import type { Bench } from '../bench.ts';
import { benchScale, formatScale } from './crawl/scale-bench.ts';
import { benchThroughput, formatThroughput } from './crawl/throughput-bench.ts';
import { benchExtract, formatExtract } from './extract/extract-bench.ts';

/** Getting pages and reading them, beside what else one could use. */
export const scrapeBench: Bench = {
  parts: {
    extract: async () => {
      const json = await benchExtract();
      return { text: formatExtract(json), json };
    },
    throughput: async ({ pages }) => {
      const json = await benchThroughput(pages);
      return { text: formatThroughput(json), json };
    },
    scale: async ({ pages }) => {
      const json = await benchScale(pages);
      return { text: formatScale(json), json };
    },
  },
};
