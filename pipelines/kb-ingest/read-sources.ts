import type { Article } from '#core/domain/article.ts';
import { parseArticles } from '#core/domain/article-csv.ts';
import { sha256 } from '#core/domain/digest.ts';
import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
import type { Files } from '#core/ports/files.ts';

/** A source as it was when the run began. */
export type SourceInput = {
  readonly source: Source;
  /** Of the CSV's bytes; null where there is no CSV. */
  readonly sha256: string | null;
  readonly rows: number;
};

export type ReadSources = { readonly inputs: readonly SourceInput[]; readonly articles: Readonly<Record<Source, readonly Article[]>> };

export function sourceFile(source: Source): string {
  return `${source}.csv`;
}

/** Both CSVs. Throws InvalidInput naming the first broken row. */
export async function readSources(files: Files): Promise<ReadSources> {
  const articles: Record<Source, readonly Article[]> = { web_docs: [], curated_articles: [] };
  const inputs: SourceInput[] = [];
  for (const source of SOURCES) {
    const content = await files.read(sourceFile(source));
    articles[source] = content ? parseArticles(decode(content, sourceFile(source)), sourceFile(source)) : [];
    inputs.push({ source, sha256: content && sha256(content), rows: articles[source].length });
  }
  return { inputs, articles };
}

/**
 * Both CSVs again, for a later step: bodies do not travel through the state of a run. Throws Conflict when somebody wrote one since the
 * check, because what was checked and planned is then not what would be uploaded.
 */
export async function readCheckedSources(files: Files, checked: readonly SourceInput[]): Promise<ReadSources> {
  const read = await readSources(files);
  for (const [index, input] of read.inputs.entries())
    if (input.sha256 !== checked[index]?.sha256)
      throw new Conflict(`${sourceFile(input.source)} was changed while it was being ingested; run ingest again`);
  return read;
}

function decode(content: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new InvalidInput(`${name} is no UTF-8; make the file anew`, { cause });
  }
}
