import { withoutPart } from '#core/domain/article.ts';
import { errorCodes } from '#core/domain/error-codes.ts';
import { type Citation, citePassage, type Passage } from '#core/domain/passage.ts';
import { snippet } from '#core/domain/snippet.ts';
import type { Asked } from '../brain.ts';
import type { ResolvedQuestion } from '../question/resolve-follow-up.ts';
import { appliesTo, otherVersion, type Quoted } from '../question/version-notes.ts';
import { chooseSources, type Quote, quotedText } from './choose-sources.ts';
import { addressesAssistant } from './drop-instructions.ts';
import { writeGroup } from './write-blocks.ts';

/** A paragraph, list, code block or table of an answer, with the source that stands behind it. */
export type AnswerBlock = { readonly text: string; readonly citation: Citation };

/** The blocks for each question, numbered through, and what holds for all of them. */
export type Answer = { readonly parts: readonly (readonly AnswerBlock[])[]; readonly closing: AnswerBlock | null };

/**
 * An answer quoted from the passages, which are data: nothing in them is followed, and blocks that speak to the assistant are left out.
 * A part is empty when its passages hold nothing to quote.
 */
export function composeAnswer(asked: readonly Asked[]): Answer {
  const book: Citation[] = [];
  const chosen = asked.map(({ question, passages }) => ({ question, quotes: chooseSources(question, passages) }));
  const parts = chosen.map(({ question, quotes }) => quotes.flatMap((quote) => quoteBlocks(quote, question.text, book)));
  const note = closingNote(chosen);
  const [first] = parts.flat();
  return { parts, closing: note && first ? { text: `${note} [${first.citation.n}]`, citation: first.citation } : null };
}

function quoteBlocks(quote: Quote, question: string, book: Citation[]): AnswerBlock[] {
  const known = book.length;
  const citation = cite(quote.passage, question, book);
  const place = known === 0 ? 'first' : book.length > known ? 'further' : 'same';
  const warning = otherVersion(quoted(quote), question);
  const texts = [...(warning ? [`${warning} [${citation.n}]`] : []), ...writeQuote(quote, citation.n, place)];
  return texts.map((text) => ({ text, citation }));
}

/** The passage's citation: parts of one section share it. */
function cite(passage: Passage, question: string, book: Citation[]): Citation {
  const url = withoutPart(passage.url);
  const known = book.find((citation) => citation.url === url);
  if (known) return known;
  const citation = citePassage(passage, { n: book.length + 1, url, snippet: snippet(withoutInstructions(passage.text), question) });
  book.push(citation);
  return citation;
}

function withoutInstructions(markdown: string): string {
  const blocks = markdown.split(/\n{2,}/);
  return blocks.filter((block) => !addressesAssistant(block)).join('\n\n');
}

/** `place` tells the first source of an answer from a further one and from another part of the same. */
function writeQuote(quote: Quote, n: number, place: 'first' | 'further' | 'same'): string[] {
  const leaf = leafTitle(quote.passage.title);
  const opening = quote.groups[0]?.[0];
  const isFragment = opening?.kind === 'prose' && !/[.!?:][*)”"]*$/.test(opening.sentences.at(-1) ?? '');
  // A further source changes the subject, an error has a name, and a bare date or name says nothing: the heading does.
  const isHeaded = opening?.kind === 'prose' && (place === 'further' || (place === 'first' && (isFragment || errorCodes(leaf).length > 0)));
  const written = quote.groups.flatMap((group, index) => writeGroup(group, n, index === 0 && !isHeaded && place !== 'same' ? leaf : ''));
  return isHeaded ? [`**${leaf}** [${n}]`, ...written] : written;
}

/** `Configuration › Proxy settings › Host and port` → `Host and port` */
function leafTitle(title: string): string {
  return (title.split(' › ').at(-1) ?? title).replace(/[*[\]`]/g, '').trim();
}

/** The version that the answer holds for, once at its end, unless a warning spoke of versions already. */
function closingNote(chosen: readonly { readonly question: ResolvedQuestion; readonly quotes: readonly Quote[] }[]): string | null {
  const isWarned = chosen.some(({ question, quotes }) => quotes.some((quote) => otherVersion(quoted(quote), question.text)));
  return isWarned ? null : appliesTo(chosen.flatMap(({ quotes }) => quotes).map(quoted));
}

function quoted(quote: Quote): Quoted {
  return { passage: quote.passage, text: quotedText(quote) };
}
