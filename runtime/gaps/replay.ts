import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { GapClosing } from '#core/domain/gap.ts';
import type { Assistant, Question } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Enough to see what the answer says. */
const MAX_ANSWER_CHARACTERS = 600;

export type ReplayPorts = Pick<Platform, 'ids'> & { readonly assistant: Assistant };

/** Asks a question as a new visitor would; `note` takes what the assistant notes of its answer. Throws what the assistant throws. */
export async function replay(text: string, { assistant, ids }: ReplayPorts, note: Question['note'] = () => {}): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  const turn = { sessionId: ids.random(), turnId: 'replay', text, history: [], note };
  for await (const event of assistant.answer(turn, new AbortController().signal)) events.push(event);
  return events;
}

/** The beginning of an answer, and what it cites. */
export function answerOf(events: readonly ChatEvent[]): Pick<GapClosing, 'answer' | 'citations'> {
  const answer = events.map((event) => (event.type === 'delta' ? event.text : '')).join('');
  return {
    answer: answer.length > MAX_ANSWER_CHARACTERS ? `${answer.slice(0, MAX_ANSWER_CHARACTERS)}…` : answer,
    citations: events.flatMap((event) => (event.type === 'citation' ? [{ title: event.title, url: event.url, source: event.source }] : [])),
  };
}
