import { parseArticles } from '#core/domain/article-csv.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Message, Thread } from '#core/domain/message.ts';
import type { MaskKind } from '#core/domain/redact-finding.ts';
import type { Platform } from '#core/ports/platform.ts';
import { docsComparison } from './compare/compare-docs.ts';
import { mergeDrafts } from './compare/merge-drafts.ts';
import { distillThread, type Mailbox, type Refused, type ThreadOutcome } from './distill-thread.ts';
import { readMailbox } from './read/read-mailbox.ts';
import { storeDrafts } from './store-drafts.ts';
import { peopleOf } from './thread/mentioned-people.ts';
import { threadMessages } from './thread/thread-messages.ts';
import { describeSide, type SupportReport, type SupportSide, supportSide } from './thread/who-is-support.ts';

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
  readonly skipped: readonly { readonly source: string; readonly reason: string }[];
  readonly masked: Readonly<Partial<Record<MaskKind, number>>>;
  /** Who counted as support. */
  readonly support: SupportReport;
};

/** The CSV of the docs, against which drafts are compared. */
const DOCS = 'web_docs.csv';

type Ports = Pick<Platform, 'drafts' | 'files' | 'clock' | 'log' | 'progress'>;

/**
 * Turns a mailbox into proposed drafts. A second run over the same mail changes nothing, and a run after a kill ends as the killed one would
 * have. Throws InvalidInput when no message at all could be read; single failures are listed and the run goes on.
 */
export async function distill(input: DistillInput, ports: Ports): Promise<DistillReport> {
  const { messages, skipped } = await readAll(input.paths, ports);
  const threads = threadMessages(messages);
  const side = supportSide(input.support, threads);
  const outcomes = distillThreads(threads, { side, people: peopleOf(threads) }, input.tags, ports);
  const { drafts, merged } = mergeDrafts(outcomes.flatMap((outcome) => ('draft' in outcome ? [outcome.draft] : [])));
  ports.progress.step('Compare with the docs', drafts.length);
  const compare = docsComparison(parseArticles((await ports.files.readText(DOCS)) ?? 'title,url,body,tags\n', DOCS));
  const added = await storeDrafts(drafts, compare, ports);
  ports.progress.end(`${drafts.length} drafts, ${added} new`);
  const refused = outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome.refused] : []));
  ports.log.info('distilled', {
    messages: messages.length,
    threads: threads.length,
    drafts: drafts.length,
    added,
    merged,
    refused: refused.length,
  });
  return {
    messages: messages.length,
    threads: threads.length,
    drafts: drafts.length,
    added,
    merged,
    titles: drafts.map(({ id, title, threads: own }) => ({ id, title, threads: own.length })),
    refused,
    skipped,
    masked: sum(outcomes.map((outcome) => outcome.masked)),
    support: describeSide(side, input.support, threads),
  };
}

async function readAll(paths: readonly string[], { progress }: Ports) {
  const messages: Message[] = [];
  const skipped: { source: string; reason: string }[] = [];
  progress.step('Read mail');
  for await (const read of readMailbox(paths)) {
    if ('message' in read) messages.push(read.message);
    else skipped.push(read.skipped);
    progress.at(messages.length);
  }
  progress.end(`${messages.length} messages${skipped.length ? `, ${skipped.length} skipped` : ''}`);
  if (messages.length === 0) {
    const why = skipped.length
      ? skipped
          .slice(0, 3)
          .map(({ source, reason }) => `${source}: ${reason}`)
          .join('; ')
      : 'no path was named';
    throw new InvalidInput(`no mail could be read (${why}); name .eml or .mbox files, ticket .json, or a folder that holds some`);
  }
  return { messages, skipped };
}

/** A thread that breaks the code is one thread less, and is said so; the others are worth having. */
function distillThreads(threads: readonly Thread[], mailbox: Mailbox, tags: readonly string[], { progress, log }: Ports): ThreadOutcome[] {
  progress.step('Distil threads', threads.length);
  const outcomes = threads.map((thread, index): ThreadOutcome => {
    progress.at(index + 1);
    try {
      return distillThread(thread, mailbox, tags);
    } catch (error) {
      log.error('a thread could not be distilled', { thread: thread.id }, error);
      return {
        masked: {},
        refused: {
          thread: thread.id,
          subject: '',
          code: 'failed',
          reason: 'an error in the program; the log has it by the thread’s id',
          questions: [],
        },
      };
    }
  });
  progress.end(`${outcomes.filter((outcome) => 'draft' in outcome).length} of ${threads.length} hold an answer`);
  return outcomes;
}

function sum(counts: readonly ThreadOutcome['masked'][]): Partial<Record<MaskKind, number>> {
  const total: Partial<Record<MaskKind, number>> = {};
  for (const masked of counts)
    for (const [kind, count] of Object.entries(masked) as [MaskKind, number][]) total[kind] = (total[kind] ?? 0) + count;
  return total;
}
