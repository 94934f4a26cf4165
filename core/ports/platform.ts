import type { AnswerDays } from './answer-days.ts';
import type { ApiKeys } from './api-keys.ts';
import type { ChatModel } from './chat-model.ts';
import type { Clock } from './clock.ts';
import type { Confirmations } from './confirmations.ts';
import type { Drafts } from './drafts.ts';
import type { DurableRuns } from './durable-runs.ts';
import type { Events } from './events.ts';
import type { FeedbackBox } from './feedback.ts';
import type { Files } from './files.ts';
import type { Gaps } from './gaps.ts';
import type { Ids } from './ids.ts';
import type { IntentCache } from './intent-cache.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Model } from './model.ts';
import type { Notices } from './notices.ts';
import type { Outbox } from './outbox.ts';
import type { Progress } from './progress.ts';
import type { Queue } from './queue.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Serving } from './serving.ts';
import type { Sessions } from './sessions.ts';
import type { SupportRequests } from './support-requests.ts';
import type { TicketDesk } from './ticket-desk.ts';
import type { Turns } from './turns.ts';
import type { Uploads } from './uploads.ts';
import type { WorkFiles } from './work-files.ts';
import type { Workflows } from './workflows.ts';

/** The models that an assistant answers with, each for its own part. */
export type AssistantModels = {
  /** Reads what a message wants. */
  readonly reader: Model;
  /** Writes answers. */
  readonly answer: ChatModel;
  /** Words tickets. */
  readonly ticket: ChatModel;
};

/** Everything we need from the outside. Functions ask for the part they use: `Pick<Platform, 'files' | 'clock'>`. */
export type Platform = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly progress: Progress;
  readonly files: Files;
  readonly workFiles: WorkFiles;
  /** Whether a crawl may be told to read hosts of a private network: on AWS those are the stack's own. */
  readonly mayReadPrivateHosts: boolean;
  readonly knowledgeBase: KnowledgeBase;
  readonly serving: Serving;
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly confirmations: Confirmations;
  readonly drafts: Drafts;
  /** The model that rewrites drafts; null where none is configured: they keep the words of the mail. */
  readonly model: Model | null;
  /** The model that reads support requests; null where none is configured: rules read them. */
  readonly triageModel: Model | null;
  readonly gaps: Gaps;
  readonly feedback: FeedbackBox;
  readonly answerDays: AnswerDays;
  readonly rateLimits: RateLimits;
  readonly intents: IntentCache;
  readonly ticketDesk: TicketDesk;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly events: Events;
  readonly workflows: Workflows;
  readonly durableRuns: DurableRuns;
  readonly apiKeys: ApiKeys;
  readonly supportRequests: SupportRequests;
  readonly uploads: Uploads;
  /** The ids of support requests that wait to be looked at. */
  readonly queue: Queue;
};
