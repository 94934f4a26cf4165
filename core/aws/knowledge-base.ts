import type { IngestionJob as BedrockJob } from '@aws-sdk/client-bedrock-agent';
import type { KnowledgeBaseRetrievalResult, RetrieveCommandInput } from '@aws-sdk/client-bedrock-agent-runtime';
import { Conflict, NotFound, UpstreamFailed } from '#core/domain/errors.ts';
import { type Passage, SOURCES, type Source } from '#core/domain/passage.ts';
import { SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Files } from '#core/ports/files.ts';
import { freshnessReader } from '#core/ports/freshness-reader.ts';
import type { Ids } from '#core/ports/ids.ts';
import { type IngestionJob, type KnowledgeBase, type RetrieveQuery, SIDES, type Side } from '#core/ports/knowledge-base.ts';
import type { Log } from '#core/ports/log.ts';
import type { Serving } from '#core/ports/serving.ts';
import { bedrockCalls } from './bedrock-calls.ts';
import type { AwsConnection } from './connection.ts';
import { nameOf } from './from-aws-error.ts';
import { fromIngestionJob } from './from-ingestion-job.ts';
import { fromRetrievedResult } from './from-retrieved-result.ts';
import { toRetrieveRequest } from './to-retrieve-request.ts';

/** What Bedrock calls a side and its sources. */
export type BedrockSide = { readonly knowledgeBaseId: string; readonly dataSources: Readonly<Record<Source, string>> };

export type BedrockKnowledgeBaseOptions = AwsConnection & {
  readonly sides: Readonly<Record<Side, BedrockSide>>;
  readonly files: Files;
  readonly serving: Serving;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Default {@link BEDROCK_MIN_CONFIDENCE}. */
  readonly minConfidence?: number;
};

/**
 * Where the assistant says "I don't know" unless configured otherwise, as a cosine similarity. A careful guess for Titan Text Embeddings V2:
 * `threadwell eval` on a deployed stack shows what fits its articles.
 */
export const BEDROCK_MIN_CONFIDENCE = 0.4;

const JOB_ID = new RegExp(`^(${SIDES.join('|')})/(${SOURCES.join('|')})/([0-9a-zA-Z]{10})$`);

