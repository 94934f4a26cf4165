import type { Draft, Evidence, Step } from '#core/domain/draft.ts';
import { quotes } from '#core/domain/evidence.ts';
import { contentTerms } from '#core/domain/words.ts';

/** A sentence of a mail: dots inside `proxy.host` and `4.6.3` do not end it. */
const SENTENCE = /(?:[^\n.!?]|[.!?](?=[^\s.!?]))+[.!?]*/g;
/** So much of what a sentence says and its quotes do not must stand in the suggested one. */
const MIN_SHARE = 0.5;

/**
 * The sentence of the mail that best carries what this one says beyond its quotes, for a reviewer to take; null where none comes close.
 * `from` are the messages that may be quoted: what to do is said by support.
 */
export function suggestQuote(step: Step, from: Draft['messages']): Evidence | null {
  const quoted = new Set(quotes(step, { messages: from }).flatMap(contentTerms));
  const missing = contentTerms(step.text).filter((term) => !quoted.has(term));
  if (missing.length === 0) return null;
  let best: { readonly evidence: Evidence; readonly shared: number } | null = null;
  for (const { id: messageId, text } of from)
    for (const match of text.matchAll(SENTENCE)) {
      const has = new Set(contentTerms(match[0]));
      const shared = missing.filter((term) => has.has(term)).length;
      if (shared <= (best?.shared ?? 0) || shared < missing.length * MIN_SHARE) continue;
      const start = match.index + match[0].search(/\S/);
      best = { evidence: { messageId, start, end: match.index + match[0].trimEnd().length }, shared };
    }
  return best?.evidence ?? null;
}
