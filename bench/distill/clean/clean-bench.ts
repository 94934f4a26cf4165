import { formatTable, mean, median } from '../../print-table.ts';
import { CLEANERS, type Cleaner } from './cleaners.ts';
import { plainText, readMails, type TestMail } from './mail-set.ts';
import { processorMs } from './processor-ms.ts';
import { type CleanScore, type Count, scoreClean } from './score.ts';

type CleanFigures = {
  readonly mails: number;
  readonly exact: number;
  readonly exactButParts: number;
  readonly f1: number;
  readonly f1ButParts: number;
  readonly lostOwnText: number;
  readonly leakedQuotes: number;
  readonly questionsKept: number;
};

export type CleanerResult = {
  readonly cleaner: string;
  readonly version: string;
  readonly all: CleanFigures;
  readonly heldOut: CleanFigures;
  readonly byKind: Readonly<Record<string, CleanFigures>>;
  readonly byLanguage: Readonly<Record<string, CleanFigures>>;
  readonly msPer100Kb: number;
  readonly missed: readonly string[];
};

type Scored = CleanScore & { readonly mail: TestMail };

/** The set is cleaned so often after one round for warming up; the median counts. */
const ROUNDS = 10;

export async function benchClean(): Promise<readonly CleanerResult[]> {
  const mails = readMails();
  const results: CleanerResult[] = [];
  for (const cleaner of CLEANERS) results.push(await measure(cleaner, mails));
  return results;
}

async function measure(cleaner: Cleaner, mails: readonly TestMail[]): Promise<CleanerResult> {
  const scored: Scored[] = [];
  for (const mail of mails) {
    const outputs = (await cleaner.outputs(mail)).map((output) => scoreClean(output, mail.lines));
    scored.push({ mail, ...outputs.toSorted((a, b) => b.f1 - a.f1)[0]! });
  }
  return {
    cleaner: cleaner.name,
    version: cleaner.version,
    all: figures(scored),
    heldOut: figures(scored.filter(({ mail }) => mail.heldOut)),
    byKind: figuresBy(scored, ({ mail }) => mail.kind),
    byLanguage: figuresBy(scored, ({ mail }) => mail.language),
    msPer100Kb: timePer100Kb(cleaner, mails),
    missed: scored.filter(({ exact }) => !exact).map(({ mail }) => mail.name),
  };
}

function figuresBy(scored: readonly Scored[], key: (one: Scored) => string): Readonly<Record<string, CleanFigures>> {
  const keys = [...new Set(scored.map(key))];
  return Object.fromEntries(keys.map((name) => [name, figures(scored.filter((one) => key(one) === name))]));
}

function figures(scored: readonly Scored[]): CleanFigures {
  const share = (of: (one: Scored) => Count) => {
    const total = scored.reduce((sum, one) => sum + of(one).of, 0);
    return total === 0 ? 0 : scored.reduce((sum, one) => sum + of(one).found, 0) / total;
  };
  return {
    mails: scored.length,
    exact: mean(scored.map(({ exact }) => Number(exact))),
    exactButParts: mean(scored.map(({ exactButParts }) => Number(exactButParts))),
    f1: mean(scored.map((one) => one.f1)),
    f1ButParts: mean(scored.map((one) => one.f1ButParts)),
    lostOwnText: 1 - share(({ own }) => own),
    leakedQuotes: share(({ quoted }) => quoted),
    questionsKept: share(({ question }) => question),
  };
}

/** Milliseconds for 100 KB of the set's own mails, one call each, as UTF-8. */
function timePer100Kb(cleaner: Cleaner, mails: readonly TestMail[]): number {
  const texts = mails.filter(({ html }) => html === null).map(plainText);
  const kb = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1024;
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const spent = processorMs(() => {
      for (const text of texts) cleaner.clean(text);
    });
    if (round > 0) times.push(spent);
  }
  return (median(times) / kb) * 100;
}

export function formatClean(results: readonly CleanerResult[]): string {
  const [first] = results;
  if (!first) return '';
  const main = (title: string, of: (one: CleanerResult) => CleanFigures) =>
    formatTable(
      [title, 'version', 'exact', 'exact, quotes', 'F1', 'F1, quotes', 'own text lost', 'quotes leaked', 'questions kept', 'ms/100 KB'],
      results.map((one) => {
        const { exact, exactButParts, f1, f1ButParts, lostOwnText, leakedQuotes, questionsKept } = of(one);
        const rates = [lostOwnText, leakedQuotes, questionsKept].map((rate) => percent(rate));
        return [
          one.cleaner,
          one.version,
          percent(exact),
          percent(exactButParts),
          f1.toFixed(3),
          f1ButParts.toFixed(3),
          ...rates,
          one.msPer100Kb.toFixed(1),
        ];
      }),
    );
  const by = (title: string, of: (one: CleanerResult) => Readonly<Record<string, CleanFigures>>) =>
    formatTable(
      [title, 'mails', ...results.map(({ cleaner }) => cleaner)],
      Object.entries(of(first)).map(([name, { mails }]) => [
        name,
        String(mails),
        ...results.map((one) => {
          const part = of(one)[name];
          return part ? `${percent(part.exact)} ${part.f1.toFixed(3)}` : '';
        }),
      ]),
    );
  return [
    `Clean: ${first.all.mails} mails, ${first.heldOut.mails} of them held out, ${Object.keys(first.byLanguage).length} languages`,
    main('all mails', ({ all }) => all),
    main('held out', ({ heldOut }) => heldOut),
    by('exact and F1 by kind', ({ byKind }) => byKind),
    by('exact and F1 by language', ({ byLanguage }) => byLanguage),
  ].join('\n\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
