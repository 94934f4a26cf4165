import lunr from 'lunr';
import { bodyOf, costOf, type EngineMaker } from './engine.ts';

/** lunr with its own pipeline (trimmer, stop words, stemmer) and a heavier title; words are joined by OR. */
export const lunrEngine: EngineMaker = {
  name: 'lunr',
  async open(articles) {
    let built: lunr.Index;
    const builder = new lunr.Builder();
    builder.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer);
    builder.searchPipeline.add(lunr.stemmer);
    builder.ref('url');
    builder.field('title', { boost: 3 });
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
          for (const token of lunr.tokenizer(question)) query.term(token.toString(), {});
        });
        return { urls: found.slice(0, limit).map(({ ref }) => ref), confidence: null };
      },
      close() {},
    };
  },
};
