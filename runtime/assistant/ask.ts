import { byteLength } from '#core/domain/article.ts';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { freshnessText } from '#core/domain/freshness-text.ts';
import { MAX_MESSAGE_BYTES } from '#core/domain/session.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';

/**
 * `ask "question"`: one turn of a fresh session. "I don't know" is an answer too, so the command fails only where the assistant did.
 * Throws InvalidInput for an empty or too long question.
 */
export async function askCommand(
  question: string,
  ports: Pick<Platform, 'ids' | 'clock'> & { readonly assistant: Assistant },
): Promise<CommandResult> {
  if (!question.trim()) throw new InvalidInput('the question is empty; write it in quotes: ask "How do I …?"');
  if (byteLength(question) > MAX_MESSAGE_BYTES) throw new InvalidInput(`the question is over ${MAX_MESSAGE_BYTES} bytes; shorten it`);
  const events: ChatEvent[] = [];
  const turn = { sessionId: ports.ids.random(), turnId: 'ask', text: question, history: [] };
  for await (const event of ports.assistant.answer(turn, new AbortController().signal)) events.push(event);

  const answer = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  const cited = events.filter((event) => event.type === 'citation');
  const citations = cited.map(({ n, title, url }) => ({ n, title, url }));
  const failure = events.find((event) => event.type === 'error');
  const answered = events.some((event) => event.type === 'done' && event.answered);
  const now = ports.clock.now();
  const sources = cited.map(({ n, title, url, updatedAt, crawledAt }) => {
    const freshness = freshnessText({ updatedAt, crawledAt }, now);
    return `[${n}] ${title}\n    ${url}${freshness && `\n    ${freshness}`}`;
  });
  const text = [answer, ...(sources.length ? [`Sources:\n${sources.join('\n')}`] : []), ...(failure ? [`Failed: ${failure.message}`] : [])]
    .filter(Boolean)
    .join('\n\n');
  return { report: { answered, answer, citations, events }, text, ok: !failure };
}
