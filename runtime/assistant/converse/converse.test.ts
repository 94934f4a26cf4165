import { randomIds, systemClock } from '#core/local/system.ts';
import { describeAssistant } from '#core/ports/assistant.contract.ts';
import { honestChatModel, scriptedReader } from '#core/ports/fixtures/honest-model.ts';
import { noMetrics } from '#core/ports/metrics.ts';
import { converseAssistant } from './converse.ts';
import { memoryIntents, unlimited } from './fixtures/converse-ports.ts';

const silent = { info() {}, warn() {}, error() {} };

describeAssistant('the converse assistant', ({ knowledgeBase, ...rest }) =>
  converseAssistant({
    ...rest,
    ports: {
      knowledgeBase,
      ids: randomIds,
      clock: systemClock,
      log: silent,
      intents: memoryIntents(),
      rateLimits: unlimited,
      metrics: noMetrics,
    },
    models: { reader: scriptedReader(), answer: honestChatModel(), ticket: honestChatModel() },
    budget: { answerTokens: 1_000, passageTokens: 4_000, sessionTokensPerDay: 1_000_000 },
  }),
);
