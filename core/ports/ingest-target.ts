import type { Source } from '#core/domain/passage.ts';
import type { Side } from './knowledge-base.ts';

/** What the service that reads uploads calls a source of a side. */
export type TargetIds = { readonly knowledgeBaseId: string; readonly dataSourceId: string };

export type TargetFinding = {
  /** A refresh would fail, or its success would mean less than it says. */
  readonly stops: boolean;
  /** The setting, what it is, and what it must be, as a clause. */
  readonly problem: string;
};

/** The managed service behind a knowledge base, as it was set up. Left out where there is nothing to set up: on one machine. */
export interface IngestTarget {
  idsOf(side: Side, source: Source): TargetIds;
  /** What is wrong with the settings of a side, and whether something is being read into it. Changes nothing. */
  inspect(side: Side): Promise<TargetFinding[]>;
}

/** Left out on one machine. */
export type TargetPort = { readonly target?: IngestTarget };
