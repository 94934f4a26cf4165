import lunr from 'lunr';
import { bodyOf, costOf, type EngineMaker } from './engine.ts';

const SHORTEST_FUZZY = 5;
const FUZZY_BOOST = 0.3;

/** lunr with its own pipeline (trimmer, stop words, stemmer), a heavier title, and words one letter apart; words are joined by OR. */
export const lunrEngine: EngineMaker = {
  name: 'lunr',
  async open(articles) {
    let built: lunr.Index;
    const builder = new lunr.Builder();
    builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer);
    builder.searchPipeline.add(lunr.stemmer);
    builder.ref('url');
    builder.field('title', { boost: 2 });
    builder.field('body');
    const index = await costOf(() => {
      for (const article of articles) builder.add({ url: article.url, title: article.title, body: bodyOf(article) });
      built = builder.build();
    });
    return {
      index,
      diskBytes: null,
      find(question, limit) {
        // Not `search`, which reads `:`, `~` and `+` of a question as its syntax.
        const found = built.query((query) => {
          for (const token of lunr.tokenizer(question)) {
            query.term(token.toString(), {});
            if (token.toString().length >= SHORTEST_FUZZY) query.term(token.toString(), { editDistance: 1, boost: FUZZY_BOOST });
          }
        });
        return { urls: found.slice(0, limit).map(({ ref }) => ref), confidence: null };
      },
      close() {},
    };
  },
};
