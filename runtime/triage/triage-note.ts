import type { Triage } from '#core/domain/triage.ts';
import { priorityOf } from './priority-of.ts';

/** A draft is a page or two; what a model writes beyond that nobody sends. */
const MAX_DRAFT_CHARACTERS = 40_000;

/** How each note begins. */
export const TRIAGE_NOTE = 'Triage (by ';

/** What agents read beside the request, most urgent first. Plain text: Zendesk shows it as it is. */
export function triageNote(triage: Triage): string {
  const { category, product, fields, language, sentiment, summary, escalation, draft, similar, expert, by } = triage;
  const versions = Object.entries(fields).map(([name, value]) => `${name} ${value}`);
  const lines = [
    ...(escalation === null ? [] : [`ESCALATED: ${escalation}`]),
    `Summary: ${summary}`,
    `Priority: ${priorityOf(triage)} · Category: ${category} · Sentiment: ${sentiment} · Language: ${language}`,
    `Product: ${[product ?? 'unknown', ...versions].join(' · ')}`,
    `Suggested expert: ${expert ?? 'nobody is known'}`,
    `Similar solved tickets: ${similar.length ? similar.map(({ id, subject }) => `#${id} “${subject}”`).join(', ') : 'none'}`,
  ];
  return [`${TRIAGE_NOTE}${by})`, lines.join('\n'), draftText(draft)].join('\n\n');
}

function draftText(draft: Triage['draft']): string {
  if (!draft) return 'No draft reply: the knowledge base does not answer this.';
  const sources = draft.citations.map(({ n, title, url }) => `[${n}] ${title} ${url}`);
  return ['Draft reply (nothing was sent; check it first):', draft.text.slice(0, MAX_DRAFT_CHARACTERS), sources.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}
