import type { Draft, DraftState } from '#core/domain/draft.ts';
import { byValue, type DraftValue, draftValue } from '#core/domain/draft-value.ts';
import { MAX_GAP_QUESTIONS } from '#core/domain/gap.ts';
import { visitorsWhoAsked } from '#core/domain/visitors-who-asked.ts';
import type { Platform } from '#core/ports/platform.ts';
import { wakeSnoozed } from './wake-snoozed.ts';

/** A draft with what its review is worth. */
export type ValuedDraft = Draft & { readonly value: DraftValue };

/**
 * The drafts, or those of a state, in the order in which they are worth a review: articles that are served and may be wrong first, then by
 * count × recency × gap. Snoozed ones whose day has come are brought back first.
 */
export async function listDrafts(ports: Pick<Platform, 'drafts' | 'gaps' | 'clock'>, state?: DraftState): Promise<ValuedDraft[]> {
  await wakeSnoozed(ports);
  const [drafts, questions] = await Promise.all([ports.drafts.list(), ports.gaps.list(MAX_GAP_QUESTIONS)]);
  // What a visitor asked is told apart by all drafts, also those of other states.
  const visitors = visitorsWhoAsked(
    drafts,
    // A weak answer is one: every second one was right.
    questions.filter(({ closed, why }) => !closed && why !== 'low_score'),
  );
  const now = ports.clock.now();
  return drafts
    .filter((draft) => state === undefined || draft.state === state)
    .map((draft) => ({ ...draft, value: draftValue(draft, visitors.get(draft.id) ?? 0, now) }))
    .sort(byValue);
}
