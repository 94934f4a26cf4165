import { type Article, estimateTokens, MAX_BODY_TOKENS, MAX_TITLE_BYTES, sortTags, truncateBytes } from './article.ts';

/** A section before it becomes rows: Markdown without its own heading. */
export type Section = { readonly title: string; readonly url: string; readonly text: string; readonly tags: readonly string[] };

/**
 * Turns a section into one or more articles of at most {@link MAX_BODY_TOKENS}, cutting between blocks and never inside a code block
 * or a table row; a single code block over the limit stays whole, up to {@link MAX_CODE_TOKENS}. What only leads to the next block, such
 * as a heading or "Then run:", goes with it. Each part repeats the title, and a table its header. Part 2 and on
 * carry `:~:part=N` in the url: browsers strip everything after `:~:`, so the link still opens the section while the url stays unique.
 */
export function splitSection(section: Section): Article[] {
  const title = truncateBytes(section.title.replace(/\s+/g, ' ').trim(), MAX_TITLE_BYTES);
  const heading = `# ${title}`;
  const room = MAX_BODY_TOKENS - estimateTokens(`${heading}\n\n`);
  const tags = sortTags(section.tags);
  return packBlocks(markdownBlocks(section.text), room).map((text, index) => ({
    title,
    url: index === 0 ? section.url : `${section.url}${section.url.includes('#') ? '' : '#'}:~:part=${index + 1}`,
    body: `${heading}\n\n${text}`,
    tags,
  }));
}

/** The Markdown as its blocks: paragraphs, list items, tables, and fenced code with its blank lines kept inside. */
export function markdownBlocks(markdown: string): string[] {
  const blocks: string[] = [];
  let lines: string[] = [];
  let fence = '';
  const flush = () => {
    const block = lines.join('\n').trimEnd();
    if (block.trim()) blocks.push(block);
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence) {
      lines.push(line);
      // A fence closes with at least as many of the same character.
      if (mark.startsWith(fence) && line.trim() === mark) {
        fence = '';
        flush();
      }
    } else if (mark) {
      flush();
      fence = mark;
      lines.push(line);
    } else if (line.trim() === '') flush();
    else lines.push(line);
  }
  flush();
  return blocks;
}

function packBlocks(blocks: readonly string[], room: number): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  const fits = (pieces: readonly string[]) => estimateTokens(pieces.join('\n\n')) <= room;
  for (const piece of blocks.flatMap((block) => splitBlock(block, room))) {
    if (part.length > 0 && !fits([...part, piece])) {
      const leads = leadsTo(piece, part);
      // What is too long for any row takes its leads along all the same.
      const moved = fits([...leads, piece]) || !fits([piece]) ? leads : [];
      parts.push(part.slice(0, part.length - moved.length).join('\n\n'));
      part = [...moved];
    }
    part.push(piece);
  }
  if (part.length > 0) parts.push(part.join('\n\n'));
  return parts;
}

/** A heading, a label and the sentence before them: more in a row is text. */
const MAX_LEADS = 3;

/** The blocks at the end of a part that only say what comes next; the first block of a part is never one of them. */
function leadsTo(piece: string, part: readonly string[]): readonly string[] {
  let start = part.length;
  while (start > 1 && part.length - start < MAX_LEADS && isLead(part[start - 1]!, part[start] ?? piece)) start--;
  return part.slice(start);
}

/** Whether a block is a heading, a label, or a line that code or a table follows. */
function isLead(block: string, next: string): boolean {
  if (block.includes('\n') || /^(?:[-|>`~]|\d+\. )/.test(block.replace(/^`[^`]/, ''))) return false;
  const isShown = /^(?:`{3}|~{3}|\|)/.test(next);
  return /^#{1,6} |^\*\*[^*]+\*\*:?$|[:：]$/.test(block) || (isShown && block.length <= MAX_LEAD_LENGTH);
}

/** A longer paragraph says something by itself. */
const MAX_LEAD_LENGTH = 160;
/** Embedding models read some 8,192 tokens; what stands behind them in one row would never be found. */
const MAX_CODE_TOKENS = 7_500;

/** Smaller pieces of a block that is too large: rows of a table, lines of a list, sentences or words of a paragraph; code stays whole. */
function splitBlock(block: string, room: number): string[] {
  if (estimateTokens(block) <= room) return [block];
  if (/^\s*(`{3,}|~{3,})/.test(block)) return splitCode(block);
  const lines = block.split('\n');
  if (lines.length > 2 && lines.every((line) => line.trimStart().startsWith('|'))) {
    const [header, rule, ...rows] = lines;
    const head = `${header}\n${rule}\n`;
    return packLines(rows, room - estimateTokens(head), '\n').map((piece) => head + piece);
  }
  return packLines(
    lines.flatMap((line) => splitLine(line, room)),
    room,
    '\n',
  );
}

/** Code that no model reads to its end is cut between lines, each piece in a fence of its own. */
function splitCode(block: string): string[] {
  if (estimateTokens(block) <= MAX_CODE_TOKENS) return [block];
  const [open = '', ...rest] = block.split('\n');
  const close = /^\s*(?:`{3,}|~{3,})/.exec(open)![0];
  const lines = (rest.at(-1)?.trim() === close.trim() ? rest.slice(0, -1) : rest).flatMap((line) => cut(line, MAX_CODE_TOKENS));
  return packLines(lines, MAX_CODE_TOKENS, '\n').map((piece) => `${open}\n${piece}\n${close}`);
}

/** Sentences of a line, words of a sentence, and in the end characters: no text makes a row without end. */
function splitLine(line: string, room: number): string[] {
  if (estimateTokens(line) <= room) return [line];
  const words = line.split(/(?<=[.!?])\s+/).flatMap((sentence) => (estimateTokens(sentence) <= room ? [sentence] : sentence.split(' ')));
  return packLines(
    words.flatMap((word) => cut(word, room)),
    room,
    ' ',
  );
}

function cut(text: string, room: number): string[] {
  if (estimateTokens(text) <= room) return [text];
  const characters = [...text];
  const size = room * 2;
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, n) => characters.slice(n * size, (n + 1) * size).join(''));
}

function packLines(lines: readonly string[], room: number, glue: string): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (piece.length > 0 && Math.ceil((length + glue.length + line.length) / 4) > room) {
      pieces.push(piece.join(glue));
      piece = [];
      length = 0;
    }
    length += (piece.length > 0 ? glue.length : 0) + line.length;
    piece.push(line);
  }
  if (piece.length > 0) pieces.push(piece.join(glue));
  return pieces;
}