/** Two Bedrock Knowledge Bases on S3 Vectors, one a side, with one data source for each of ours. */
export function bedrockKnowledgeBase(options: BedrockKnowledgeBaseOptions): KnowledgeBase {
  const { sides, files, serving, ids, minConfidence = BEDROCK_MIN_CONFIDENCE } = options;
  const freshnessOf = freshnessReader(options);
  const { agent, runtime } = bedrockCalls(options);

  async function search(request: RetrieveCommandInput, wanted: number): Promise<KnowledgeBaseRetrievalResult[]> {
    const found: KnowledgeBaseRetrievalResult[] = [];
    let nextToken: string | undefined;
    do {
      const page = await runtime(request.knowledgeBaseId!, ({ RetrieveCommand }, client) =>
        client.send(new RetrieveCommand({ ...request, nextToken })),
      );
      const results = page.retrievalResults ?? [];
      found.push(...results);
      nextToken = results.length ? page.nextToken : undefined;
    } while (nextToken && found.length < wanted);
    return found;
  }

  async function retrieve(query: RetrieveQuery): Promise<Passage[]> {
    const serves = await serving.current();
    const side = query.side ?? serves?.side;
    const request = side ? toRetrieveRequest(sides[side].knowledgeBaseId, query) : null;
    if (!request) return [];
    const wanted = request.retrievalConfiguration?.vectorSearchConfiguration?.numberOfResults ?? query.limit;
    const [results, freshness] = await Promise.all([search(request, wanted), freshnessOf(side === serves?.side ? serves : null)]);
    const passages = results.flatMap((result) => fromRetrievedResult(result, freshness) ?? []);
    if (results.length && !passages.length)
      throw new UpstreamFailed(
        `none of the ${results.length} results of the ${side} side says which article it is of; its files were read without their sidecars, run ingest again`,
        { retryable: false },
      );
    const { tags = [] } = query;
    return bestOfEach(passages.filter((passage) => passage.score > 0 && tags.every((tag) => passage.tags.includes(tag)))).slice(
      0,
      query.limit,
    );
  }

  return {
    minConfidence,
    retrieve,
    /** Bedrock compares the question as a whole: there is a similarity, and no word that made it. */
    async explain(query) {
      const why = { words: null, nearPlace: null, folded: [] };
      const passages = await retrieve(query);
      return { ranking: 'vectors', asked: [], passages: passages.map((passage) => ({ ...passage, why })) };
    },
    /** Model and cut cannot be changed there: with others come a knowledge base or data sources of other ids. */
    indexName(side) {
      const { knowledgeBaseId, dataSources } = sides[side];
      return [knowledgeBaseId, ...SOURCES.map((source) => dataSources[source])].join('/');
    },
    async startIngestion(side, source) {
      const { knowledgeBaseId, dataSources } = sides[side];
      const asked = { knowledgeBaseId, dataSourceId: dataSources[source], clientToken: ids.random(256) };
      const { ingestionJob } = await agent(
        'bedrock:StartIngestionJob',
        `the knowledge base ${knowledgeBaseId}`,
        async ({ StartIngestionJobCommand }, client) => {
          try {
            return await client.send(new StartIngestionJobCommand(asked));
          } catch (error) {
            if (nameOf(error) !== 'ConflictException') throw error;
            throw new Conflict(`another ingestion of the ${side} side is running; wait until it ends`, 'conflict', { cause: error });
          }
        },
      );
      return `${side}/${source}/${ingestionJob?.ingestionJobId}`;
    },
    async ingestion(jobId) {
      const [, side, source, ingestionJobId] = (JOB_ID.exec(jobId) ?? []) as unknown as [string, Side, Source, string];
      if (!ingestionJobId) throw unknownJob(jobId);
      const { knowledgeBaseId, dataSources } = sides[side];
      const asked = { knowledgeBaseId, dataSourceId: dataSources[source], ingestionJobId };
      const job = await agent(
        'bedrock:GetIngestionJob',
        `the knowledge base ${knowledgeBaseId}`,
        async ({ GetIngestionJobCommand }, client): Promise<BedrockJob | undefined> => {
          try {
            return (await client.send(new GetIngestionJobCommand(asked))).ingestionJob;
          } catch (error) {
            if (nameOf(error) !== 'ResourceNotFoundException') throw error;
            throw unknownJob(jobId);
          }
        },
      );
      const told = fromIngestionJob(jobId, job ?? {});
      return told.status === 'COMPLETE' ? withBareFiles(told, await bareFiles(files, `kb/${side}/${source}`)) : told;
    },
  };
}

/** A long article may come in several pieces: the best one speaks for it, as everywhere else. */
function bestOfEach(passages: readonly Passage[]): Passage[] {
  const best = new Map<string, Passage>();
  for (const passage of passages.toSorted((a, b) => b.score - a.score)) if (!best.has(passage.url)) best.set(passage.url, passage);
  return [...best.values()];
}

/** CSVs without a sidecar: Bedrock reads them as running text, without urls, and calls it a success. */
async function bareFiles(files: Files, folder: string): Promise<string[]> {
  const paths = new Set<string>();
  for await (const { path } of files.list(folder)) paths.add(path);
  return [...paths].filter((path) => !path.endsWith(SIDECAR_SUFFIX) && !paths.has(path + SIDECAR_SUFFIX));
}

function withBareFiles(job: IngestionJob, bare: readonly string[]): IngestionJob {
  const { indexed, failed } = job.statistics;
  return {
    ...job,
    statistics: { ...job.statistics, indexed: Math.max(0, indexed - bare.length), failed: failed + bare.length },
    failureReasons: [...job.failureReasons, ...bare.map((path) => `${path}${SIDECAR_SUFFIX} is missing; run ingest again`)],
  };
}

function unknownJob(jobId: string): NotFound {
  return new NotFound(`ingestion job ${jobId.slice(0, 120)} is unknown; start a new one`);
}
