import type { Contradiction } from '#core/domain/draft.ts';
import { type Finding, speaksTo } from './finding.ts';

/** A question is known when one finding speaks to this share of its words. */
export const KNOWN = 0.6;

/** What an article can be made of. */
export type Analysis = {
  readonly known: readonly string[];
  readonly missing: readonly string[];
  readonly contradictory: readonly Contradiction[];
};

/** Which questions the findings speak to, and where the docs and a thread give one setting different values. */
export function analyse(questions: readonly string[], findings: readonly Finding[]): Analysis {
  const isKnown = (question: string) => findings.some((finding) => speaksTo(question, finding) >= KNOWN);
  return {
    known: questions.filter(isKnown),
    missing: questions.filter((question) => !isKnown(question)),
    contradictory: contradictions(findings),
  };
}

function contradictions(findings: readonly Finding[]): Contradiction[] {
  const passages = findings.filter(({ kind }) => kind === 'passage').flatMap(settingsOf);
  const threads = findings.filter(({ kind }) => kind === 'thread').flatMap(settingsOf);
  return passages.flatMap((docs) => {
    const other = threads.find(({ name, value }) => name === docs.name && value !== docs.value);
    return other ? [{ docsUrl: docs.url ?? '', docsQuote: docs.quote, mailQuote: other.quote }] : [];
  });
}

/** `queue.capacity=500`, `queue.capacity: 500`, `queue.capacity to 500`. */
const SETTING = /`?\b([a-z]\w{0,40}(?:[.-]\w{1,40}){1,6})\b`?[ \t]{0,4}(?:=|:|\bto\b)[ \t]{0,4}[`"]?([\w.-]{0,60}\w)/gi;

function settingsOf({ steps, url }: Finding) {
  return steps.flatMap(({ text }) =>
    [...text.matchAll(SETTING)].map(([quote, name = '', value = '']) => ({ name: name.toLowerCase(), value, quote, url })),
  );
}
