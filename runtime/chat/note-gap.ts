import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { GapQuestion } from '#core/domain/gap.ts';
import type { Turn, TurnNotes } from '#core/domain/session.ts';
import type { Platform } from '#core/ports/platform.ts';
import { citedIn, gapOfTurn } from '../gaps/gap-of-turn.ts';
import { isWeak, matchOf } from '../gaps/weak-match.ts';

/** Enough near misses to see where an article belongs. */
const NEAREST_ARTICLES = 3;

type Asked = Pick<Turn, 'sessionId' | 'turnId' | 'text'>;
type Ports = Pick<Platform, 'gaps' | 'knowledgeBase' | 'clock' | 'log'>;

/** Keeps a question that was refused or barely answered, for whoever writes the missing article. Its failure costs the visitor nothing. */
export async function noteGap(asked: Asked, events: readonly ChatEvent[], notes: TurnNotes | undefined, ports: Ports): Promise<void> {
  try {
    const gap = await gapIn(asked, events, notes, ports);
    if (gap) await ports.gaps.add(gap);
  } catch (error) {
    ports.log.error('gap could not be kept', { sessionId: asked.sessionId, turnId: asked.turnId }, error);
  }
}

async function gapIn(
  asked: Asked,
  events: readonly ChatEvent[],
  notes: TurnNotes | undefined,
  { knowledgeBase, clock }: Ports,
): Promise<GapQuestion | null> {
  const done = events.at(-1);
  if (done?.type !== 'done') return null;
  const at = clock.now().toISOString();
  if (done.reason === 'refused') {
    const nearest = await knowledgeBase.retrieve({ text: asked.text, limit: NEAREST_ARTICLES });
    return gapOfTurn(
      asked,
      'unanswered',
      at,
      nearest.map(({ title, url }) => ({ title, url })),
    );
  }
  const match = matchOf(notes);
  return done.answered && match && isWeak(match) ? gapOfTurn(asked, 'low_score', at, citedIn(events)) : null;
}
