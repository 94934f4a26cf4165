import Papa from 'papaparse';
import type { Draft } from './draft.ts';
import { InvalidInput } from './errors.ts';

/** A spreadsheet of drafts is made by people; what is larger was not. */
export const MAX_DRAFT_CSV_BYTES = 5 * 1024 * 1024;
const MAX_DRAFT_CSV_ROWS = 5_000;

/** `state` is for the reader: import does not look at it. The columns `step 1`, `step 2` … follow. */
const COLUMNS = ['id', 'version', 'state', 'title', 'symptoms', 'question', 'appliesTo', 'tags'] as const;

/** The texts of a draft as a spreadsheet row carries them; only columns that were in the file are set. */
export type DraftRow = {
  /** Row of the file, the header is 1. */
  readonly row: number;
  readonly id: string;
  readonly version: number;
  readonly cells: Readonly<Record<string, string>>;
};

/** Drafts as CSV for a spreadsheet: a row each, a column a step, so that evidence stays with its step. */
export function formatDrafts(drafts: readonly Draft[]): string {
  const steps = Math.max(0, ...drafts.map((draft) => draft.steps.length));
  const header = [...COLUMNS, ...Array.from({ length: steps }, (_, index) => stepColumn(index))];
  const rows = drafts.map((draft) => {
    const cells: Record<string, string> = { id: draft.id, version: String(draft.version), state: draft.state, ...draftCells(draft) };
    return header.map((column) => guardCell(cells[column] ?? ''));
  });
  return `${Papa.unparse([header, ...rows], { newline: '\n' })}\n`;
}

/** The editable cells of a draft, as they stand in the file apart from the guard against formulas. */
export function draftCells(draft: Draft): Record<string, string> {
  return {
    title: draft.title,
    symptoms: draft.symptoms.join('\n'),
    question: draft.question.text,
    appliesTo: draft.appliesTo.join('; '),
    tags: draft.tags.join(';'),
    ...Object.fromEntries(draft.steps.map((step, index) => [stepColumn(index), step.text])),
  };
}

export function stepColumn(index: number): string {
  return `step ${index + 1}`;
}

/** Reads an edited spreadsheet. Throws InvalidInput, naming the row, for what is no such file or over the limits. */
export function parseDraftRows(csv: string, name: string): DraftRow[] {
  if (new TextEncoder().encode(csv).length > MAX_DRAFT_CSV_BYTES)
    throw new InvalidInput(`${name} is over ${MAX_DRAFT_CSV_BYTES / 1024 / 1024} MB; import it in parts`);
  // `sep=;` is a line that Excel understands, and some tools write it for Excel.
  const table = csv.replace(/^\uFEFF/, '').replace(/^sep=[,;\t]\r?\n/i, '');
  const { data, errors } = Papa.parse<string[]>(table, { delimiter: delimiterOf(table), skipEmptyLines: 'greedy' });
  const [error] = errors;
  if (error) throw new InvalidInput(`${name} row ${(error.row ?? 0) + 1}: ${error.message}; correct the row or export anew`);
  const [header = [], ...rows] = data;
  const columns = header.map((column) => column.trim());
  const unknown = columns.filter((column) => !COLUMNS.some((known) => known === column) && !/^step [1-9]\d*$/.test(column));
  if (!columns.includes('id') || !columns.includes('version') || unknown.length || new Set(columns).size !== columns.length)
    throw new InvalidInput(
      `${name} row 1: the header is \`${columns.join().slice(0, 80)}\`; keep the columns that export wrote, id and version among them`,
    );
  if (rows.length > MAX_DRAFT_CSV_ROWS)
    throw new InvalidInput(`${name} has ${rows.length} rows; the limit is ${MAX_DRAFT_CSV_ROWS}: import it in parts`);
  return rows.map((cells, index) => {
    const row = index + 2;
    if (cells.length !== columns.length)
      throw new InvalidInput(`${name} row ${row}: ${cells.length} fields instead of ${columns.length}; quote fields that contain commas`);
    const {
      id = '',
      version = '',
      state: _,
      ...rest
    } = Object.fromEntries(columns.map((column, at) => [column, unguardCell(cells[at] ?? '')]));
    if (!id.trim() || !/^[1-9]\d{0,8}$/.test(version.trim()))
      throw new InvalidInput(`${name} row ${row}: \`id\` or \`version\` is missing or changed; export anew and keep both columns`);
    return { row, id: id.trim(), version: Number(version), cells: rest };
  });
}

/** What separates the columns: spreadsheets write semicolons where the comma is a decimal sign. The header tells, its names have neither. */
function delimiterOf(csv: string): string {
  const header = csv.slice(0, csv.search(/[\r\n]|$/));
  const isHeader = (delimiter: string) => {
    const columns = header.split(delimiter).map((column) => column.replace(/^"|"$/g, '').trim());
    return columns.includes('id') && columns.includes('version');
  };
  return [',', ';', '\t'].find(isHeader) ?? ',';
}

/** Spreadsheets run what begins like a formula; a leading `'` makes it text. Cells that have one already get another, so that import can strip exactly one. */
function guardCell(text: string): string {
  return /^[=+\-@\t\r\n']/.test(text) ? `'${text}` : text;
}

function unguardCell(text: string): string {
  return text.startsWith("'") ? text.slice(1) : text;
}
