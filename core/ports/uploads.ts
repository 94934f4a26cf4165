import type { Upload } from '#core/domain/upload.ts';

/** Files on their way to a support request. What is over its time is gone. */
export interface Uploads {
  offer(upload: Upload): Promise<void>;
  /** Null for an unknown id, and one that is over. */
  get(id: string): Promise<Upload | null>;
  /** Says where it lies, once: null when it was sent before, or is over. */
  stored(id: string, stored: NonNullable<Upload['stored']>): Promise<Upload | null>;
  /**
   * Gives them to a request, all or none: false when one is unknown, over, was not sent, or belongs to another request. The same request
   * again is fine.
   */
  attach(ids: readonly string[], requestId: string): Promise<boolean>;
}
