import type { Draft, Evidence, EvidenceMessage, Step } from '#core/domain/draft.ts';
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
  for (const message of from)
    for (const { start, end, terms } of sentencesOf(message)) {
      const shared = missing.filter((term) => terms.has(term)).length;
      if (shared <= (best?.shared ?? 0) || shared < missing.length * MIN_SHARE) continue;
      best = { evidence: { messageId: message.id, start, end }, shared };
    }
  return best?.evidence ?? null;
}

type MailSentence = { readonly start: number; readonly end: number; readonly terms: ReadonlySet<string> };

/** Read once a message and not with each letter that is typed. */
const known = new WeakMap<EvidenceMessage, readonly MailSentence[]>();

function sentencesOf(message: EvidenceMessage): readonly MailSentence[] {
  const before = known.get(message);
  if (before) return before;
  const sentences = [...message.text.matchAll(SENTENCE)].flatMap(({ 0: text, index }) => {
    const terms = new Set(contentTerms(text));
    return terms.size ? [{ start: index + text.search(/\S/), end: index + text.trimEnd().length, terms }] : [];
  });
  known.set(message, sentences);
  return sentences;
}
