import MiniSearch from 'minisearch';
import { stem } from '#core/domain/stem.ts';
import { STOP_WORDS } from '#core/domain/words.ts';
import { bodyOf, costOf, type EngineMaker } from './engine.ts';

/** MiniSearch has neither stems nor stop words of its own: it gets ours, and its own prefixes and fuzzy words. */
export const miniSearch: EngineMaker = {
  name: 'MiniSearch',
  async open(articles) {
    const search = new MiniSearch<{ id: string; title: string; body: string }>({
      fields: ['title', 'body'],
      processTerm: (term) => (STOP_WORDS.has(term.toLowerCase()) ? null : stem(term.toLowerCase())),
      searchOptions: { boost: { title: 2 }, prefix: true, fuzzy: (term) => (term.length > 5 ? 0.2 : false) },
    });
    const index = await costOf(() =>
      search.addAll(articles.map((article) => ({ id: article.url, title: article.title, body: bodyOf(article) }))),
    );
    return {
      index,
      diskBytes: null,
      find(question, limit) {
        return {
          urls: search
            .search(question)
            .slice(0, limit)
            .map(({ id }) => String(id)),
          confidence: null,
        };
      },
      close() {},
    };
  },
};
