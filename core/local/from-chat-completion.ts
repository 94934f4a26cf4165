import { z } from 'zod';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { RawAnswer } from '#core/domain/model-answer.ts';

const completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.int().min(0).nullish(), completion_tokens: z.int().min(0).nullish() }).nullish(),
});
const refused = z.object({ error: z.object({ code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() }) });

/** The text of an answer and its tokens. Throws LimitReached for one that was cut off and UpstreamFailed for one that is none. */
export function fromChatCompletion(body: unknown, maxTokens: number): RawAnswer {
  const parsed = completion.safeParse(body);
  if (!parsed.success)
    throw new UpstreamFailed('the model’s answer is not what chat/completions documents; check `baseUrl`', { retryable: false });
  const { message, finish_reason: reason } = parsed.data.choices[0]!;
  if (reason === 'length') throw new LimitReached(`the model’s answer is longer than ${maxTokens} tokens`, 'too_large');
  if (message.refusal || reason === 'content_filter') throw new UpstreamFailed('the model refuses to answer', { retryable: false });
  const { usage } = parsed.data;
  return { text: message.content ?? '', inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 };
}

/** A status that asking again does not change, as one of our errors. The server’s own words are left out: they may repeat the question. */
export function fromRefusal(status: number, body: unknown, model: string): Error {
  const parsed = refused.safeParse(body);
  const code = String((parsed.success && (parsed.data.error.code ?? parsed.data.error.type)) || 'no code');
  const failed = (message: string) => new UpstreamFailed(message, { retryable: false });
  if (status === 413 || code === 'context_length_exceeded') return new LimitReached('the question is too long for the model', 'too_large');
  if (code === 'insufficient_quota' || status === 402)
    return new LimitReached('the budget of the model’s account is spent', 'budget_spent');
  if (status === 401 || status === 403) return failed(`the model’s server refuses the key (status ${status}); check MODEL_API_KEY`);
  if (status === 404) return failed(`the model’s server knows no \`${model}\` or no such address; check \`model\` and \`baseUrl\``);
  return failed(`the model’s server answers with status ${status} (${code.slice(0, 60)}); check \`model\` and \`baseUrl\``);
}
