import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Keeps when the articles of an answer were cited. Its failure costs the visitor nothing. */
export async function noteCited(
  events: readonly ChatEvent[],
  { knowledgeBase, log }: Pick<Platform, 'knowledgeBase' | 'log'>,
): Promise<void> {
  const urls = new Set(events.flatMap((event) => (event.type === 'citation' ? [event.url] : [])));
  if (urls.size === 0) return;
  try {
    await knowledgeBase.noteCited?.([...urls]);
  } catch (error) {
    log.error('citations could not be kept', { citations: urls.size }, error);
  }
}
