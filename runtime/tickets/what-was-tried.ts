import type { Turn } from '#core/domain/session.ts';

/** One question of a ticket's conversation; a long message is in the transcript. */
const MAX_QUESTION_CHARACTERS = 160;

/**
 * What the visitor asked before the ticket and what came of it, with the articles that were shown: what a support engineer need not
 * suggest again. Messages that only gave the ticket its fields are left to the transcript.
 */
export function whatWasTried(turns: readonly Turn[]): string {
  return turns.flatMap(tried).join('\n');
}

function tried({ text, events }: Turn): string[] {
  const done = events.findLast((event) => event.type === 'done');
  const articles = events.flatMap((event) => (event.type === 'citation' ? [`    ${event.title} ${event.url}`] : []));
  const question = `- “${shortened(text)}”`;
  if (done?.reason === 'refused') return [`${question}: no answer was found`];
  if (done?.reason === 'error') return [`${question}: the answer failed`];
  return articles.length ? [`${question}: answered from`, ...articles] : [];
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= MAX_QUESTION_CHARACTERS ? line : `${line.slice(0, MAX_QUESTION_CHARACTERS - 1)}…`;
}
