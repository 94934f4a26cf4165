import { NotFound } from '#core/domain/errors.ts';
import type { RequestReason, SupportRequest } from '#core/domain/support-request.ts';
import type { Platform } from '#core/ports/platform.ts';
import { requestIdIn } from './request-message.ts';
import { DONE_MEANWHILE, INTERRUPTED, NOT_A_REQUEST, UNKNOWN_REQUEST, WAITING } from './request-reason.ts';

/** A message that was given up, and why. Holds nothing that a visitor wrote. */
export type ShownDeadLetter = {
  readonly id: string;
  /** Null for a message that names none. */
  readonly requestId: string | null;
  readonly reason: RequestReason;
  /** When the request arrived. */
  readonly createdAt: string | null;
  readonly ticketId: string | null;
};

type Ports = Pick<Platform, 'queue' | 'supportRequests'>;

/** More than a person looks through. */
const MAX_LETTERS = 1_000;

/** The messages that were given up, the oldest first. On AWS a look at a few of them. */
export async function listDeadLetters({ queue, supportRequests }: Ports): Promise<ShownDeadLetter[]> {
  const shown: ShownDeadLetter[] = [];
  for (const { id, body } of await queue.deadLetters(MAX_LETTERS)) {
    const requestId = requestIdIn(body);
    const request = requestId === null ? null : await supportRequests.get(requestId);
    const reason = requestId === null ? NOT_A_REQUEST : whyDead(request);
    shown.push({ id, requestId, reason, createdAt: request?.createdAt ?? null, ticketId: request?.ticket?.id ?? null });
  }
  return shown;
}

function whyDead(request: SupportRequest | null): RequestReason {
  if (!request) return UNKNOWN_REQUEST;
  if (request.state === 'parked') return request.reason ?? INTERRUPTED;
  if (request.state === 'analysing') return INTERRUPTED;
  return request.state === 'queued' || request.state === 'received' ? WAITING : DONE_MEANWHILE;
}

/**
 * Puts dead letters back, as if they were new: those that are named by their own id or that of their request, or all of them. How many it
 * were. Throws NotFound when one is named and none is it.
 */
export async function retryDeadLetters(ids: readonly string[] | 'all', ports: Ports): Promise<number> {
  const letters = await listDeadLetters(ports);
  const named = ({ id, requestId }: ShownDeadLetter, wanted: string) => id === wanted || requestId === wanted;
  const wanted = ids === 'all' ? letters : letters.filter((letter) => ids.some((one) => named(letter, one)));
  // On AWS a letter may be there and not be shown.
  const unseen = ids === 'all' ? [] : ids.filter((one) => !letters.some((letter) => named(letter, one)));
  const moved = await ports.queue.redrive(ids === 'all' ? undefined : [...wanted.map(({ id }) => id), ...unseen]);
  if (moved === 0 && ids !== 'all')
    throw new NotFound(`there is no dead letter ${ids.join(', ')}; \`threadwell requests dead\` lists them`);
  for (const { requestId } of wanted) if (requestId !== null) await ports.supportRequests.move(requestId, 'parked', { state: 'queued' });
  return moved;
}
