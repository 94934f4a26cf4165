import type { Draft, Step } from './draft.ts';

/**
 * Checks each sentence of a draft against the mail it points at: a sentence is supported when its words stand, in order, in the quoted
 * spans (extractive), so that an edit that adds a claim is seen. Returns the draft with `supported` set anew.
 */
export function checkEvidence(draft: Draft): Draft {
  const check = (step: Step): Step => ({ ...step, supported: isSupported(step, draft) });
  return { ...draft, question: check(draft.question), steps: draft.steps.map(check) };
}

/** The quoted text of a step, in the order of its evidence. Spans outside their message give nothing. */
export function quotes(step: Step, draft: Pick<Draft, 'messages'>): string[] {
  return step.evidence.flatMap(({ messageId, start, end }) => {
    const text = draft.messages.find((message) => message.id === messageId)?.text;
    return text !== undefined && start >= 0 && end > start && end <= text.length ? [text.slice(start, end)] : [];
  });
}

function isSupported(step: Step, draft: Draft): boolean {
  const said = contentTokens(quotes(step, draft).join(' '));
  const claimed = contentTokens(step.text);
  if (claimed.length === 0 || said.length === 0) return false;
  let position = 0;
  for (const token of claimed) {
    const found = said.indexOf(token, position);
    if (found < 0) return false;
    position = found + 1;
  }
  return true;
}

/** Words, numbers and identifiers in lower case; punctuation and case are not claims. */
function contentTokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_<>]+(?:[.:/-][\p{L}\p{N}_]+)*/gu) ?? [];
}
