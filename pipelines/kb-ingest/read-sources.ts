import type { Article } from '#core/domain/article.ts';
import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
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
  /** Articles; broken rows are not among them. */
  readonly rows: number;
};

export type SourceArticles = Readonly<Record<Source, readonly Article[]>>;

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
 * The articles of both CSVs as they were checked, for a later step: bodies do not travel through the state of a run. Throws Conflict when
 * somebody wrote a CSV since the check, because what was checked and planned is then not what would be uploaded.
 */
export async function readCheckedSources(
  files: Files,
  { sources, ...place }: SourcePlace & { readonly sources: readonly SourceInput[] },
): Promise<SourceArticles> {
  const read: Record<Source, readonly Article[]> = { web_docs: [], curated_articles: [] };
  for (const source of SOURCES) {
    const { sha256, articles } = await readSource(files, source, place);
    if (sha256 !== sources.find((input) => input.source === source)?.sha256)
      throw new Conflict(`${sourceFile(source)} was changed while it was being ingested; run ingest again`);
    read[source] = articles;
  }
  return read;
}

async function readSource(
  files: Files,
  source: Source,
  place: SourcePlace,
): Promise<{ readonly sha256: string | null; readonly articles: readonly Article[] }> {
  const articles: Article[] = [];
  const chunks = await files.readChunks(sourcePath(source, place));
  if (!chunks) return { sha256: null, articles };
  const { sha256 } = await readCsv(chunks, ({ row, article, problems: [first] }) => {
    if (article) articles.push(article);
    else if (!place.leaveOutBroken) throw new InvalidInput(`${sourceFile(source)} row ${row}: ${first?.problem}; ${first?.fix}`);
  });
  return { sha256, articles };
}
