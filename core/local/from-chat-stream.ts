import { z } from 'zod';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { toolEvents } from '#core/domain/tool-call.ts';
import { wholeCharacters } from '#core/domain/whole-characters.ts';
import type { ModelEvent } from '#core/ports/chat-model.ts';
import { parseJson } from './completions-endpoint.ts';
import { fromRefusal } from './from-chat-completion.ts';

type End = Extract<ModelEvent, { type: 'end' }>;

const REASONS: Readonly<Record<string, End['reason']>> = {
  stop: 'end',
  tool_calls: 'tool',
  function_call: 'tool',
  length: 'length',
  content_filter: 'filtered',
};

const chunk = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.int().nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.int().min(0).nullish(), completion_tokens: z.int().min(0).nullish() }).nullish(),
});
const failure = z.object({
  error: z.union([z.string(), z.object({ code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() })]),
});

/**
 * What each event of a streamed `POST /chat/completions` comes to. The message is whole only with a `finish_reason`; tokens may come after it,
 * in a chunk without a choice.
 */
export async function* fromChatStream(events: AsyncIterable<string>, model: string): AsyncGenerator<readonly ModelEvent[]> {
  const calls = new Map<string, { name: string; input: string }>();
  const whole = wholeCharacters();
  let lastCall = '';
  let finish: string | undefined;
  let usage = { inputTokens: 0, outputTokens: 0 };
  for await (const event of events) {
    if (event === '[DONE]') break;
    const { choices, usage: counted } = parseChunk(event, model);
    if (counted) usage = { inputTokens: counted.prompt_tokens ?? 0, outputTokens: counted.completion_tokens ?? 0 };
    const { delta, finish_reason } = choices?.[0] ?? {};
    for (const { index, id, function: called } of delta?.tool_calls ?? []) {
      // Not every server numbers its calls; those that do not send each in one piece, with an id.
      lastCall = index == null ? (id ?? lastCall) : String(index);
      const call = calls.get(lastCall) ?? { name: '', input: '' };
      calls.set(lastCall, { name: call.name || (called?.name ?? ''), input: call.input + (called?.arguments ?? '') });
    }
    finish = delta?.refusal ? 'content_filter' : (finish ?? finish_reason ?? undefined);
    const text = whole(delta?.content ?? '');
    yield text ? [{ type: 'text', text }] : [];
  }
  const reason = reasonOf(finish);
  const tools = toolEvents(reason, [...calls.values()]);
  yield [...tools, { type: 'end', reason: tools.length ? 'tool' : reason, ...usage }];
}

function reasonOf(finish: string | undefined): End['reason'] {
  if (!finish) throw new UpstreamFailed('the model’s answer breaks off; run it again');
  const reason = REASONS[finish];
  if (!reason) throw new UpstreamFailed(`the model’s answer is broken (${finish.slice(0, 40)}); run it again`);
  return reason;
}

function parseChunk(event: string, model: string): z.infer<typeof chunk> {
  const value = parseJson(event);
  if (value === undefined) throw new UpstreamFailed('the model’s server sends broken JSON; run it again');
  const failed = failure.safeParse(value);
  if (failed.success) throw fromStreamError(failed.data.error, value, model);
  const parsed = chunk.safeParse(value);
  if (!parsed.success)
    throw new UpstreamFailed('the model’s answer is not what chat/completions documents; check `baseUrl`', { retryable: false });
  return parsed.data;
}

/** An error in the place of an answer. What says nothing that we know passes; servers number it or name it. */
function fromStreamError(error: z.infer<typeof failure>['error'], body: unknown, model: string): Error {
  const code = typeof error === 'string' ? '' : String(error.code ?? error.type ?? '');
  const status = Number(code) || 0;
  if (status === 429 || /rate_limit|overloaded/.test(code))
    return new LimitReached('the model’s server asks to wait; run it again later', 'rate_limited');
  if ((status >= 400 && status < 500) || /^(context_length_exceeded|insufficient_quota|invalid_|model_not_found)/.test(code))
    return fromRefusal(status, body, model);
  return new UpstreamFailed(`the model’s server breaks its answer off (${code.slice(0, 60) || 'no code'}); run it again`);
}
