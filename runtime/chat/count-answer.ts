import { answerKind, dayOf } from '#core/domain/answer-day.ts';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Counts a turn that has ended among those of its day. Its failure costs the visitor nothing. */
export async function countAnswer(
  events: readonly ChatEvent[],
  { answerDays, clock, log }: Pick<Platform, 'answerDays' | 'clock' | 'log'>,
): Promise<void> {
  try {
    await answerDays.count(dayOf(clock.now().toISOString()), answerKind(events));
  } catch (error) {
    log.error('a turn could not be counted', {}, error);
  }
}
