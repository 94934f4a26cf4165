import type { Upload, UploadType } from '#core/domain/upload.ts';

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

/** Addresses that take a file past us, straight into the files. */
export interface UploadPlaces {
  /**
   * An address for one file of this type and of exactly so many bytes, once, until then. What was sent lies in the files under `path`. The
   * `headers` must be sent with it. Throws UpstreamFailed where none can be made.
   */
  open(file: {
    readonly path: string;
    readonly type: UploadType;
    readonly bytes: number;
    readonly expiresAt: string;
  }): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }>;
}
