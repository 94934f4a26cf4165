import type { Turn } from '#core/domain/session.ts';
import { contentTerms, isStopWord, words } from '#core/domain/words.ts';
import { bare, withoutCourtesy } from '../conversation/small-talk.ts';

/** A question as it is searched for. */
export type ResolvedQuestion = {
  readonly text: string;
  /** Words of earlier turns that the question leans on; empty when it stands by itself. */
  readonly context: string;
  /** What the same message tells around the question. It is not searched for. */
  readonly story?: string;
  /** What the answer before a follow-up cited, by url. */
  readonly cited?: readonly string[];
};

/** More of the past would outweigh what is asked now. */
const MAX_CONTEXT_WORDS = 12;
/** A question with so many words of its own is understood without the past. */
const STANDS_ALONE_TERMS = 4;

const CONNECTOR =
  /^(?:and|but|or|also|so|then|what about|how about|what if|same for|same with|is it the same|what else|anything else|why not|why|how so|how|for example|example|an example|more|tell me more|go on|details|explain)\b/;
const PREPOSITION = /^(?:on|in|with|without|for|from|behind|under|using|after|before|through|via|as)\b/;
const POINTER =
  /\b(?:it|its|that|this|these|those|they|them|there|one|ones|instead|the same|the other|the first|the second|the former|the latter)\b/;
/** `it` that points at nothing: `is it possible`, and determiners: `this error`. */
const EMPTY_POINTER =
  /\b(?:is|was|would) it (?:possible|ok|okay|safe|necessary|required|allowed)\b|\b(?:it(?:'s| is) (?:possible|said|not possible))\b|\bthat (?:the|a|an|my|our|we|i|it|you|there)\b|\b(?:is|are) there\b|\bone (?:of|or|server|worker|node|application|app)\b|\bthis (?:plugin|connector|product|tool)\b/g;

/**
 * True for a question that is only understood with the one before it: `and with a proxy?`, `how do I turn it off?`, `what about 4.6?`.
 * A message with an identifier of its own (an error code, a property) stands by itself unless it opens with a connector.
 */
export function isFollowUp(text: string): boolean {
  const message = bare(withoutCourtesy(text));
  const own = contentTerms(message);
  if (/^(?:and|but|or|what about|how about|what if|same for|same with)\b/.test(message)) return own.length <= 2 * STANDS_ALONE_TERMS;
  if (own.length >= STANDS_ALONE_TERMS) return false;
  if (CONNECTOR.test(message) && own.length <= 1) return true;
  if (/\b(?:an |any )?examples?$/.test(message) && own.length <= 2) return true;
  if (PREPOSITION.test(message)) return true;
  return POINTER.test(message.replace(EMPTY_POINTER, ' '));
}

/** Adds to a follow-up what the last question was about. The past is read from the visitor's own turns and from the cited titles. */
export function resolveFollowUp(text: string, history: readonly Turn[]): ResolvedQuestion {
  const topic = isFollowUp(text) ? lastTopic(history) : '';
  if (!topic) return { text, context: '' };
  return { text, context: withoutRivals(topic, text), cited: lastCited(history) };
}

/** Adds what a reader took a question to be about to what it is searched with. */
export function withSummary(question: ResolvedQuestion, summary: string): ResolvedQuestion {
  const known = new Set(contentTerms(`${question.text} ${question.context}`));
  const fresh = meaning(summary).filter((word) => contentTerms(word).some((term) => !known.has(term)));
  if (fresh.length === 0) return question;
  return {
    ...question,
    context: [question.context, ...new Set(fresh)].filter(Boolean).join(' ').split(' ').slice(0, MAX_CONTEXT_WORDS).join(' '),
  };
}

function lastCited(history: readonly Turn[]): string[] {
  const last = history.findLast(isQuestionTurn);
  return last?.events.flatMap((event) => (event.type === 'citation' ? [event.url] : [])) ?? [];
}

/** The words of the last question, with those it leaned on itself. */
function lastTopic(history: readonly Turn[]): string {
  let topic: string[] = [];
  for (const turn of history.toReversed()) {
    if (!isQuestionTurn(turn)) continue;
    topic = [...meaning(turn.text), ...topic];
    const title = citedTitle(turn);
    // A bare "FW-2002?" is better known by the title that answered it.
    if (topic.length <= 2 && title && !isFollowUp(turn.text)) topic = [...topic, ...meaning(title)];
    if (!isFollowUp(turn.text) || topic.length >= MAX_CONTEXT_WORDS) break;
  }
  return [...new Set(topic)].slice(0, MAX_CONTEXT_WORDS).join(' ');
}

function isQuestionTurn(turn: Turn): boolean {
  return turn.events.some((event) => event.type === 'citation' || (event.type === 'done' && event.reason === 'refused'));
}

function citedTitle(turn: Turn): string | undefined {
  const first = turn.events.find((event) => event.type === 'citation');
  return first?.type === 'citation' ? first.title : undefined;
}

function meaning(text: string): string[] {
  return words(text).flatMap((word) => (isStopWord(word.text) ? [] : [text.slice(word.start, word.end)]));
}

/** `what about 4.6?` asks about 4.6 and no longer about 4.7; the same with error codes and with on and off. */
function withoutRivals(topic: string, text: string): string {
  const rivals = [/^\d+(?:\.\d+)+(?:\.x)?$/, /^[A-Za-z]{2,6}-\d{2,6}$/].filter((shape) =>
    words(text).some((word) => shape.test(word.text)),
  );
  const flips = /\b(?:off|disable|remove|stop|undo|delete)\b/i.test(text) ? /^(?:enable|activate|on|switch|start|add)$/i : /^$/;
  return topic
    .split(' ')
    .filter((word) => !rivals.some((shape) => shape.test(word)) && !flips.test(word))
    .join(' ');
}
