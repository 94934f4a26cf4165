import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import type { CommandResult } from '#core/domain/command-result.ts';
import type { Draft } from '#core/domain/draft.ts';
import { type DraftRow, draftCells, formatDrafts, MAX_DRAFT_CSV_BYTES, parseDraftRows, stepColumn } from '#core/domain/draft-csv.ts';
import { Conflict, InvalidInput, isExpected } from '#core/domain/errors.ts';
import { type DraftEdit, parseDraftEdit } from './edit-draft.ts';
import { changeDraft, getDraft, type ReviewPorts } from './review-draft.ts';

type Ports = Pick<ReviewPorts, 'drafts' | 'clock'>;

/** Writes all drafts into a spreadsheet file, sorted by id. Throws InvalidInput where it cannot be written. */
export async function exportDrafts(file: string, ports: Ports): Promise<CommandResult> {
  const drafts = await ports.drafts.list();
  try {
    await writeFile(`${file}.part`, formatDrafts(drafts));
    await rename(`${file}.part`, file);
  } catch (error) {
    throw new InvalidInput(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); name another file`, { cause: error });
  }
  return { report: { file, drafts: drafts.length }, text: `${drafts.length} drafts written to ${file}`, ok: true };
}

/**
 * Takes the edited texts of a spreadsheet. Rows that cannot be taken are listed and left out. Throws InvalidInput for a file that is none.
 */
export async function importDrafts(file: string, who: string, ports: Ports): Promise<CommandResult> {
  const rows = parseDraftRows(await readSpreadsheet(file), file);
  const report = { file, changed: [] as string[], unchanged: 0, refused: [] as { row: number; id: string; problem: string }[] };
  for (const row of rows) {
    try {
      const draft = await getDraft(row.id, ports);
      if (draft.version !== row.version)
        throw new Conflict(`the file has version ${row.version}, the draft is at ${draft.version}; export anew and edit that`);
      const edit = rowEdit(row, draft);
      if (Object.keys(edit).length === 0) report.unchanged += 1;
      else {
        await changeDraft(row.id, parseDraftEdit(edit), { who, version: row.version }, ports);
        report.changed.push(row.id);
      }
    } catch (error) {
      if (!isExpected(error)) throw error;
      report.refused.push({ row: row.row, id: row.id, problem: error.message });
    }
  }
  const lines = report.refused.map(({ row, id, problem }) => `  row ${row}, ${id.slice(0, 40)}: ${problem}`);
  const text = [`${report.changed.length} drafts changed, ${report.unchanged} unchanged, ${report.refused.length} refused`, ...lines].join(
    '\n',
  );
  return { report, text, ok: report.refused.length === 0 };
}

/** What a row changes. Only cells that differ from what export would write now count, so that a lossless round trip changes nothing. */
function rowEdit(row: DraftRow, draft: Draft): DraftEdit {
  const before = draftCells(draft);
  const cell = (column: string) => row.cells[column];
  const changed = (column: string) => cell(column) !== undefined && lineBreaks(cell(column)!) !== lineBreaks(before[column] ?? '');
  const list = (column: string, separator: string) =>
    lineBreaks(cell(column) ?? '')
      .split(separator)
      .map((part) => part.trim())
      .filter(Boolean);
  const extra = Object.keys(row.cells).find((column) => /^step /.test(column) && !(column in before) && cell(column)?.trim());
  if (extra) throw new InvalidInput(`draft ${draft.id} has no ${extra}; add steps on the review page, where their evidence can be named`);
  const steps = draft.steps.map((step, index) => ({ text: cell(stepColumn(index)) ?? step.text, evidence: [...step.evidence] }));
  return {
    ...(changed('title') ? { title: cell('title') } : {}),
    ...(changed('symptoms') ? { symptoms: list('symptoms', '\n') } : {}),
    ...(changed('question') ? { question: { text: cell('question') ?? '' } } : {}),
    ...(draft.steps.some((_, index) => changed(stepColumn(index))) ? { steps: steps.filter(({ text }) => text.trim()) } : {}),
    ...(changed('appliesTo') ? { appliesTo: list('appliesTo', ';') } : {}),
    ...(changed('tags') ? { tags: list('tags', ';') } : {}),
  };
}

/** Spreadsheets write CR LF inside cells. */
function lineBreaks(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

async function readSpreadsheet(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MAX_DRAFT_CSV_BYTES) throw new InvalidInput(`${file} is over ${MAX_DRAFT_CSV_BYTES / 1024 / 1024} MB; import it in parts`);
    return decode(await readFile(file), file);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name a file that \`drafts export\` wrote`);
  }
}

/** Excel's "Unicode text" is UTF-16; its plain "CSV" is a code page, in which letters are lost that nobody would miss until they are read. */
function decode(bytes: Uint8Array, file: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InvalidInput(`${file} is not UTF-8; save it as "CSV UTF-8" and import that`, { cause });
  }
}
