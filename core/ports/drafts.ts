import type { Draft, DraftState } from '#core/domain/draft.ts';

/** Proposed articles and what people decided about them. */
export interface Drafts {
  get(id: string): Promise<Draft | null>;
  /** Sorted by id. */
  list(state?: DraftState): Promise<Draft[]>;
  /** Stores version n where n - 1 is there, or version 1 where nothing is. Throws Conflict otherwise: two reviewers never overwrite each other. */
  put(draft: Draft): Promise<void>;
}
