/** A piece of an article that says one thing: a sentence, a list item, a code block, or a row of a table. */
export type TextUnit = { readonly text: string; readonly isRow: boolean };

const MARK = /^\s*(?:[-*+>]|#{1,6}|\d{1,3}[.)])\s+/;

/** The units of a Markdown text in their order, list marks taken off. The header of a table is its first row. */
export function textUnits(markdown: string): TextUnit[] {
  const units: TextUnit[] = [];
  let open: string[] = [];
  let fence = '';
  const close = () => {
    const texts = fence ? [open.join('\n')] : sentencesOf(open.join(' '));
    units.push(...texts.filter((text) => text.trim()).map((text) => ({ text, isRow: false })));
    open = [];
  };
  for (const line of markdown.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence ? mark.startsWith(fence) : mark) {
      close();
      fence = fence ? '' : mark;
    } else if (!fence && line.trimStart().startsWith('|')) {
      close();
      if (!/^[\s:|-]+$/.test(line)) units.push({ text: line, isRow: true });
    } else {
      if (!fence && (!line.trim() || MARK.test(line))) close();
      open.push(line);
    }
  }
  close();
  return units;
}

function sentencesOf(text: string): string[] {
  return text.replace(MARK, '').split(/(?<=[.!?]["')”’*]{0,2})\s+(?=[\p{Lu}\d"'“(`*])/u);
}
