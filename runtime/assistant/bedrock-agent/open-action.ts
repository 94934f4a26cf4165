import type { Turn } from '#core/domain/session.ts';
import type { AgentRequest } from '#core/ports/support-agent.ts';

/** What the agent asked to do and waits to hear about. */
export type OpenAction = { readonly invocationId: string; readonly action: string; readonly since: number };

/** The action that the last turn with the agent left open; null when there is none. */
export function openAction(history: readonly Turn[]): OpenAction | null {
  const since = history.findLastIndex(({ notes }) => notes?.agent !== undefined);
  const noted = history[since]?.notes?.agent as { readonly open?: { readonly invocationId?: unknown; readonly action?: unknown } | null };
  const { invocationId, action } = noted?.open ?? {};
  return typeof invocationId === 'string' && typeof action === 'string' ? { invocationId, action, since } : null;
}

/** Yes only where the visitor's ticket was filed since: that took the button, whatever was typed. */
export function visitorsWord({ invocationId, action, since }: OpenAction, history: readonly Turn[]): NonNullable<AgentRequest['decision']> {
  const accepted = history.slice(since).some(({ events }) => events.some(({ type }) => type === 'ticket'));
  return { invocationId, action, accepted };
}

/** The last offer, by which the agent's tool finds what the visitor accepted. The tool files nothing without an accepted one. */
export function ticketAttributes(history: readonly Turn[]): Readonly<Record<string, string>> {
  const offer = history.flatMap(({ events }) => events).findLast((event) => event.type === 'confirm');
  return offer?.type === 'confirm' ? { confirmationId: offer.confirmationId } : {};
}

const HELP =
  /\b(?:tickets?|support|help|humans?|persons?|people|someone|somebody|anybody|anyone|team|staff|engineers?|colleagues?|contact|escalate|report|case|hilfe|mensch(?:en)?|jemand(?:en)?|mitarbeiter|aide|quelqu'un|personne|humano|persona|ayuda|alguien|soporte|aiuto|qualcuno)\b/i;

/**
 * Whether a visitor's own words can mean the wish for a ticket. An agent reads pages, and a page may talk it into anything: its wish to act
 * counts only beside such words.
 */
export function speaksOfHelp(message: string): boolean {
  return HELP.test(message);
}
