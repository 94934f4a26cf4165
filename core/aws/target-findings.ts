import type { DataSource, IngestionJobSummary, KnowledgeBase } from '@aws-sdk/client-bedrock-agent';
import type { Source } from '#core/domain/passage.ts';
import type { TargetFinding } from '#core/ports/ingest-target.ts';
import type { Side } from '#core/ports/knowledge-base.ts';

/** A side as Bedrock tells it. */
export type SideSettings = {
  readonly side: Side;
  readonly bucket: string;
  readonly knowledgeBase: Partial<KnowledgeBase>;
  /** Of the other side. */
  readonly other: Partial<KnowledgeBase>;
  readonly sources: readonly {
    readonly source: Source;
    readonly dataSource: Partial<DataSource>;
    /** The newest few. */
    readonly jobs: readonly Partial<IngestionJobSummary>[];
  }[];
};

const RUNNING = ['STARTING', 'IN_PROGRESS', 'STOPPING'];

/** What of these settings lets a refresh fail, or succeed without being one. */
export function targetFindings(settings: SideSettings): TargetFinding[] {
  return [...knowledgeBaseFindings(settings), ...settings.sources.flatMap((source) => sourceFindings(settings, source))];
}

function knowledgeBaseFindings({ side, knowledgeBase, other }: SideSettings): TargetFinding[] {
  const { knowledgeBaseId: id, status, knowledgeBaseConfiguration, storageConfiguration, failureReasons } = knowledgeBase;
  const name = `the ${side} knowledge base ${id}`;
  const type = knowledgeBaseConfiguration?.type;
  const storage = storageConfiguration?.type;
  const [ours, theirs] = [embeddingOf(knowledgeBase), embeddingOf(other)];
  return [
    ...stopUnless(status === 'ACTIVE', `${name} is ${status}${reasonsText(failureReasons)}, not ACTIVE`),
    ...stopUnless(type === 'VECTOR', `${name} is of type ${type}, not VECTOR`),
    ...stopUnless(
      type !== 'VECTOR' || ours === theirs,
      `${name} embeds with ${ours}, the other side with ${theirs}; thresholds hold for one of them only`,
    ),
    ...warnUnless(storage === 'S3_VECTORS', `${name} stores vectors in ${storage}; filters and thresholds were made for S3_VECTORS`),
  ];
}

function sourceFindings({ side, bucket }: SideSettings, { source, dataSource, jobs }: SideSettings['sources'][number]): TargetFinding[] {
  const {
    dataSourceId: id,
    status,
    dataSourceConfiguration,
    vectorIngestionConfiguration,
    dataDeletionPolicy,
    failureReasons,
  } = dataSource;
  const name = `the data source ${id} of ${side} ${source}`;
  const { bucketArn, inclusionPrefixes = [] } = dataSourceConfiguration?.s3Configuration ?? {};
  const prefix = `kb/${side}/${source}/`;
  const chunking = vectorIngestionConfiguration?.chunkingConfiguration?.chunkingStrategy ?? 'the default';
  const running = jobs.find((job) => RUNNING.includes(job.status ?? ''));
  return [
    ...stopUnless(status === 'AVAILABLE', `${name} is ${status}${reasonsText(failureReasons)}, not AVAILABLE`),
    ...stopUnless(bucketArn?.split(':').at(-1) === bucket, `${name} reads ${bucketArn ?? 'no bucket'}, not the bucket ${bucket}`),
    ...stopUnless(
      inclusionPrefixes.length === 1 && inclusionPrefixes[0] === prefix,
      `${name} reads below ${inclusionPrefixes.map((one) => `\`${one}\``).join(', ') || 'no prefix'}, not below \`${prefix}\``,
    ),
    // A row is the unit of knowledge: a strategy that cuts it makes passages out of halves.
    ...stopUnless(
      chunking === 'NONE',
      `${name} cuts rows (chunking ${chunking}); it must be NONE, for which the source has to be made anew`,
    ),
    ...stopUnless(
      !vectorIngestionConfiguration?.customTransformationConfiguration,
      `${name} has a custom transformation, which may change what was checked; remove it`,
    ),
    ...stopUnless(!running, `job ${running?.ingestionJobId} of ${name} is ${running?.status}; wait until it ends, or stop it`),
    ...warnUnless(
      dataDeletionPolicy === 'RETAIN',
      `${name} has the deletion policy ${dataDeletionPolicy}; with RETAIN it can be removed when its index is gone`,
    ),
  ];
}

/** Model and dimensions, as far as Bedrock shows them. */
function embeddingOf({ knowledgeBaseConfiguration }: Partial<KnowledgeBase>): string {
  const { embeddingModelArn, embeddingModelConfiguration } = knowledgeBaseConfiguration?.vectorKnowledgeBaseConfiguration ?? {};
  const dimensions = embeddingModelConfiguration?.bedrockEmbeddingModelConfiguration?.dimensions;
  return `${embeddingModelArn?.split('/').at(-1)}${dimensions ? ` in ${dimensions} dimensions` : ''}`;
}

function reasonsText(reasons: readonly string[] = []): string {
  return reasons.length ? ` (${reasons[0]!.slice(0, 200)})` : '';
}

function stopUnless(isRight: boolean, problem: string): TargetFinding[] {
  return isRight ? [] : [{ stops: true, problem }];
}

function warnUnless(isRight: boolean, problem: string): TargetFinding[] {
  return isRight ? [] : [{ stops: false, problem }];
}
