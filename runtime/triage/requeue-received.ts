import type { Platform } from '#core/ports/platform.ts';

/** The call that keeps a request queues it within this time, or never. */
const LATE_MS = 60_000;
/** What one look takes up. */
const MAX_REQUESTS = 1_000;

/** Queues requests whose call died between keeping and queueing them. Twice is no harm. Returns how many it were. */
export async function requeueReceived({
  supportRequests,
  queue,
  clock,
}: Pick<Platform, 'supportRequests' | 'queue' | 'clock'>): Promise<number> {
  const before = new Date(clock.now().getTime() - LATE_MS).toISOString();
  const late = (await supportRequests.list('received', MAX_REQUESTS)).filter(({ createdAt }) => createdAt <= before);
  for (const { id } of late) {
    await queue.send(JSON.stringify({ id }));
    await supportRequests.move(id, 'received', { state: 'queued' });
  }
  return late.length;
}
