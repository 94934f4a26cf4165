/** Where words are shown, or spoken by a voice that would read signs aloud. */
export type Mode = 'text' | 'speech';

/**
 * An answer without Markdown. Shown, it keeps its `[n]` marks and its code; spoken, it has neither marks, code blocks and addresses, nor a
 * sign that a voice or SSML takes for an instruction.
 */
export function plainText(markdown: string, mode: Mode): string {
  const blocks = markdown.split(/^```[^\n]*\n([\s\S]*?)^```[ \t]*$/m);
  const isSpoken = mode === 'speech';
  const text = blocks
    .map((block, index) => {
      if (index % 2 === 0) return withoutMarks(block, isSpoken);
      return isSpoken ? 'I leave out some code here.' : block.trimEnd();
    })
    .join('\n');
  return isSpoken ? spoken(text) : text.replace(/\n{3,}/g, '\n\n').trim();
}

function withoutMarks(markdown: string, isSpoken: boolean): string {
  const lines = markdown.split('\n').map((line) =>
    line
      .replace(/^\s*#{1,6}\s+/, '')
      .replace(/^\s*>\s?/, '')
      .replace(/^\s*[-*+]\s+/, isSpoken ? '' : '- ')
      .replace(/^[\s:|-]+$/, (row) => (row.includes('|') && row.includes('-') ? '' : row))
      .replace(/^\s*\|(.*)\|\s*$/, (_, cells: string) =>
        cells
          .split('|')
          .map((cell) => cell.trim())
          .join(isSpoken ? ', ' : ' | '),
      ),
  );
  return lines
    .join('\n')
    .replace(/!?\[([^[\]\n]{1,500})\]\(([^)\s]{0,2000})(?: [^)\n]{0,200})?\)/g, (_, words: string, url: string) =>
      isSpoken || words === url ? words : `${words} (${url})`,
    )
    .replace(/\*\*([^*\n]+)\*\*/g, '$1')
    .replace(/(?<![\w*])\*([^*\s][^*\n]*)\*(?![\w*])/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1');
}

function spoken(text: string): string {
  return (
    text
      .replace(/\[\d+\]/g, '')
      .replace(/\bhttps?:\/\/[^\s)]+/g, 'the address in the sources')
      .replace(/&/g, ' and ')
      .replace(/[<>]/g, ' ')
      .split('\n')
      .map((line) =>
        line
          .replace(/\s+/g, ' ')
          .replace(/\s+([.,;:!?])/g, '$1')
          .trim(),
      )
      .filter(Boolean)
      // A voice pauses at the end of a sentence; a line of a list has none.
      .map((line) => (/[.!?:;,…]$/.test(line) ? line : `${line}.`))
      .join(' ')
  );
}
