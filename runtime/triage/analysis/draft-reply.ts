import { UpstreamFailed } from '#core/domain/errors.ts';
import type { DraftReply } from '#core/domain/triage.ts';
import { type ReplayPorts, replay } from '../../gaps/replay.ts';

/**
 * What the assistant answers a new visitor who asks this, whole and with its marks; null where it does not answer. An assistant that hands
 * over to e-mail because a service failed has not answered "no": that is thrown as UpstreamFailed.
 */
export async function draftReply(question: string, ports: ReplayPorts): Promise<DraftReply | null> {
  const events = await replay(question, ports);
  const failed = events.find((event) => event.type === 'error');
  if (failed)
    throw new UpstreamFailed(`the assistant could not answer (${failed.code}); see its own failure`, { retryable: failed.retryable });
  const done = events.find((event) => event.type === 'done');
  if (!done?.answered) return null;
  return {
    text: events.map((event) => (event.type === 'delta' ? event.text : '')).join(''),
    citations: events.flatMap((event) => (event.type === 'citation' ? [{ n: event.n, title: event.title, url: event.url }] : [])),
  };
}
