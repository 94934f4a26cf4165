import type { Bench } from '../bench.ts';
import { benchQuality, formatQuality } from './quality-bench.ts';
import { benchSpeed, formatSpeed } from './speed-bench.ts';

/** Articles of the large base, and the scale at which the figures are given. */
const ARTICLES = 10_000;

/** Questions to articles, beside the search libraries of npm and plain SQLite. */
export const searchBench: Bench = {
  parts: {
    quality: async ({ pages }) => {
      const json = await benchQuality(pages ?? ARTICLES);
      return { text: formatQuality(json), json };
    },
    speed: async ({ pages }) => {
      const json = await benchSpeed(pages ?? ARTICLES);
      return { text: formatSpeed(json), json };
    },
  },
};
