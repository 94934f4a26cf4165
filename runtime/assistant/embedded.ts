import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { assistantOf } from './assistant-of.ts';
import type { AnswerRequest, AssistantOptions, Written } from './brain.ts';
import { type AnswerBlock, composeAnswer } from './extract/compose-answer.ts';
import { deltas } from './say.ts';

/** The assistant without a model: it looks up, quotes and cites. Equal questions on equal knowledge give equal answers. */
export function embeddedAssistant(options: AssistantOptions): Assistant {
  return assistantOf({ writeAnswer }, options);
}

async function* writeAnswer({ asked }: AnswerRequest): AsyncGenerator<ChatEvent, Written> {
  const { parts, closing } = composeAnswer(asked);
  yield* quote([...parts.flat(), ...(closing ? [closing] : [])]);
  return { unanswered: parts.flatMap((part, index) => (part.length === 0 ? [index] : [])) };
}

/** Citations come before the words that they support; words come sentence by sentence. */
function* quote(blocks: readonly AnswerBlock[]): Generator<ChatEvent> {
  const shown = new Set<number>();
  for (const [index, block] of blocks.entries()) {
    if (!shown.has(block.citation.n)) yield { type: 'citation', ...block.citation };
    shown.add(block.citation.n);
    yield* deltas([block.text], index > 0);
  }
}
