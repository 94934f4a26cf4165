import type { ConversationFilter, ConversationSummary } from '#core/domain/conversation.ts';
import { createMasker } from '#core/domain/redact.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { SessionActivity } from '#core/ports/turns.ts';
import { type ConversationPorts, loadConversations, readStored } from './load-conversations.ts';
import { maskConversation } from './mask-conversation.ts';
import { startOfPeriod } from './period.ts';
import { fits, placeOf, searchTerms, summarise } from './summarise.ts';

/**
 * The most conversations that one request reads, found or not. They are masked before they are searched, about a millisecond each; the rest
 * is the next request's, which goes on where this one ended.
 */
export const MAX_LOOKED_AT = 500;

/** Of the web; of Lex and Connect. Long hex is masked elsewhere, as it may be a key. */
const SESSION_ID = /^(?:[0-9a-f]{32}|(?:lex|connect)-[0-9a-f]{40})$/;

export type Wanted = {
  /** Words, or the id of a session. Empty: all. */
  readonly q: string;
  readonly filter: ConversationFilter | null;
  readonly days: number;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after: SessionActivity | null;
};

export type FoundConversations = {
  readonly conversations: readonly ConversationSummary[];
  /** Where to go on; null at the end of the period. */
  readonly next: SessionActivity | null;
  /** How many were looked at for it. */
  readonly lookedAt: number;
  /** The search is itself personal data, such as an address. That is masked everywhere, so nothing was looked for. */
  readonly isPersonal: boolean;
};

/** Conversations with all words of `q` in what is shown of them, newest first. `keep` are words that are no names. */
export async function findConversations(
  { q, filter, days, limit, after }: Wanted,
  ports: ConversationPorts & { readonly clock: Clock },
  keep: readonly string[],
): Promise<FoundConversations> {
  if (SESSION_ID.test(q)) return await ofSession(q, filter, ports, keep);
  if (isPersonal(q, keep)) return { conversations: [], next: null, lookedAt: 0, isPersonal: true };
  const terms = searchTerms(q);
  const found: ConversationSummary[] = [];
  let next = after;
  let lookedAt = 0;
  const loading = loadConversations({ from: startOfPeriod(ports.clock.now(), days), before: after, most: MAX_LOOKED_AT }, ports, keep);
  while (true) {
    const loaded = await loading.next();
    if (loaded.done) return { conversations: found, next: loaded.value === 'ended' ? null : next, lookedAt, isPersonal: false };
    const { activity, shown } = loaded.value;
    next = activity;
    lookedAt += shown ? 1 : 0;
    if (!shown || !fits(shown, filter)) continue;
    const excerpt = terms.length ? placeOf(shown, terms) : undefined;
    if (excerpt === null) continue;
    found.push({ ...summarise(shown), ...(excerpt === undefined ? {} : { excerpt }) });
    if (found.length >= limit) return { conversations: found, next, lookedAt, isPersonal: false };
  }
}

/** Whenever it was. */
async function ofSession(
  sessionId: string,
  filter: ConversationFilter | null,
  ports: ConversationPorts,
  keep: readonly string[],
): Promise<FoundConversations> {
  const stored = await readStored(sessionId, ports);
  const shown = stored.turns.length > 0 ? await maskConversation(stored, keep) : null;
  const conversations = shown && fits(shown, filter) ? [summarise(shown)] : [];
  return { conversations, next: null, lookedAt: stored.turns.length > 0 ? 1 : 0, isPersonal: false };
}

function isPersonal(q: string, keep: readonly string[]): boolean {
  return createMasker({ keep }).mask(q).masked.length > 0;
}
