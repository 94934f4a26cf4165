import type { ChatEvent } from '#core/domain/chat-event.ts';
import { pack } from './attributes.ts';

/**
 * The room for the compressed events of a turn: a row has 400 KB, and question, notes and later events need some. That is more than a
 * megabyte of answer, hundreds of times what a model is allowed to write.
 */
const MAX_EVENTS_BYTES = 300 * 1024;

/**
 * Events as they are kept. An answer without room is kept in part and ends in an error, so that it is never shown as complete: the visitor
 * who watched has seen it all, and the turn is finished in any case.
 */
export function packEvents(events: readonly ChatEvent[], maxBytes = MAX_EVENTS_BYTES): Uint8Array {
  let packed = pack(events);
  for (let kept = events.length; packed.length > maxBytes; ) {
    kept = Math.floor(kept / 2);
    packed = pack([...events.slice(0, kept).filter(({ type }) => type !== 'done' && type !== 'error'), ...CUT]);
  }
  return packed;
}

const CUT: readonly ChatEvent[] = [
  { type: 'error', code: 'too_large', message: 'The rest of this answer was too long to be kept.', retryable: false },
  { type: 'done', answered: false, citations: [], reason: 'error' },
];
