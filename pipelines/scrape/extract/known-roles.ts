import type { Element } from 'domhandler';

const TAG_OF_ROLE: Readonly<Record<string, string>> = {
  table: 'table', grid: 'table', rowgroup: 'tbody', row: 'tr', cell: 'td', gridcell: 'td', columnheader: 'th', rowheader: 'th',
  list: 'ul', listitem: 'li',
}; // biome-ignore format: a list reads as a list
/** A tag that says more than its role keeps its name. */
const PLAIN = new Set(['div', 'span', 'section', 'p']);

/** Gives plain elements the tag that their ARIA role says: some themes build tables, lists and headings of `div`. */
export function nameByRole(elements: readonly Element[]): void {
  for (const element of elements) {
    const { role } = element.attribs;
    if (role === undefined || !PLAIN.has(element.name)) continue;
    if (role === 'heading') element.name = `h${/^[1-6]$/.test(element.attribs['aria-level'] ?? '') ? element.attribs['aria-level'] : 2}`;
    else element.name = TAG_OF_ROLE[role] ?? element.name;
  }
}
