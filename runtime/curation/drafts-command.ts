import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import type { CommandResult } from '#core/domain/command-result.ts';
import { approvalBlockers, type Draft } from '#core/domain/draft.ts';
import { type DraftRow, draftCells, formatDrafts, MAX_DRAFT_CSV_BYTES, parseDraftRows, stepColumn } from '#core/domain/draft-csv.ts';
import { Conflict, InvalidInput, isExpected } from '#core/domain/errors.ts';
import { type DraftEdit, parseDraftEdit } from './edit-draft.ts';
import { approveDraft, changeDraft, getDraft, type ReviewPorts, rejectDraft } from './review-draft.ts';

export const DRAFTS_ACTIONS = ['list', 'show', 'approve', 'reject', 'export', 'import'] as const;
export type DraftsAction = (typeof DRAFTS_ACTIONS)[number];

export type DraftsArgs = {
  /** For show, approve and reject. */
  readonly id?: string | undefined;
  /** For reject. */
  readonly reason?: string | undefined;
  /** For export and import: a path on this machine. */
  readonly file?: string | undefined;
  /** Who decides, for the audit trail. */
  readonly who: string;
  readonly articlesBaseUrl: string;
};

/** `threadwell drafts …`: what waits for a review, and the review itself. Throws InvalidInput and NotFound for wrong use. */
export async function draftsCommand(action: DraftsAction, args: DraftsArgs, ports: ReviewPorts): Promise<CommandResult> {
  const id = () => args.id ?? missing(`drafts ${action} ID`);
  const file = () => args.file ?? missing(`drafts ${action} FILE`);
  switch (action) {
    case 'list': {
      const drafts = await ports.drafts.list();
      return { report: { drafts }, text: listText(drafts), ok: true };
    }
    case 'show': {
      const draft = await getDraft(id(), ports);
      return { report: { drafts: [draft] }, text: draftText(draft), ok: true };
    }
    case 'approve': {
      const draft = await approveDraft(id(), args, ports, args.articlesBaseUrl);
      return { report: { drafts: [draft] }, text: `Approved ${draft.id}: ${draft.title}. Run \`ingest\` to answer from it.`, ok: true };
    }
    case 'reject': {
      const draft = await rejectDraft(id(), args, ports, args.reason ?? '');
      return { report: { drafts: [draft] }, text: `Rejected ${draft.id}: ${draft.title}.`, ok: true };
    }
    case 'export':
      return exportDrafts(file(), ports);
    case 'import':
      return importDrafts(file(), args, ports);
  }
}

async function exportDrafts(file: string, ports: ReviewPorts): Promise<CommandResult> {
  const drafts = await ports.drafts.list();
  try {
    await writeFile(`${file}.part`, formatDrafts(drafts));
    await rename(`${file}.part`, file);
  } catch (error) {
    throw new InvalidInput(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); name another file`, { cause: error });
  }
  return { report: { file, drafts: drafts.length }, text: `${drafts.length} drafts written to ${file}`, ok: true };
}

async function importDrafts(file: string, args: DraftsArgs, ports: ReviewPorts): Promise<CommandResult> {
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
        await changeDraft(row.id, parseDraftEdit(edit), { who: args.who, version: row.version }, ports);
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
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name a file that \`drafts export\` wrote`);
  }
}

function missing(use: string): never {
  throw new InvalidInput(`name it: \`threadwell ${use}\``);
}

function listText(drafts: readonly Draft[]): string {
  if (drafts.length === 0) return 'No drafts. Run `distill` on a mailbox to propose some.';
  const width = Math.max(...drafts.map((draft) => draft.id.length));
  const lines = drafts.map((draft) => `${draft.id.padEnd(width)}  ${draft.state.padEnd(12)}  ${draft.title}`);
  const waiting = drafts.filter((draft) => draft.state === 'proposed').length;
  return [...lines, `${drafts.length} drafts, ${waiting} wait for a review`].join('\n');
}

function draftText(draft: Draft): string {
  const mark = (supported: boolean) => (supported ? '' : '  (not supported by the mail)');
  const blockers = approvalBlockers(draft);
  return [
    draft.title,
    `${draft.id}, version ${draft.version}, ${draft.state}`,
    ...(draft.appliesTo.length ? [`Applies to: ${draft.appliesTo.join(', ')}`] : []),
    ...(draft.symptoms.length ? ['', 'Symptoms:', ...draft.symptoms.map((symptom) => `  ${symptom}`)] : []),
    '',
    `Question: ${draft.question.text}${mark(draft.question.supported)}`,
    ...draft.steps.map((step, index) => `${index + 1}. ${step.text}${mark(step.supported)}`),
    ...(draft.state === 'proposed' && blockers.length ? ['', `Cannot be approved yet: ${blockers.join('; ')}`] : []),
  ].join('\n');
}
