import { DISTILLER, type Draft, review, WORKFLOW_TAG } from '#core/domain/draft.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Comparison } from './compare/compare-docs.ts';
import { wordsDigest } from './rewrite/words-digest.ts';
import type { WrittenDraft } from './write/write-draft.ts';

/**
 * Stores the drafts that are new, as proposed. One that is there stays as it is, whatever its state, and so does a merged one that says the
 * same about this thread and others. `wordsOf` gives a new one its final words. A proposed draft on the same threads with older content is closed in favour of the new one. Each step
 * may be the last before a kill: the next run finds what is missing. Returns how many were new.
 */
export async function storeDrafts(
  drafts: readonly WrittenDraft[],
  compare: (draft: WrittenDraft) => Comparison,
  ports: Pick<Platform, 'drafts' | 'clock' | 'progress'>,
  wordsOf: (draft: WrittenDraft) => Promise<WrittenDraft> = (draft) => Promise.resolve(draft),
): Promise<number> {
  let added = 0;
  const stored = await ports.drafts.list();
  const known = new Set(stored.map(({ id }) => id));
  const written = new Set(drafts.map(({ id }) => id));
  for (const [index, draft] of drafts.entries()) {
    ports.progress.at(index, drafts.length);
    if (stored.some((other) => other.id !== draft.id && covers(other, draft))) continue;
    const at = ports.clock.now().toISOString();
    if (!known.has(draft.id)) {
      const audit = [{ at, who: DISTILLER, what: 'proposed' }];
      const worded = await wordsOf(draft);
      added += (await put({ ...worded, ...compare(worded), version: 1, state: 'proposed', audit }, ports)) ? 1 : 0;
    }
    for (const older of stored.filter((other) => isReplaced(other, draft) && !written.has(other.id)))
      await put(review(older, 'merged', { who: DISTILLER, at, note: `replaced by draft ${draft.id}` }), ports);
  }
  return added;
}

/** False when somebody else wrote first: a second run with the same draft, or a reviewer. Theirs stands. */
async function put(draft: Draft, ports: Pick<Platform, 'drafts'>): Promise<boolean> {
  try {
    await ports.drafts.put(draft);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/** A stored draft that holds these threads and more, with the same words: only a part of the mailbox was read this time. */
function covers(stored: Draft, draft: WrittenDraft): boolean {
  return (
    stored.threads.length > draft.threads.length &&
    draft.threads.every((thread) => stored.threads.includes(thread)) &&
    (stored.rewritten?.from ?? wordsDigest(stored)) === wordsDigest(draft)
  );
}

/** What a workflow wrote may quote no thread at all, or the docs beside it: the workflow decides about it (`runtime/workflow/mail-draft.ts`). */
function isReplaced(stored: Draft, draft: WrittenDraft): boolean {
  if (stored.state !== 'proposed' || stored.tags.includes(WORKFLOW_TAG)) return false;
  return stored.id !== draft.id && stored.threads.every((thread) => draft.threads.includes(thread));
}
