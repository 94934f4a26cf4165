import type { Masker } from '#core/domain/redact.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { Files } from '#core/ports/files.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type AnsweredTicket, answeredTickets } from '../../tickets/webhook/raw-ticket.ts';
import { suggestExpert } from '../../tickets/webhook/suggest-expert.ts';

/** Reading five hundred files for each request would be most of the work; a ticket that is solved now helps the requests of the next minute. */
const REMEMBERED_MS = 60_000;

type Remembered = { readonly at: number; readonly tickets: Promise<AnsweredTicket[]> };
const remembered = new WeakMap<Files, Remembered>();

/** Solved tickets that ask most alike, their subjects masked, and who answered most of them. */
export async function alikeTickets(
  asked: string,
  ports: Pick<Platform, 'files' | 'log' | 'clock'>,
  masker: Masker,
): Promise<Pick<Triage, 'similar' | 'expert'>> {
  const suggestion = suggestExpert(asked, await keptTickets(ports));
  if (!suggestion) return { similar: [], expert: null };
  return {
    similar: suggestion.similar.map(({ id, subject }) => ({ id, subject: masker.mask(subject).text })),
    expert: suggestion.name,
  };
}

function keptTickets(ports: Pick<Platform, 'files' | 'log' | 'clock'>): Promise<AnsweredTicket[]> {
  const now = ports.clock.now().getTime();
  const known = remembered.get(ports.files);
  if (known && now - known.at < REMEMBERED_MS) return known.tickets;
  const tickets = answeredTickets(ports);
  remembered.set(ports.files, { at: now, tickets });
  // A failure is everybody's who waits for it, and nobody's after.
  tickets.catch(() => remembered.delete(ports.files));
  return tickets;
}
