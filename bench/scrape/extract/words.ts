import { markdownParts } from './markdown-parts.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** Letters and digits of any script; Han and kana one by one, because those scripts put no spaces between words. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu;

/** The words of plain text, in small letters. Underscores, quotes and all other marks part words. */
export function words(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? [];
}

/**
 * The words that a reader of this Markdown would see. What Markdown adds goes, in the expected text and in every extractor's output
 * alike: addresses of links and images (their texts stay), languages after fences, numbers of ordered lists, HTML tags and entities
 * outside of code. Code is taken as it is.
 */
export function markdownWords(markdown: string): readonly string[] {
  return markdownParts(markdown).flatMap(({ kind, text }) => words(kind === 'code' ? text : visibleText(text)));
}

function visibleText(prose: string): string {
  return prose
    .split(/(`[^`\n]*`)/)
    .map((piece, index) => (index % 2 ? piece : withoutMarks(piece)))
    .join('')
    .replace(LINK, '$1');
}

/** After inline code went back in, since a link's text may hold code; two levels of brackets within the text. */
const LINK = /!?\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)/g;

function withoutMarks(prose: string): string {
  return prose
    .replace(/^(\s*)\d{1,3}[.)]\s/gm, '$1')
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/(?<!\\)<!--[\s\S]*?-->|(?<!\\)<\/?[a-zA-Z][^<>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
