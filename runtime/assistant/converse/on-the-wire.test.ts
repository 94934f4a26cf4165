import { onTestFinished } from 'vitest';
import { bedrockChatModel } from '#core/aws/chat-model.ts';
import { converseService } from '#core/aws/fixtures/converse-stream-server.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';
import { bedrockModel } from '#core/aws/model.ts';
import { openAiChatModel } from '#core/local/chat-model.ts';
import { chatStreamServer } from '#core/local/fixtures/chat-stream-server.ts';
import { temporaryDatabase } from '#core/local/fixtures/temporary.ts';
import { localIntentCache } from '#core/local/intent-cache.ts';
import { openAiModel } from '#core/local/model.ts';
import { localRateLimits } from '#core/local/rate-limits.ts';
import { randomIds, systemClock } from '#core/local/system.ts';
import { type AssistantSetting, describeAssistant } from '#core/ports/assistant.contract.ts';
import { honestReply } from '#core/ports/fixtures/honest-reply.ts';
import { noLog } from '#core/ports/log.ts';
import { noMetrics } from '#core/ports/metrics.ts';
import { type ConverseOptions, converseAssistant } from './converse.ts';

function assistantWith(models: ConverseOptions['models'], { knowledgeBase, ...setting }: AssistantSetting) {
  const database = temporaryDatabase();
  return converseAssistant({
    ...setting,
    models,
    ports: {
      knowledgeBase,
      ids: randomIds,
      clock: systemClock,
      log: noLog,
      metrics: noMetrics,
      intents: localIntentCache(database, systemClock),
      rateLimits: localRateLimits(database, systemClock),
    },
    budget: { answerTokens: 1_000, passageTokens: 4_000, sessionTokensPerDay: 1_000_000 },
  });
}

describeAssistant('converse over Bedrock’s wire', async (setting) => {
  const wire = await wireServer([converseService(honestReply)]);
  onTestFinished(() => wire.close());
  const service = { model: 'us.amazon.nova-2-lite-v1:0', region: 'eu-west-1', endpoint: wire.endpoint };
  const chat = bedrockChatModel(service);
  return assistantWith({ reader: bedrockModel(service), answer: chat, ticket: chat }, setting);
});

describeAssistant('converse over an OpenAI-compatible wire', async (setting) => {
  const server = await chatStreamServer(honestReply);
  onTestFinished(() => server.close());
  const service = { model: 'qwen3:8b', baseUrl: server.baseUrl };
  const chat = openAiChatModel(service);
  return assistantWith({ reader: openAiModel(service), answer: chat, ticket: chat }, setting);
});
