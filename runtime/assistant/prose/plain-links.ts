import { outsideCode } from './outside-code.ts';
import type { SourceText } from './source-text.ts';

/** Links, pictures and addresses in pointed brackets. */
const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(\s*<?([^\s)>]*)>?[^)]*\)/g;
const POINTED = /<(https?:\/\/[^>\s]+)>/gi;

/**
 * A piece as it may be shown: links reduced to their text, since the mark leads to the source. Null for what no source can stand behind: a
 * link to elsewhere, a picture, HTML, and what would give a mark another target.
 */
export function plainLinks(text: string, sources: readonly SourceText[]): string | null {
  let isForeign = false;
  const isKnown = (address: string) => sources.some(({ passage, text: said }) => address === passage.url || said.includes(address));
  const shown = outsideCode(text, (part) => {
    const plain = part
      .replace(LINK, (_, picture: string, words: string, address: string) => {
        isForeign ||= picture !== '' || !address || !isKnown(address);
        return words;
      })
      .replace(POINTED, '$1');
    isForeign ||= /<[a-z!/?]/i.test(plain) || /!\[|\]\s*\(|\]\[|^\s*\[[^\]]*\]:/.test(plain);
    return plain;
  });
  return isForeign ? null : shown;
}
