import { formatTable, mean, median } from '../../print-table.ts';
import { EXTRACTORS, type Extractor } from './extractors.ts';
import { readPages, type TestPage } from './page-set.ts';
import { type Score, score } from './score.ts';

export type ExtractResult = {
  readonly extractor: string;
  readonly version: string;
  readonly pages: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly codeKept: string;
  readonly rowsKept: string;
  readonly hiddenWordsLeaked: number;
  readonly medianMs: number;
  readonly f1ByGenerator: Readonly<Record<string, number>>;
  readonly f1ByPage: Readonly<Record<string, number>>;
};

/** A page is timed so often after one round for warming up; the median of its times counts. */
const ROUNDS = 5;

export async function benchExtract(): Promise<readonly ExtractResult[]> {
  const pages = readPages();
  const results: ExtractResult[] = [];
  for (const extractor of EXTRACTORS) results.push(await measure(extractor, pages));
  return results;
}

async function measure(extractor: Extractor, pages: readonly TestPage[]): Promise<ExtractResult> {
  const scores: (Score & { readonly page: TestPage })[] = [];
  for (const page of pages) scores.push({ page, ...score(await extractor.outputs(page.html, page.url), page.expected, page.hiddenWords) });
  const times: number[] = [];
  for (const page of pages) times.push(await medianTime(extractor, page));
  const sum = (of: (score: Score) => number) => scores.reduce((total, one) => total + of(one), 0);
  const generators = [...new Set(pages.map(({ generator }) => generator))];
  return {
    extractor: extractor.name,
    version: extractor.version,
    pages: pages.length,
    precision: mean(scores.map(({ precision }) => precision)),
    recall: mean(scores.map(({ recall }) => recall)),
    f1: mean(scores.map(({ f1 }) => f1)),
    codeKept: `${sum(({ code }) => code.kept)}/${sum(({ code }) => code.of)}`,
    rowsKept: `${sum(({ rows }) => rows.kept)}/${sum(({ rows }) => rows.of)}`,
    hiddenWordsLeaked: sum(({ leaked }) => leaked),
    medianMs: median(times),
    f1ByGenerator: Object.fromEntries(
      generators.map((name) => [name, mean(scores.filter(({ page }) => page.generator === name).map(({ f1 }) => f1))]),
    ),
    f1ByPage: Object.fromEntries(scores.map(({ page, f1 }) => [page.name, f1])),
  };
}

async function medianTime(extractor: Extractor, page: TestPage): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    await extractor.extract(page.html, page.url);
    if (round > 0) times.push(performance.now() - start);
  }
  return median(times);
}

export function formatExtract(results: readonly ExtractResult[]): string {
  const main = formatTable(
    ['extractor', 'version', 'precision', 'recall', 'F1', 'code kept', 'rows kept', 'hidden words', 'ms/page'],
    results.map((one) => [
      one.extractor,
      one.version,
      one.precision.toFixed(3),
      one.recall.toFixed(3),
      one.f1.toFixed(3),
      one.codeKept,
      one.rowsKept,
      String(one.hiddenWordsLeaked),
      one.medianMs.toFixed(1),
    ]),
  );
  const generators = Object.keys(results[0]?.f1ByGenerator ?? {});
  const byGenerator = formatTable(
    ['F1 by generator', ...results.map(({ extractor }) => extractor)],
    generators.map((name) => [name, ...results.map(({ f1ByGenerator }) => (f1ByGenerator[name] ?? 0).toFixed(3))]),
  );
  return `Extract: ${results[0]?.pages ?? 0} pages, ${generators.length} generators' markup\n${main}\n\n${byGenerator}`;
}
