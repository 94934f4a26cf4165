import { NotFound } from '#core/domain/errors.ts';
import type { SupportRequest } from '#core/domain/support-request.ts';
import type { Platform } from '#core/ports/platform.ts';

/** What an agent says of the draft reply. `by` signs it. */
export type SaidOfDraft = { readonly helpful: boolean; readonly comment: string | null; readonly by: string };

/** Keeps what an agent says of the draft of a request, the last word only. Throws NotFound where there is no draft. */
export async function rateDraft(
  requestId: string,
  { helpful, comment, by }: SaidOfDraft,
  { supportRequests, clock, metrics }: Pick<Platform, 'supportRequests' | 'clock' | 'metrics'>,
): Promise<SupportRequest> {
  const before = await supportRequests.get(requestId);
  if (!before?.triage?.draft) throw new NotFound('there is no such request with a draft reply');
  const kept = await supportRequests.setFeedback(requestId, { helpful, comment, by, at: clock.now().toISOString() });
  if (!kept) throw new NotFound('there is no such request with a draft reply');
  // The same word again, with a comment perhaps, is no second vote.
  if (before.feedback?.helpful !== helpful) metrics.count(helpful ? 'DraftHelpful' : 'DraftUnhelpful');
  return kept;
}
