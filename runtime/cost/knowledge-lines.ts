import type { CostInput } from './estimate.ts';
import { type CostLine, costLine, GB, MILLION } from './line.ts';
import { MEASURED } from './measured.ts';
import { PRICES } from './prices.ts';
import {
  CHANGED_SHARE,
  CRAWL_MEMORY_GB,
  CRAWL_PROCESSORS,
  CRAWL_SECONDS_A_PAGE,
  CRAWL_START_SECONDS,
  IMAGES_GB,
  SIDES,
  TRANSITIONS_A_REFRESH,
  VECTOR_OVERHEAD_BYTES,
} from './traffic.ts';

/** The words of a question, for its vector. */
const QUESTION_TOKENS = 20;
/** Manifest, reports, the version's CSVs and their dates. */
const FILES_A_REFRESH = 8;
/** Versions of the CSVs that stay in the bucket, beside both sides' shards. */
const KEPT_VERSIONS = 30;

/** What the knowledge base costs: its vectors, its files, and the refreshes that keep it true. */
export function knowledgeLines({ corpus, dimensions, questionsPerMonth, refreshesPerMonth }: CostInput): CostLine[] {
  const { rows, tokens, bodyBytes, metadataBytes } = corpus;
  const again = changedShare(corpus);
  const searches = questionsPerMonth * MEASURED.searches;
  // Each number of a vector has four bytes.
  const searched = rows * (dimensions * 4 + VECTOR_OVERHEAD_BYTES) + metadataBytes;
  const stored = searched + bodyBytes;
  const csvBytes = bodyBytes + metadataBytes;
  const crawlHours = (refreshesPerMonth * (CRAWL_START_SECONDS + corpus.pages * CRAWL_SECONDS_A_PAGE)) / 3_600;
  return [
    costLine('Bedrock', 'embed the whole base, both sides', (tokens * SIDES) / MILLION, PRICES.embedding, 'once'),
    costLine('Bedrock', 'embed what refreshes change', (tokens * again * refreshesPerMonth) / MILLION, PRICES.embedding),
    costLine('Bedrock', 'embed questions', (searches * QUESTION_TOKENS) / MILLION, PRICES.embedding),
    costLine('S3 Vectors', 'write both sides', (stored * SIDES) / GB, PRICES.vectorPut, 'once'),
    costLine('S3 Vectors', 'write what refreshes change', (stored * again * refreshesPerMonth) / GB, PRICES.vectorPut),
    costLine('S3 Vectors', 'keep both sides', (stored * SIDES) / GB, PRICES.vectorStorage),
    costLine('S3 Vectors', 'searches', searches / MILLION, PRICES.vectorQuery),
    costLine('S3 Vectors', 'vectors read by searches', (searches * searched) / (1_000 * GB), PRICES.vectorRead),
    costLine('S3', 'CSVs, shards and versions', (csvBytes * (SIDES + KEPT_VERSIONS)) / GB, PRICES.fileStorage),
    costLine(
      'S3',
      'files that refreshes write',
      (refreshesPerMonth * (2 * corpus.shards * again + FILES_A_REFRESH)) / MILLION,
      PRICES.filePut,
    ),
    costLine('Step Functions', 'refreshes', (refreshesPerMonth * TRANSITIONS_A_REFRESH) / MILLION, PRICES.transition),
    costLine('Fargate', 'crawl: processor', crawlHours * CRAWL_PROCESSORS, PRICES.taskProcessor),
    costLine('Fargate', 'crawl: memory', crawlHours * CRAWL_MEMORY_GB, PRICES.taskMemory),
    costLine('Fargate', 'crawl: public address', crawlHours, PRICES.publicAddress),
    costLine('ECR', 'images', IMAGES_GB, PRICES.imageStorage),
  ];
}

/**
 * The share of a base that a refresh embeds again. A changed article has its shard read anew, so a few changes touch many shards; and the side
 * that is written to missed the refresh before as well.
 */
export function changedShare({ rows, shards }: CostInput['corpus']): number {
  const changed = SIDES * Math.max(1, rows * CHANGED_SHARE);
  return 1 - (1 - 1 / Math.max(1, shards)) ** changed;
}
