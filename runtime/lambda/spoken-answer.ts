import type { ChatEvent } from '#core/domain/chat-event.ts';
import { type Mode, plainText } from './plain-text.ts';

/** What a turn came to, for channels that show or speak one text. */
export type Outcome = {
  readonly text: string;
  readonly answered: boolean;
  /** As `done` says; empty for a plain answer. */
  readonly reason: string;
  readonly failed: boolean;
  readonly citations: readonly { readonly n: number; readonly title: string; readonly url: string }[];
  readonly offer: Extract<ChatEvent, { type: 'confirm' }> | null;
  readonly ticketId: string | null;
};

export function outcomeOf(events: readonly ChatEvent[], mode: Mode): Outcome {
  const done = events.find((event) => event.type === 'done');
  const failure = events.find((event) => event.type === 'error');
  const email = events.find((event) => event.type === 'handoff')?.email;
  const ticket = events.find((event) => event.type === 'ticket');
  const words = plainText(events.map((event) => (event.type === 'delta' ? event.text : '')).join(''), mode);
  const parts = [
    words,
    ...(failure ? [failure.message] : []),
    ...(failure && email ? [`You can also write to ${email}.`] : []),
    ...(ticket ? [`Your ticket is filed; its number is ${ticket.id}.`] : []),
  ];
  return {
    text: parts.filter(Boolean).join(mode === 'speech' ? ' ' : '\n\n'),
    answered: done?.answered ?? false,
    reason: done?.reason ?? '',
    failed: failure !== undefined,
    citations: events.flatMap((event) => (event.type === 'citation' ? [{ n: event.n, title: event.title, url: event.url }] : [])),
    offer: events.findLast((event) => event.type === 'confirm') ?? null,
    ticketId: ticket?.id ?? null,
  };
}

/** As many citations, from the first on, as fit into `max` characters of JSON. */
export function citationsWithin(citations: Outcome['citations'], max: number): string {
  const fitting = [...citations];
  while (fitting.length && JSON.stringify(fitting).length > max) fitting.pop();
  return JSON.stringify(fitting);
}
