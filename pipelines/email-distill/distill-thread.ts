import type { Thread } from '#core/domain/message.ts';
import { type PreparedThread, prepareThread } from './prepare-thread.ts';
import type { MailboxPeople } from './thread/mentioned-people.ts';
import type { SupportSide } from './thread/who-is-support.ts';
import { decideThread, type RefusalCode } from './write/decide-thread.ts';
import { type WrittenDraft, writeDraft } from './write/write-draft.ts';

/** A thread that gives no article. `subject` is masked; `thread` is a digest of the first Message-ID. */
export type Refused = {
  readonly thread: string;
  readonly subject: string;
  readonly code: RefusalCode | 'failed';
  readonly reason: string;
  /** What an engineer would have to answer to make an article of it, with masked quotes; empty where none can come of it. */
  readonly questions: readonly string[];
};

export type ThreadOutcome = { readonly masked: PreparedThread['masked'] } & (
  | { readonly draft: WrittenDraft }
  | { readonly refused: Refused }
);

/** What is known of the whole mailbox. */
export type Mailbox = { readonly side: SupportSide; readonly people: MailboxPeople };

/** All that happens to one thread: clean, mask, decide, write. Depends on nothing else, so threads can be worked on anywhere. */
export function distillThread(thread: Thread, { side, people }: Mailbox, tags: readonly string[]): ThreadOutcome {
  const prepared = prepareThread(thread, side, people);
  const decision = decideThread(prepared);
  const { masked } = prepared;
  if (decision.article) return { masked, draft: writeDraft(prepared, decision, tags) };
  const { code, reason, questions } = decision;
  return { masked, refused: { thread: thread.id, subject: prepared.subject, code, reason, questions } };
}
