import type { Group } from './choose-blocks.ts';
import type { Block } from './read-passage.ts';

/**
 * A group as Markdown with its mark. Prose carries the mark at its end, a list on its last item; code and tables cannot, so the line
 * that introduces them does. `lead` is that line where the group opens without one.
 */
export function writeGroup(group: Group, n: number, lead: string): string[] {
  const mark = `[${n}]`;
  const written: string[] = [];
  let marked = false;
  for (const [index, block] of group.entries()) {
    const next = group[index + 1];
    // One row is introduced by its own first cell.
    if (block.kind === 'label' && next?.kind === 'table' && next.rows.length === 1) continue;
    const row = block.kind === 'table' && block.rows.length === 1 ? block.rows[0]?.[0] : undefined;
    const needsLead = block.kind === 'code' || block.kind === 'table' || (block.kind === 'list' && index === 0);
    if (row || (needsLead && !marked && lead)) {
      written.push(`${row ? strong(row) : `**${lead}**`} ${mark}`);
      marked = true;
    }
    const introduces = next !== undefined && next.kind === 'list' && block.kind !== 'list';
    const carries =
      !introduces &&
      block.kind !== 'code' &&
      block.kind !== 'table' &&
      !(block.kind === 'list' && next?.kind === 'code' && group.slice(index + 1).some((later) => later.kind === 'list'));
    written.push(writeBlock(block, carries ? mark : ''));
    marked ||= carries;
  }
  return written;
}

function writeBlock(block: Block, mark: string): string {
  const end = mark && ` ${mark}`;
  switch (block.kind) {
    case 'prose':
      return `${block.sentences.join(' ')}${end}`;
    case 'label':
      return `**${block.text.replace(/\*\*/g, '')}**${end}`;
    case 'list':
      return block.items
        .map((item, index) => `${block.ordered ? `${block.first + index}.` : '-'} ${item}${index === block.items.length - 1 ? end : ''}`)
        .join('\n');
    case 'code':
      return `${fenceFor(block.text)}${block.language}\n${block.text}\n${fenceFor(block.text)}`;
    case 'table':
      return block.rows.length === 1 ? writeRow(block.header, block.rows[0]!) : writeTable(block.header, block.rows);
  }
}

/** One row reads better as a list under its first cell: `- Default: 10 s`. */
function writeRow(header: readonly string[], row: readonly string[]): string {
  return row.flatMap((cell, index) => (index > 0 && cell ? [`- ${header[index] ? `${header[index]}: ` : ''}${cell}`] : [])).join('\n');
}

/** Code stands out by itself. */
function strong(cell: string): string {
  return /[`*]/.test(cell) ? cell : `**${cell}**`;
}

function writeTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${header.map((_, index) => (cells[index] ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Longer than any fence inside. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/^`{3,}/gm)].map((match) => match[0].length));
  return '`'.repeat(longest + 1);
}
