import { estimateTokens } from '#core/domain/article.ts';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { Question } from '#core/ports/assistant.ts';
import type { ChatModel, ChatRequest, ModelEvent } from '#core/ports/chat-model.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Metrics } from '#core/ports/metrics.ts';
import type { Model, ModelRequest } from '#core/ports/model.ts';
import type { RateLimits, Use } from '#core/ports/rate-limits.ts';
import { orStopped } from '../until-stopped.ts';

/** What a call is for. */
type Role = 'reading' | 'answer' | 'ticket';
type Tokens = { readonly input: number; readonly output: number };

/** A reader is waited for by a visitor who sees nothing; an answer is read while it is written. */
const MAX_MS: Readonly<Record<Role, number>> = { reading: 8_000, answer: 60_000, ticket: 15_000 };
const DAY_SECONDS = 86_400;

export type ModelCalls = {
  /** The reader's answer as it wrote it. */
  generate(model: Model, request: ModelRequest, question: Question, signal: AbortSignal): Promise<unknown>;
  /** Ends as {@link ChatModel.stream} does. */
  stream(
    role: 'answer' | 'ticket',
    model: ChatModel,
    request: ChatRequest,
    question: Question,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent>;
};

/**
 * Calls of models, each within its time and the session's tokens of the day; what they cost is counted and noted with the turn. Before a
 * call the most it can cost is taken from the budget, and what was not used is given back after it. Throws LimitReached `budget_spent`.
 */
export function modelCalls(
  ports: { readonly rateLimits: RateLimits; readonly clock: Clock; readonly metrics: Metrics },
  sessionTokensPerDay: number,
): ModelCalls {
  const { rateLimits, clock, metrics } = ports;
  const spent = new WeakMap<Question, Partial<Record<Role, Tokens>>>();
  const use = (question: Question, amount: number): Use => ({
    key: `tokens session ${question.sessionId}`,
    limit: sessionTokensPerDay,
    windowSeconds: DAY_SECONDS,
    amount,
  });

  /** Opens a call; what it returns closes it with the tokens that were counted, null where the call broke off. */
  async function open(role: Role, prompt: string, maxTokens: number, question: Question) {
    const reserved = estimateTokens(prompt) + maxTokens;
    const taken = await rateLimits.take([use(question, reserved)]);
    if (!taken.allowed)
      throw new LimitReached('the session has used up its model tokens of the day', 'budget_spent', taken.retryAfterSeconds);
    const began = clock.now().getTime();
    let isFirst = true;
    return {
      event() {
        if (isFirst) metrics.time('ModelFirstEvent', clock.now().getTime() - began, { role });
        isFirst = false;
      },
      async close(tokens: Tokens | null) {
        metrics.time('ModelLatency', clock.now().getTime() - began, { role });
        if (!tokens) return metrics.count('ModelFailures', 1, { role });
        metrics.count('ModelInputTokens', tokens.input, { role });
        metrics.count('ModelOutputTokens', tokens.output, { role });
        const before = spent.get(question) ?? {};
        spent.set(question, { ...before, [role]: tokens });
        question.note?.({ tokens: spent.get(question) });
        // A service that does not count leaves the estimate standing.
        const rest = tokens.input + tokens.output > 0 ? reserved - tokens.input - tokens.output : 0;
        if (rest > 0) await rateLimits.giveBack([use(question, rest)]);
      },
    };
  }

  return {
    async generate(model, request, question, signal) {
      const call = await open('reading', `${request.system}${request.prompt}`, request.maxTokens, question);
      const time = timeLimit(signal, MAX_MS.reading);
      let tokens: Tokens | null = null;
      try {
        const { output, inputTokens, outputTokens } = await orStopped(model.generate(request, time.signal), time.signal);
        tokens = { input: inputTokens, output: outputTokens };
        return output;
      } finally {
        time.end();
        await call.close(tokens);
      }
    },
    async *stream(role, model, request, question, signal) {
      const prompt = `${request.system}${request.messages.flatMap(({ content }) => content.map(({ text }) => text)).join('')}`;
      const call = await open(role, prompt, request.maxTokens, question);
      const time = timeLimit(signal, MAX_MS[role]);
      let tokens: Tokens | null = null;
      try {
        for await (const event of model.stream(request, time.signal)) {
          call.event();
          if (event.type === 'end') tokens = { input: event.inputTokens, output: event.outputTokens };
          yield event;
        }
      } catch (error) {
        if (time.signal.aborted && !signal.aborted) throw new UpstreamFailed(`${model.name} took longer than ${MAX_MS[role] / 1000} s`);
        throw error;
      } finally {
        time.end();
        await call.close(tokens);
      }
    },
  };
}

/** The visitor's signal with a time limit. No AbortSignal.any: Node keeps a combined signal that somebody listens to, for ever. */
function timeLimit(signal: AbortSignal, ms: number): { readonly signal: AbortSignal; end(): void } {
  const limited = new AbortController();
  const stop = () => limited.abort(signal.reason);
  const timer = setTimeout(() => limited.abort(new UpstreamFailed(`the model took longer than ${ms / 1000} s`)), ms);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    signal: limited.signal,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
