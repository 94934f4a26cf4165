import { review } from '#core/domain/draft.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Who the audit trail names for what no person did. */
export const NOBODY = 'threadwell';

/** Brings back the snoozed drafts whose day has come (UTC). Whoever changes one at the same time has decided about it: theirs stands. */
export async function wakeSnoozed(ports: Pick<Platform, 'drafts' | 'clock'>): Promise<void> {
  const at = ports.clock.now().toISOString();
  const today = at.slice(0, 10);
  for (const draft of await ports.drafts.list('snoozed')) {
    if (!draft.until || draft.until > today) continue;
    try {
      await ports.drafts.put(review(draft, 'proposed', { who: NOBODY, at, note: `was snoozed until ${draft.until}` }));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
}
