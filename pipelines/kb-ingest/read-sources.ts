import { createHash } from 'node:crypto';
import type { Article } from '#core/domain/article.ts';
import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import type { Files } from '#core/ports/files.ts';
import { readCsv } from './read-csv.ts';

/** Which CSVs a run reads, and how. */
export type SourcePlace = {
  /** The kept version whose CSVs are read; left out: those of the data folder. */
  readonly fromVersion?: number | undefined;
  /** Broken rows are left out instead of stopping the run. */
  readonly leaveOutBroken: boolean;
};

/** A source as it was when the run began. */
export type SourceInput = {
  readonly source: Source;
  /** Of the CSV's bytes; null where there is no CSV. */
  readonly sha256: string | null;
  /** Of the CSV. */
  readonly bytes: number;
  /** Articles; broken rows are not among them. */
  readonly rows: number;
};

/** The name of a source's CSV, for messages. */
export function sourceFile(source: Source): string {
  return `${source}.csv`;
}

/** Where a version keeps a CSV of its own. */
export function versionPath(version: number, name: string): string {
  return `files/versions/${version}/${name}`;
}

export function sourcePath(source: Source, { fromVersion }: Pick<SourcePlace, 'fromVersion'>): string {
  return fromVersion === undefined ? sourceFile(source) : versionPath(fromVersion, sourceFile(source));
}

/**
 * Reads a CSV as it was checked, article by article, for a later step: bodies do not travel through the state of a run. Throws Conflict at its
 * end when somebody wrote it since the check, because what was checked and planned is then not what would be uploaded.
 */
export async function readCheckedSource(files: Files, checked: CheckedSource, onArticle: (article: Article) => void): Promise<void> {
  const { source, leaveOutBroken } = checked;
  const chunks = await files.readChunks(sourcePath(source, checked));
  const csv = chunks
    ? await readCsv(chunks, ({ row, article, problems: [first] }) => {
        if (article) onArticle(article);
        else if (!leaveOutBroken) throw new InvalidInput(`${sourceFile(source)} row ${row}: ${first?.problem}; ${first?.fix}`);
      })
    : null;
  mustBeAsChecked(checked, csv?.sha256 ?? null);
}

/** A source as it was when the run began, and where. */
export type CheckedSource = SourceInput & SourcePlace;

/** Throws the same Conflict, at the cost of reading the bytes alone. */
export async function stillAsChecked(files: Files, checked: CheckedSource): Promise<void> {
  mustBeAsChecked(checked, await fileDigest(files, sourcePath(checked.source, checked)));
}

/** SHA-256 of a file, piece by piece; null where there is none. */
export async function fileDigest(files: Files, path: string): Promise<string | null> {
  const chunks = await files.readChunks(path);
  if (!chunks) return null;
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

function mustBeAsChecked({ source, sha256 }: SourceInput, found: string | null): void {
  if (found !== sha256) throw new Conflict(`${sourceFile(source)} was changed while it was being ingested; run ingest again`);
}
