import type { Article } from '#core/domain/article.ts';
import { readArticles } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { MaskKind } from '#core/domain/redact-finding.ts';
import type { Platform } from '#core/ports/platform.ts';
import { docsComparison } from './compare/compare-docs.ts';
import { mergeDrafts } from './compare/merge-drafts.ts';
import type { Mailbox, Refused, ThreadOutcome } from './distill-thread.ts';
import { type FoundHead, type Skipped, scanMailbox } from './read/scan-mailbox.ts';
import { type RewriteReport, rewriteDrafts } from './rewrite/rewrite-drafts.ts';
import { storeDrafts } from './store-drafts.ts';
import { type MailIndex, openMailIndex } from './thread/mail-index.ts';
import { collectPeople } from './thread/mentioned-people.ts';
import { describeSide, type SupportReport, type SupportSide, speakerOf, supportSide } from './thread/who-is-support.ts';
import { runThreadJobs } from './thread-jobs.ts';

export type DistillInput = {
  /** Folders, .eml, .mbox and ticket .json files. */
  readonly paths: readonly string[];
  /** Our own domains and addresses; both empty means: find out from the mail. */
  readonly support: SupportSide;
  /** Tags for each draft: `product:…`. */
  readonly tags: readonly string[];
};

export type DistillReport = {
  readonly messages: number;
  readonly threads: number;
  /** Drafts that the mail gives now, new and known. */
  readonly drafts: number;
  readonly added: number;
  /** Threads that went into a draft of another thread. */
  readonly merged: number;
  readonly titles: readonly { readonly id: string; readonly title: string; readonly threads: number }[];
  readonly refused: readonly Refused[];
  readonly skipped: readonly Skipped[];
  readonly masked: Readonly<Partial<Record<MaskKind, number>>>;
  /** Who counted as support. */
  readonly support: SupportReport;
  /** What the configured model did for the new drafts. */
  readonly rewriting?: RewriteReport;
};

/** What is known already, docs and curated articles, against which drafts are compared. */
const KNOWN = ['web_docs.csv', 'curated_articles.csv'];

/** The problem itself may quote the mail, so it goes to the log alone. */
const FAILED = 'an error in the program; the log has it by the thread’s id';

type Ports = Pick<Platform, 'drafts' | 'files' | 'clock' | 'log' | 'progress'> & Partial<Pick<Platform, 'model'>>;

/**
 * Turns a mailbox into proposed drafts. A second run over the same mail changes nothing, and a run after a kill ends as the killed one would
 * have. Throws InvalidInput when no message at all could be read; single failures are listed and the run goes on.
 */
export async function distill(input: DistillInput, ports: Ports): Promise<DistillReport> {
  const index = openMailIndex<FoundHead>();
  try {
    const found = await findMail(input.paths, index, ports);
    const side = supportSide(input.support, index.threads());
    const { outcomes, unread, fromSupport } = await distillThreads(index, { side, people: found.people }, input.tags, ports);
    const { drafts, merged } = mergeDrafts(outcomes.flatMap((outcome) => ('draft' in outcome ? [outcome.draft] : [])));
    ports.progress.step('Compare with the docs', drafts.length);
    const compare = docsComparison(await articlesIn(ports));
    const rewriting = rewriteDrafts(drafts, ports);
    const added = await storeDrafts(drafts, compare, ports, rewriting.wordsOf);
    const rewritten = rewriting.report();
    ports.progress.end(`${drafts.length} drafts, ${added} new`);
    const refused = outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome.refused] : []));
    const counts = { messages: found.messages - unread.length, threads: index.size(), drafts: drafts.length, added, merged };
    ports.log.info('distilled', { ...counts, refused: refused.length });
    return {
      ...counts,
      titles: drafts.map(({ id, title, threads: own }) => ({ id, title, threads: own.length })),
      refused,
      skipped: [...found.skipped, ...unread],
      masked: sum(outcomes.map((outcome) => outcome.masked)),
      support: describeSide(side, input.support, fromSupport),
      ...(rewritten ? { rewriting: rewritten } : {}),
    };
  } finally {
    index.close();
  }
}

async function articlesIn({ files }: Ports): Promise<Article[]> {
  const articles: Article[] = [];
  for (const name of KNOWN) {
    const chunks = await files.readChunks(name);
    if (chunks) for await (const article of readArticles(chunks, name)) articles.push(article);
  }
  return articles;
}

async function findMail(paths: readonly string[], index: MailIndex<FoundHead>, { progress }: Ports) {
  const people = new Set<string>();
  const skipped: Skipped[] = [];
  let messages = 0;
  progress.step('Find mail');
  for await (const found of scanMailbox(paths)) {
    if ('head' in found) {
      messages += 1;
      index.add(found.head);
      collectPeople(found.head, people);
    } else skipped.push(found.skipped);
    progress.at(messages);
  }
  progress.end(`${messages} messages${skipped.length ? `, ${skipped.length} skipped` : ''}`);
  if (messages === 0) {
    const why = skipped.length
      ? skipped
          .slice(0, 3)
          .map(({ source, reason }) => `${source}: ${reason}`)
          .join('; ')
      : 'no path was named';
    throw new InvalidInput(`no mail could be read (${why}); name .eml or .mbox files, ticket .json, or a folder that holds some`);
  }
  return { messages, people, skipped };
}

/** A thread that breaks the code is one thread less, and is said so; the others are worth having. */
async function distillThreads(index: MailIndex<FoundHead>, mailbox: Mailbox, tags: readonly string[], { progress, log }: Ports) {
  let fromSupport = 0;
  function* threads() {
    for (const thread of index.threads()) {
      fromSupport += thread.messages.filter((message) => speakerOf(message, mailbox.side, null) === 'support').length;
      yield thread;
    }
  }
  const size = index.size();
  progress.step('Distil threads', size);
  const results = await runThreadJobs(threads(), size, { mailbox, tags }, (done) => progress.at(done));
  const outcomes = results.flatMap(({ thread, outcome, problem }): ThreadOutcome[] => {
    if (!problem) return outcome ? [outcome] : [];
    log.error('a thread could not be distilled', { thread, problem });
    return [{ masked: {}, refused: { thread, subject: '', code: 'failed', reason: FAILED, questions: [] } }];
  });
  progress.end(`${outcomes.filter((outcome) => 'draft' in outcome).length} of ${size} hold an answer`);
  return { outcomes, unread: results.flatMap(({ skipped }) => skipped), fromSupport };
}

function sum(counts: readonly ThreadOutcome['masked'][]): Partial<Record<MaskKind, number>> {
  const total: Partial<Record<MaskKind, number>> = {};
  for (const masked of counts)
    for (const [kind, count] of Object.entries(masked) as [MaskKind, number][]) total[kind] = (total[kind] ?? 0) + count;
  return total;
}
