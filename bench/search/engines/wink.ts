import { createRequire } from 'node:module';
import { bodyOf, costOf, type EngineMaker } from './engine.ts';

/** The part of wink-bm25-text-search that is used; the package has no types. */
type WinkEngine = {
  defineConfig(config: { fldWeights: Record<string, number>; bm25Params?: { k1: number; b: number; k: number } }): void;
  definePrepTasks(tasks: readonly unknown[]): void;
  addDoc(fields: Record<string, string>, id: string): void;
  consolidate(): void;
  search(text: string, limit: number): [id: string, score: number][];
};
type WinkWords = {
  readonly string: { readonly lowerCase: unknown; readonly tokenize0: unknown };
  readonly tokens: { readonly removeWords: unknown; readonly stem: unknown };
};

const require = createRequire(import.meta.url);
const winkBm25 = require('wink-bm25-text-search') as () => WinkEngine;
const { string, tokens } = require('wink-nlp-utils') as WinkWords;

/** wink-bm25 with the pipeline of its README, without its marks for negation, and a heavier title. */
export const wink: EngineMaker = {
  name: 'wink-bm25',
  async open(articles) {
    const search = winkBm25();
    search.defineConfig({ fldWeights: { title: 5, body: 1 } });
    search.definePrepTasks([string.lowerCase, string.tokenize0, tokens.removeWords, tokens.stem]);
    const index = await costOf(() => {
      for (const article of articles) search.addDoc({ title: article.title, body: bodyOf(article) }, article.url);
      search.consolidate();
    });
    return {
      index,
      diskBytes: null,
      find(question, limit) {
        return { urls: search.search(question, limit).map(([url]) => url), confidence: null };
      },
      close() {},
    };
  },
};
