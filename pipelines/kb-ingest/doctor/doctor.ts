import type { ArticleRow } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { SOURCES, type Source } from '#core/domain/passage.ts';
import { MAX_SHARD_BYTES } from '#core/domain/shard.ts';
import { SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Files } from '#core/ports/files.ts';
import type { Progress } from '#core/ports/progress.ts';
import { checkCsv } from './check-csv.ts';
import { rowWarnings } from './check-row.ts';
import { sidecarErrors } from './check-sidecar.ts';
import { collectFindings, type Finding } from './finding.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { countUrl, type SilentSection, silentSections } from './silent-sections.ts';

export type DoctorInput = {
  /** Domains whose e-mail addresses are published on purpose. */
  readonly ownDomains?: readonly string[];
  /** Urls of the articles that serve now, to see what fell silent. */
  readonly served?: Readonly<Record<Source, Iterable<string>>> | null;
};

export type DoctorReport = {
  readonly errors: number;
  readonly warnings: number;
  /** Rows that were read of both CSVs. */
  readonly rows: number;
  /** By file and row; of very many only the first are here, see `errors` and `warnings`. */
  readonly findings: readonly Finding[];
};

export type DoctorPorts = { readonly files: Pick<Files, 'readChunks' | 'readText' | 'list'>; readonly progress: Progress };

type SeenRow = { readonly file: string; readonly row: number };

/** Often enough for a bar that moves. */
const ROWS_A_TICK = 1_000;

/**
 * Checks every row of both CSVs and every sidecar beside them; in folders named like a source also the shards that an upload left. Reads piece
 * by piece: memory holds urls and sketches, no bodies. An absent sidecar is no finding, since the upload writes it. Throws InvalidInput where
 * there is no CSV at all.
 */
export async function doctor({ ownDomains = [], served }: DoctorInput, { files, progress }: DoctorPorts): Promise<DoctorReport> {
  const findings = collectFindings();
  const twins = nearDuplicates<SeenRow>();
  let [rows, checked] = [0, 0];

  async function check(file: string, source: Source, look: (row: ArticleRow) => void): Promise<void> {
    const chunks = await files.readChunks(file);
    if (!chunks) return;
    checked += 1;
    let seen = 0;
    progress.step(`Check ${file}`);
    const csv = await checkCsv(chunks, file, findings.add, (row) => {
      if (++seen % ROWS_A_TICK === 0) progress.at(seen);
      look(row);
    });
    progress.end(`${csv.rows} rows`);
    rows += csv.rows;
    if (csv.hasByteOrderMark) findings.add(markFinding(file));
    if (file.includes('/') && csv.bytes > MAX_SHARD_BYTES) findings.add(sizeFinding(file, csv.bytes));
    const sidecar = await files.readText(file + SIDECAR_SUFFIX);
    if (sidecar !== null) for (const finding of sidecarErrors(sidecar, file + SIDECAR_SUFFIX, source)) findings.add(finding);
  }

  for (const source of SOURCES) {
    const folders = new Map<string, number>();
    const file = `${source}.csv`;
    await check(file, source, ({ row, article }) => {
      if (!article) return;
      countUrl(folders, article.url);
      for (const finding of rowWarnings(row, article, { file, source }, ownDomains)) findings.add(finding);
      const twin = twins.add(article.body, { file, row });
      if (twin) findings.add(twinFinding(file, row, twin));
    });
    for (const section of silentSections(served?.[source] ?? [], folders)) findings.add(silentFinding(file, section));
    // A shard repeats what its CSV says, so only what stops an ingest is told of it.
    for await (const shard of files.list(source)) if (shard.path.endsWith('.csv')) await check(shard.path, source, () => {});
  }
  if (checked === 0)
    throw new InvalidInput('there is neither web_docs.csv nor curated_articles.csv; run scrape first, or name a folder with --kb');
  return { errors: findings.counts.error, warnings: findings.counts.warning, rows, findings: findings.list() };
}

function markFinding(file: string): Finding {
  const problem = 'the file begins with a byte order mark';
  return { severity: 'warning', file, row: 1, column: 'title', problem, fix: 'save it as UTF-8 without one; ingest leaves it out' };
}

function sizeFinding(file: string, bytes: number): Finding {
  const problem = `the file has ${bytes} bytes; Bedrock reads none over ${MAX_SHARD_BYTES}`;
  return { severity: 'error', file, row: null, column: null, problem, fix: 'run ingest, which splits what is larger' };
}

function twinFinding(file: string, row: number, twin: SeenRow): Finding {
  const problem = `\`body\` says nearly the same as ${twin.file} row ${twin.row}`;
  return { severity: 'warning', file, row, column: 'body', problem, fix: 'keep one of them, or let them say what differs' };
}

function silentFinding(file: string, { prefix, articles }: SilentSection): Finding {
  const problem = `none of the ${articles} articles that serve below ${prefix} is left`;
  return { severity: 'warning', file, row: null, column: 'url', problem, fix: 'look whether the crawl still reaches it, or let it go' };
}
