/** A piece of a text, and whether it is one of the words that were searched for. */
export type Piece = { readonly text: string; readonly isTerm: boolean };

/** Cuts a text at the words of a search, in any case; of two that overlap the longer one. In order, and nothing is lost. */
export function cutAtTerms(text: string, q: string): Piece[] {
  const terms = [...new Set(q.toLowerCase().split(/\s+/).filter(Boolean))].sort((a, b) => b.length - a.length);
  if (terms.length === 0) return [{ text, isTerm: false }];
  const any = new RegExp(`(${terms.map((term) => term.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')})`, 'giu');
  return text.split(any).flatMap((piece, index) => (piece === '' ? [] : [{ text: piece, isTerm: index % 2 === 1 }]));
}
