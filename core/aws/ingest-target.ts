import { SOURCES, type Source } from '#core/domain/passage.ts';
import type { IngestTarget } from '#core/ports/ingest-target.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { bedrockCalls } from './bedrock-calls.ts';
import type { AwsConnection } from './connection.ts';
import type { BedrockSide } from './knowledge-base.ts';
import { targetFindings } from './target-findings.ts';

export type BedrockTargetOptions = AwsConnection & {
  readonly sides: Readonly<Record<Side, BedrockSide>>;
  /** Where uploads go. */
  readonly bucket: string;
};

/** A running job is among the newest: a knowledge base takes one at a time. */
const NEWEST_JOBS = 5;

/** The settings of both knowledge bases and their data sources, read from Bedrock. */
export function bedrockTarget({ sides, bucket, ...connection }: BedrockTargetOptions): IngestTarget {
  const { agent } = bedrockCalls(connection);

  async function knowledgeBaseOf(side: Side) {
    const { knowledgeBaseId } = sides[side];
    return await agent('bedrock:GetKnowledgeBase', `the knowledge base ${knowledgeBaseId}`, async ({ GetKnowledgeBaseCommand }, client) => {
      const { knowledgeBase } = await client.send(new GetKnowledgeBaseCommand({ knowledgeBaseId }));
      return knowledgeBase ?? {};
    });
  }

  async function sourceOf(side: Side, source: Source) {
    const ids = idsOf(side, source);
    const name = `the data source ${ids.dataSourceId} of the knowledge base ${ids.knowledgeBaseId}`;
    const [dataSource, jobs] = await Promise.all([
      agent('bedrock:GetDataSource', name, async ({ GetDataSourceCommand }, client) => {
        return (await client.send(new GetDataSourceCommand(ids))).dataSource ?? {};
      }),
      agent('bedrock:ListIngestionJobs', name, async ({ ListIngestionJobsCommand }, client) => {
        const newest = { sortBy: { attribute: 'STARTED_AT', order: 'DESCENDING' }, maxResults: NEWEST_JOBS } as const;
        return (await client.send(new ListIngestionJobsCommand({ ...ids, ...newest }))).ingestionJobSummaries ?? [];
      }),
    ]);
    return { source, dataSource, jobs };
  }

  function idsOf(side: Side, source: Source) {
    const { knowledgeBaseId, dataSources } = sides[side];
    return { knowledgeBaseId, dataSourceId: dataSources[source] };
  }

  return {
    idsOf,
    async inspect(side) {
      const [knowledgeBase, other, ...sources] = await Promise.all([
        knowledgeBaseOf(side),
        knowledgeBaseOf(SIDES.find((one) => one !== side)!),
        ...SOURCES.map((source) => sourceOf(side, source)),
      ]);
      return targetFindings({ side, bucket, knowledgeBase, other, sources });
    },
  };
}
