import { type Article, estimateTokens, MAX_BODY_TOKENS, MAX_TITLE_BYTES, sortTags, truncateBytes } from './article.ts';

/** A section before it becomes rows: Markdown without its own heading. */
export type Section = { readonly title: string; readonly url: string; readonly text: string; readonly tags: readonly string[] };

/**
 * Turns a section into one or more articles of at most {@link MAX_BODY_TOKENS}, cutting between blocks and never inside a code block
 * or a table row; a single code block over the limit stays whole. Each part repeats the title, and a table its header. Part 2 and on
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
  let part = '';
  for (const piece of blocks.flatMap((block) => splitBlock(block, room))) {
    const joined = part ? `${part}\n\n${piece}` : piece;
    if (part && estimateTokens(joined) > room) {
      parts.push(part);
      part = piece;
    } else part = joined;
  }
  if (part) parts.push(part);
  return parts;
}

/** Smaller pieces of a block that is too large: rows of a table, lines of a list, sentences of a paragraph; code stays whole. */
function splitBlock(block: string, room: number): string[] {
  if (estimateTokens(block) <= room || /^\s*(`{3,}|~{3,})/.test(block)) return [block];
  const lines = block.split('\n');
  if (lines.length > 2 && lines.every((line) => line.trimStart().startsWith('|'))) {
    const [header, rule, ...rows] = lines;
    const head = `${header}\n${rule}\n`;
    return packLines(rows, room - estimateTokens(head), '\n').map((piece) => head + piece);
  }
  if (lines.length > 1) return packLines(lines, room, '\n');
  return packLines(block.split(/(?<=[.!?])\s+/), room, ' ');
}

function packLines(lines: readonly string[], room: number, glue: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const line of lines) {
    const joined = piece ? piece + glue + line : line;
    if (piece && estimateTokens(joined) > room) {
      pieces.push(piece);
      piece = line;
    } else piece = joined;
  }
  if (piece) pieces.push(piece);
  return pieces;
}
