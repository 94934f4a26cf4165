import { type Element, isTag, type ParentNode } from 'domhandler';
import { childElements, elementsOf, hasText, textOf } from './page-tree.ts';

/** Wider spans come from hostile pages; each cell of a span is written out. */
const MAX_SPAN = 50;
/** Tables beyond this are data, not docs; the rest of their rows is left out. */
const MAX_CELLS = 20_000;

/** A header is repeated with each part of a long table, and names the cells of others. */
const MAX_HEADER = 200;

/** A table as a grid with its spans written out, so that each row says everything that holds for it. */
export type Grid = { readonly header: readonly string[]; readonly rows: readonly (readonly Element[])[]; readonly caption: string };

/** Reads a data table. Null for one that only lays out its page: no grid of texts. */
export function readGrid(table: Element): Grid | null {
  if (/^(?:presentation|none)$/.test(table.attribs.role ?? '')) return null;
  const rows = rowsOf(table);
  const grid = spanned(rows);
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (width < 2 && !rows.some((row) => row.some(({ name }) => name === 'th'))) return null;
  const heads = headRows(rows);
  return {
    header: joinedHeader(grid.slice(0, heads)),
    rows: grid
      .slice(heads)
      .map(wholeRow)
      .filter((row) => row.some((cell) => hasText(cell) || hasPicture(cell))),
    caption: textOf(childElements(table).find(({ name }) => name === 'caption') ?? ({ children: [] } as unknown as ParentNode)),
  };
}

/** How many rows at the top name the columns. */
function headRows(rows: readonly (readonly Element[])[]): number {
  const isHead = (row: readonly Element[] | undefined, index: number) =>
    row?.[0] !== undefined && (isInHead(row[0]) || (index === 0 && row.every(({ name }) => name === 'th')));
  let count = 0;
  while (count < MAX_HEAD_ROWS && isHead(rows[count], count)) count++;
  return count;
}

const MAX_HEAD_ROWS = 4;

/** Names of groups stand before the names in them: `Limits Min`. */
function joinedHeader(heads: readonly (readonly Element[])[]): string[] {
  return (heads[0] ?? []).map((_, column) =>
    [...new Set(heads.flatMap((row) => row[column] ?? []))]
      .map((cell) => textOf(cell, MAX_HEADER).slice(0, MAX_HEADER))
      .join(' ')
      .trim(),
  );
}

/** One cell over the whole width, as titles of groups have it, is said once. */
function wholeRow(row: readonly Element[]): readonly Element[] {
  return row.length > 1 && row.every((cell) => cell === row[0]) && !row[0]!.attribs.rowspan ? row.slice(0, 1) : row;
}

/** True when the cells hold what a table row cannot: code of several lines, headings, tables. */
export function hasBlockCells(grid: Grid): boolean {
  return grid.rows.some((row) =>
    row.some((cell) =>
      elementsOf(cell).some(
        ({ name, children }) =>
          name === 'table' || /^h[1-3]$/.test(name) || (name === 'pre' && children.length > 0 && textHasLines(children)),
      ),
    ),
  );
}

/** Markdown of a grid. `cellText` turns a cell into one line. */
export function formatGrid(grid: Grid, cellText: (cell: Element) => string): string {
  const width = Math.max(grid.header.length, ...grid.rows.map((row) => row.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`.replace(/ {2,}\|/g, ' |');
  const rows = grid.rows.map((row) => line(row.map((cell) => escapeCell(cellText(cell)))));
  const header = line(grid.header.map(escapeCell));
  return [header, `|${' --- |'.repeat(width)}`, ...rows].join('\n');
}

function escapeCell(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
    .trim();
}

/** The rows of this table, not of tables in its cells. */
function rowsOf(table: Element): Element[][] {
  const groups = childElements(table).flatMap((child) => (/^(?:thead|tbody|tfoot)$/.test(child.name) ? childElements(child) : [child]));
  return groups.filter(({ name }) => name === 'tr').map((row) => childElements(row).filter(({ name }) => name === 'td' || name === 'th'));
}

function spanned(rows: readonly (readonly Element[])[]): Element[][] {
  const grid: Element[][] = [];
  let open: { column: number; cell: Element; left: number }[] = [];
  let cells = 0;
  for (const row of rows) {
    const line: Element[] = [];
    const waiting = [...row];
    const next: typeof open = [];
    for (let column = 0; waiting.length > 0 || open.some((span) => span.column >= column); column++) {
      const above = open.find((span) => span.column === column);
      if (above) {
        line.push(above.cell);
        if (above.left > 1) next.push({ ...above, left: above.left - 1 });
        continue;
      }
      const cell = waiting.shift();
      if (!cell) break;
      const width = span(cell.attribs.colspan);
      for (let extra = 0; extra < width; extra++, column += extra < width ? 1 : 0) {
        line.push(cell);
        if (span(cell.attribs.rowspan) > 1) next.push({ column, cell, left: span(cell.attribs.rowspan) - 1 });
      }
    }
    cells += line.length;
    if (cells > MAX_CELLS) break;
    if (line.length > 0) grid.push(line);
    open = next;
  }
  return grid;
}

function span(value: string | undefined): number {
  const count = Number.parseInt(value ?? '1', 10);
  return count > 0 ? Math.min(count, MAX_SPAN) : 1;
}

function isInHead(cell: Element): boolean {
  const group = cell.parent?.parent;
  return group !== null && group !== undefined && isTag(group) && group.name === 'thead';
}

function hasPicture(cell: Element): boolean {
  return elementsOf(cell).some(({ name, attribs }) => name === 'img' && attribs.alt);
}

function textHasLines(children: readonly import('domhandler').ChildNode[]): boolean {
  return children.some((child) =>
    'data' in child
      ? /\S\s*\n\s*\S/.test(child.data)
      : 'children' in child && (textHasLines(child.children) || childElements(child).some(({ name }) => name === 'br')),
  );
}
