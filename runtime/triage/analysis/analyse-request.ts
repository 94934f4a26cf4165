import { createMasker } from '#core/domain/redact.ts';
import type { SupportRequest } from '#core/domain/support-request.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { AnalysisSettings } from '#core/domain/triage-settings.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';
import { alikeTickets } from './alike.ts';
import { readByModel } from './by-model.ts';
import { fieldsOf, readByRules } from './by-rules.ts';
import { draftReply } from './draft-reply.ts';
import { mainQuestion } from './main-question.ts';
import { productOf } from './product.ts';
import { readRequest } from './read-request.ts';
import { summaryOf } from './summary.ts';

export type AnalysisPorts = Pick<Platform, 'knowledgeBase' | 'files' | 'log' | 'ids' | 'clock' | 'metrics' | 'triageModel'> & {
  readonly assistant: Assistant;
  readonly settings: AnalysisSettings;
};

/**
 * What an agent needs to know of a request. Rules read it, or the model where one is configured; the draft is what the assistant answers
 * to its question. Throws what model, knowledge base, files and assistant throw, UpstreamFailed where the assistant hands over or a model's
 * answer does not fit: nothing is guessed in its place, and the same call may be made again. It has no side effect.
 */
export async function analyseRequest({ id, content }: Pick<SupportRequest, 'id' | 'content'>, ports: AnalysisPorts): Promise<Triage> {
  const { settings, triageModel, knowledgeBase } = ports;
  const masker = createMasker({ keep: [settings.brandName] });
  const masked = masker.mask(content).text;
  const request = readRequest(content);
  const question = mainQuestion(request);
  const said = request.written.join('\n');
  const rules = {
    ...readByRules(request, settings),
    fields: fieldsOf(request, settings.ticketFields),
    summary: summaryOf(request, content, masker),
    by: 'rules',
  };
  // One after the other: where the model fails nothing else was paid for.
  const read = triageModel ? await readByModel({ id, content, masked, rules, masker }, triageModel, ports) : rules;
  const draft = question === null ? null : await draftReply(question, ports);
  return {
    ...read,
    product: question === null ? null : await productOf(question, said, knowledgeBase),
    draft,
    ...(await alikeTickets(said || content, ports, masker)),
  };
}
