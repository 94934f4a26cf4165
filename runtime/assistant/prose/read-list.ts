/** A list as its items, each on one line. Deeper lists become part of their item's text. */
export type List = { readonly isOrdered: boolean; readonly first: number; readonly items: readonly string[] };

const ITEM = /^ {0,3}(?:[-*+]|(\d{1,3})[.)])\s+(?:\[[ xX]\]\s+)?/;

export function readList(text: string): List {
  const lines = text.split('\n').filter((line) => line.trim());
  const number = ITEM.exec(lines[0] ?? '')?.[1];
  const items: string[] = [];
  for (const line of lines) {
    if (ITEM.test(line) || items.length === 0) items.push(line.replace(ITEM, '').trim());
    else items[items.length - 1] = `${items.at(-1)} ${line.replace(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/, '').trim()}`;
  }
  return { isOrdered: number !== undefined, first: Number(number ?? 1), items };
}

export function writeList({ isOrdered, first }: List, items: readonly { readonly text: string; readonly marks: string }[]): string {
  return items.map(({ text, marks }, index) => `${isOrdered ? `${first + index}.` : '-'} ${text}${marks && ` ${marks}`}`).join('\n');
}
