/** One stretch of a Markdown text: prose, or the lines within a fence. */
export type Part = { readonly kind: 'prose' | 'code'; readonly text: string };

const FENCE = /^([ \t>]*)(`{3,}|~{3,})[^`]*$/;

/** Prose and fenced code in their order. The indent of the opening fence is taken off the lines, as CommonMark does. */
export function markdownParts(markdown: string): readonly Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let open: { indent: number; fence: string } | null = null;
  const finish = (kind: Part['kind']) => {
    if (lines.length > 0 || kind === 'code') parts.push({ kind, text: lines.join('\n') });
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    const fence = FENCE.exec(line);
    if (!open && fence) {
      finish('prose');
      open = { indent: fence[1]!.length, fence: fence[2]! };
    } else if (open && line.trim().startsWith(open.fence) && line.trim().replaceAll(open.fence[0]!, '') === '') {
      finish('code');
      open = null;
    } else {
      lines.push(open ? line.replace(new RegExp(`^[ \\t>]{0,${open.indent}}`), '') : line);
    }
  }
  finish(open ? 'code' : 'prose');
  return parts;
}

/** Code blocks as they are compared: no blank lines around, no blanks at the ends of lines. */
export function sameCode(text: string): string {
  return text
    .replaceAll('\r', '')
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}

export function codeBlocks(markdown: string): readonly string[] {
  return markdownParts(markdown)
    .filter(({ kind }) => kind === 'code')
    .map(({ text }) => sameCode(text));
}

/** The cells of each row of each pipe table, rulers left out. */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  return markdownParts(markdown)
    .filter(({ kind }) => kind === 'prose')
    .flatMap(({ text }) => text.split('\n'))
    .filter((line) => /^\s*\|.*\|\s*$/.test(line) && !/^[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.replaceAll('\\|', '|').trim()),
    );
}
