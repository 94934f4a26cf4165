import type {
  CONVERSATION_DAYS,
  ConversationFigures,
  ConversationFilter,
  ConversationSummary,
  OpenConversation,
} from '#core/domain/conversation.ts';
import { call } from './desk-api.ts';

/** Which conversations are asked for. */
export type Asked = { readonly q: string; readonly filter: ConversationFilter | null; readonly days: (typeof CONVERSATION_DAYS)[number] };

export type ConversationPage = {
  readonly conversations: readonly ConversationSummary[];
  /** What the next page is asked for with; null at the end of the period. */
  readonly next: string | null;
  /** How many were looked at for it. */
  readonly lookedAt: number;
  /** The search is itself personal data: nothing was looked for. */
  readonly isPersonal: boolean;
};

export function listConversations({ q, filter, days }: Asked, cursor: string | null): Promise<ConversationPage> {
  const query = new URLSearchParams({ days: String(days) });
  if (q) query.set('q', q);
  if (filter) query.set('filter', filter);
  if (cursor !== null) query.set('cursor', cursor);
  return call('GET', `/conversations?${query}`);
}

export const getConversation = (id: string) => call<OpenConversation>('GET', `/conversations/${encodeURIComponent(id)}`);
export const getFigures = (days: Asked['days']) => call<ConversationFigures>('GET', `/conversation-figures?days=${days}`);

/** A page with the next one behind it. */
export function joined(before: ConversationPage, { conversations, next, lookedAt }: ConversationPage): ConversationPage {
  return { ...before, conversations: [...before.conversations, ...conversations], next, lookedAt: before.lookedAt + lookedAt };
}
