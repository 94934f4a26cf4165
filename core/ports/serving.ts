import type { Side } from './knowledge-base.ts';

/** Which side answers, since when. */
export type ServingVersion = {
  /** Counts up with each promotion and rollback. */
  readonly version: number;
  readonly side: Side;
  /** SHA-256 over the manifests of the side, so that two versions with the same content are seen as such. */
  readonly contentHash: string;
  readonly articles: number;
  readonly promotedAt: string;
};

/** The one row that says what visitors are answered from. Readers may be up to 30 s behind. */
export interface Serving {
  /** Null before the first promotion. */
  current(): Promise<ServingVersion | null>;
  /** Newest first, at most `limit`. */
  history(limit: number): Promise<ServingVersion[]>;
  /** Makes `next` the serving one if `next.version - 1` still is (0 = none). Throws Conflict when somebody was faster. */
  promote(next: ServingVersion): Promise<void>;
}
