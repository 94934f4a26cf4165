import type { Conversation } from '#core/domain/conversation.ts';
import type { Turn } from '#core/domain/session.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { SessionActivity } from '#core/ports/turns.ts';
import { maskConversation, type StoredConversation } from './mask-conversation.ts';

/** Conversations that are read at the same time: on AWS each is two queries, and one may have megabytes. */
const READ_AT_ONCE = 10;
/** Far more than a thousand conversations as they are, and some ten seconds of masking at worst. Who fills conversations with the longest messages does not keep an operator waiting for minutes. */
const MAX_CHARACTERS = 6_000_000;

const NOTHING: StoredConversation = { turns: [], feedback: [] };

export type ConversationPorts = Pick<Platform, 'turns' | 'feedback'>;
/** A whole conversation as it is stored and as it may be shown. */
export type Loaded = { readonly activity: SessionActivity; readonly turns: readonly Turn[]; readonly shown: Conversation };

/**
 * The conversations of a period, newest first, each once and whole, from behind `before`. One that went on behind it is passed over, as
 * it stands further up. Ends with the period, or after `most` of them or some millions of characters; each step says how far it has looked.
 */
export async function* loadConversations(
  { from, before, most }: { readonly from: string; readonly before: SessionActivity | null; readonly most: number },
  ports: ConversationPorts,
  keep: readonly string[],
): AsyncGenerator<Loaded | { readonly activity: SessionActivity; readonly shown: null }, 'ended' | 'stopped'> {
  const seen = new Set<string>();
  let position = before ?? undefined;
  let characters = 0;
  for (let left = most; left > 0; ) {
    const limit = Math.min(READ_AT_ONCE, left);
    const part = await ports.turns.recent({ from, before: position, limit });
    const stored = await Promise.all(part.map(({ sessionId }) => (seen.has(sessionId) ? null : readStored(sessionId, ports))));
    for (const [index, activity] of part.entries()) {
      const { turns, feedback } = stored[index] ?? NOTHING;
      seen.add(activity.sessionId);
      // There is nothing where it was met before in this request, or where its time has ended just now.
      if (turns.length === 0 || (before !== null && turns.some((turn) => isBehind(turn, before)))) {
        yield { activity, shown: null };
        continue;
      }
      yield { activity, turns, shown: await maskConversation({ turns, feedback }, keep) };
      left -= 1;
      characters += lengthOf(turns);
      if (characters >= MAX_CHARACTERS) return 'stopped';
    }
    if (part.length < limit) return 'ended';
    position = part.at(-1);
  }
  return 'stopped';
}

/** What is stored of a session; no turns where there is nothing, or nothing any more. */
export async function readStored(sessionId: string, { turns, feedback }: ConversationPorts): Promise<StoredConversation> {
  const [asked, said] = await Promise.all([turns.list(sessionId), feedback.ofSession(sessionId)]);
  return { turns: asked, feedback: said };
}

function lengthOf(turns: readonly Turn[]): number {
  const told = (turn: Turn) => turn.events.reduce((sum, event) => sum + (event.type === 'delta' ? event.text.length : 0), 0);
  return turns.reduce((sum, turn) => sum + turn.text.length + told(turn), 0);
}

function isBehind({ startedAt, sessionId }: Turn, { at, sessionId: other }: SessionActivity): boolean {
  return startedAt > at || (startedAt === at && sessionId >= other);
}
