import type { ChatEvent } from '#core/domain/chat-event.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Passage } from '#core/domain/passage.ts';
import type { ChatModel } from '#core/ports/chat-model.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Metrics } from '#core/ports/metrics.ts';
import type { AnswerRequest, Written } from '../brain.ts';
import { type AnswerGate, answerGate } from '../prose/answer-gate.ts';
import { pieceSplitter } from '../prose/split-pieces.ts';
import { answerPrompt, passagesWithin } from './answer-prompt.ts';
import type { ModelCalls } from './model-calls.ts';
import { untrustedMarker } from './untrusted-block.ts';

export type AnswerWriterOptions = {
  readonly model: ChatModel;
  readonly brandName: string;
  readonly maxTokens: number;
  readonly passageTokens: number;
  readonly calls: ModelCalls;
  readonly ports: { readonly ids: Ids; readonly metrics: Metrics };
};

/** Lets the model write, and passes on what the passages say, piece by piece. A message that was cut ends in UpstreamFailed. */
export function answerWriter({ model, brandName, maxTokens, passageTokens, calls, ports }: AnswerWriterOptions) {
  return async function* (request: AnswerRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, Written> {
    const { asked, question } = request;
    const passages: readonly Passage[] = passagesWithin(asked, passageTokens);
    const gate = answerGate(passages, asked.map((each) => each.question.text).join(' '));
    const splitter = pieceSplitter();
    const prompt = answerPrompt(request, passages, brandName, maxTokens, untrustedMarker(ports.ids));
    try {
      for await (const event of calls.stream('answer', model, prompt, question, signal)) {
        // A tool that was not offered is not called.
        if (event.type === 'tool') continue;
        if (event.type === 'end' && event.reason !== 'end')
          throw new UpstreamFailed(`${model.name} did not finish its answer (${event.reason}); ask again, or raise the answer’s tokens`);
        for (const piece of event.type === 'text' ? splitter.push(event.text) : splitter.end()) yield* gate.pass(piece);
      }
      yield* gate.end();
    } finally {
      countDropped(gate, ports.metrics);
    }
    return { unanswered: asked.flatMap(({ passages: found }, index) => (found.length === 0 ? [index] : [])) };
  };
}

function countDropped({ dropped }: AnswerGate, metrics: Metrics): void {
  for (const why of new Set(dropped)) metrics.count('SentencesDropped', dropped.filter((one) => one === why).length, { why });
}
