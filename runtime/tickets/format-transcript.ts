import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Turn } from '#core/domain/session.ts';

/** The conversation as the support engineer reads it in the ticket: who said what, and what the answers rested on. */
export function formatTranscript(turns: readonly Turn[]): string {
  return turns.map(formatTurn).join('\n\n');
}

function formatTurn({ text, events }: Turn): string {
  const answer = events
    .map((event) => (event.type === 'delta' ? event.text : ''))
    .join('')
    // Desks show a comment as it is written.
    .replace(/\*\*(.{1,500}?)\*\*/g, '$1')
    .trim();
  const sources = events.flatMap((event) => (event.type === 'citation' ? [`  [${event.n}] ${event.title} ${event.url}`] : []));
  return [
    `Visitor: ${text.trim()}`,
    ...(answer ? [`Assistant: ${answer}`] : []),
    ...(sources.length ? ['Sources:', ...sources] : []),
    ...events.flatMap(outcome),
  ].join('\n');
}

function outcome(event: ChatEvent): string[] {
  if (event.type === 'error') return [`(The answer failed: ${event.code})`];
  if (event.type === 'done' && event.reason === 'refused') return ['(The assistant had no answer)'];
  if (event.type === 'done' && event.reason === 'stopped') return ['(Stopped before the end)'];
  return [];
}
