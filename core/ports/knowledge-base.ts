import type { Passage, Source } from '#core/domain/passage.ts';
import type { SearchExplanation } from '#core/domain/search-explanation.ts';

export const SIDES = ['blue', 'green'] as const;
/** One of the two indexes: one serves, the other is idle and takes the next refresh. */
export type Side = (typeof SIDES)[number];

export type RetrieveQuery = {
  /** At most 1,000 characters are used. */
  readonly text: string;
  /** 1 to 100. */
  readonly limit: number;
  /** The side to ask: canaries name the idle one. Default: the serving side. */
  readonly side?: Side;
  /** Only passages that carry all of these tags. Applied after retrieval, so fewer than `limit` may come. */
  readonly tags?: readonly string[];
  /** Only passages of this source. */
  readonly source?: Source;
};

/** The state of one source's ingestion, in Bedrock's words. Success is COMPLETE with failed 0 and scanned > 0. */
export type IngestionJob = {
  readonly jobId: string;
  readonly status: 'STARTING' | 'IN_PROGRESS' | 'COMPLETE' | 'FAILED' | 'STOPPING' | 'STOPPED';
  readonly statistics: {
    /** Files, not rows. */
    readonly scanned: number;
    readonly indexed: number;
    readonly deleted: number;
    readonly failed: number;
  };
  readonly failureReasons: readonly string[];
};

/** Articles that cannot be found by meaning, and the model that has not embedded them. */
type NotEmbedded = { readonly articles: number; readonly model: string };

/**
 * The searchable articles. Ingestion reads the uploaded shards below `kb/{side}/{source}/` and changes that side only; a shard whose
 * bytes and sidecar are as at the last ingestion is scanned and left alone. A side that an ingestion emptied is embedded anew by the next.
 */
export interface KnowledgeBase {
  /** Passages below this confidence are no answer: measured for the scale of this knowledge base. */
  readonly minConfidence: number;
  /** Best first; empty when nothing serves or nothing fits. */
  retrieve(query: RetrieveQuery): Promise<Passage[]>;
  /** The same passages in the same order, with why they stand there as far as that can be told. For people who tune articles; it may take longer. */
  explain(query: RetrieveQuery): Promise<SearchExplanation>;
  /** Keeps that an answer cited these articles just now. Left out by adapters that have no place for it. */
  noteCited?(urls: readonly string[]): Promise<void>;
  /**
   * The name of a side's index, where one side can become another index, which knows nothing of what the one before it held. Left out where
   * there is always the same.
   */
  indexName?(side: Side): string;
  /** What of a side has no vector of the configured model; null where nothing lacks one. Left out where a job fails instead. */
  notEmbedded?(side: Side): Promise<NotEmbedded | null>;
  /** Starts reading a source into a side. Throws Conflict while another job of that side runs. */
  startIngestion(side: Side, source: Source): Promise<string>;
  /** Throws NotFound for an unknown job. */
  ingestion(jobId: string): Promise<IngestionJob>;
}
