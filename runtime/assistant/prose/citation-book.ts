import { withoutPart } from '#core/domain/article.ts';
import { type Citation, citePassage, type Passage } from '#core/domain/passage.ts';
import { snippet } from '#core/domain/snippet.ts';
import { withoutInstructions } from './source-text.ts';

/** The citations of an answer, numbered as they come; the parts of one section share one. */
export function citationBook(question: string): { cite(passage: Passage): Citation; isNew(citation: Citation): boolean } {
  const book: Citation[] = [];
  const shown = new Set<Citation>();
  return {
    cite(passage) {
      const url = withoutPart(passage.url);
      const known = book.find((citation) => citation.url === url);
      if (known) return known;
      const text = snippet(withoutInstructions(passage.text), question);
      const citation = citePassage(passage, { n: book.length + 1, url, snippet: text });
      book.push(citation);
      return citation;
    },
    /** True once for each. */
    isNew(citation) {
      if (shown.has(citation)) return false;
      shown.add(citation);
      return true;
    },
  };
}
