import type { ChatEvent } from '#core/domain/chat-event.ts';
import { splitSentences } from './extract/read-passage.ts';

/** Code, lists and tables in one piece, prose by sentence. Pieces join to the whole text. */
export function* deltas(texts: readonly string[], isContinued = false): Generator<ChatEvent> {
  for (const [index, text] of texts.entries()) {
    const gap = isContinued || index > 0 ? '\n\n' : '';
    const pieces = /^(?:[`|-]|\d+\.)/.test(text) || text.includes('\n') ? [text] : splitSentences(text);
    for (const [at, piece] of pieces.entries()) yield { type: 'delta', text: `${at === 0 ? gap : ' '}${piece}` };
  }
}

/** A turn that is no answer: small talk, or a question of ours. */
export function* say(text: string): Generator<ChatEvent> {
  yield* deltas(text.split('\n\n'));
  yield { type: 'done', answered: false, citations: [] };
}
