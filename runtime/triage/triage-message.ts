import { UpstreamFailed } from '#core/domain/errors.ts';
import type { RequestReason, SupportRequest } from '#core/domain/support-request.ts';
import { MAX_ATTEMPTS } from '#core/ports/queue.ts';
import { addNote } from './add-note.ts';
import { backoffSeconds } from './backoff.ts';
import { parkRequest } from './park-request.ts';
import { requestIdIn } from './request-message.ts';
import { NOT_A_REQUEST, reasonOf, type Stage, UNKNOWN_REQUEST } from './request-reason.ts';
import { ticketOfRequest } from './ticket-of-request.ts';
import { TRIAGE_PACE, type TriagePorts } from './triage-ports.ts';

/** A message as the queue hands it out. */
export type TriageMessage = { readonly id: string; readonly body: string; readonly attempts: number };

/** What becomes of it: it is done with, or it comes again after so many seconds; after its last attempt as a dead letter. */
export type TriageOutcome =
  | { readonly outcome: 'done' }
  | {
      readonly outcome: 'again';
      readonly afterSeconds: number;
      /** Set where the desk takes nothing from us for so long: whoever works should wait too. */
      readonly pauseSeconds?: number;
    };

/** Longer than a function of AWS lives. The message itself takes its request again at any time; this keeps others of the same request away. */
const CLAIM_MS = 15 * 60_000;
const DONE: TriageOutcome = { outcome: 'done' };

/** Another message has the request now. */
class Taken extends Error {
  override readonly name = 'Taken';
}

/**
 * Does all that a request wants: it is analysed, its ticket filed, the note put on it, operators told. Each step is kept before the next,
 * so a message that comes again, after a kill too, goes on where it was; asked again or not, the model is heard once, and the desk files and
 * notes once. Fails into an outcome: postponed with growing pauses, then parked with its reason. Throws only what the stores throw.
 */
export async function triageMessage(message: TriageMessage, ports: TriagePorts): Promise<TriageOutcome> {
  const id = requestIdIn(message.body);
  if (id === null) return await giveUp(message, NOT_A_REQUEST, ports);
  const now = ports.clock.now();
  const until = new Date(now.getTime() + CLAIM_MS).toISOString();
  const request = await ports.supportRequests.claim(id, { by: message.id, now: now.toISOString(), until });
  if (!request) return await unclaimed(id, message, ports);

  let stage: Stage = 'analysis';
  try {
    await work(request, message.id, ports, (next) => {
      stage = next;
    });
    ports.metrics.count('RequestsTriaged');
    ports.metrics.time('TriageLatency', Math.max(0, ports.clock.now().getTime() - Date.parse(request.createdAt)));
    ports.metrics.count('TriageErrorRate', 0);
    return DONE;
  } catch (error) {
    if (error instanceof Taken) return held(ports);
    // The average of the metric is the rate.
    ports.metrics.count('TriageErrorRate', 1);
    return await failed(message, request, reasonOf(stage, error), error, ports);
  }
}

async function work(request: SupportRequest, by: string, ports: TriagePorts, at: (stage: Stage) => void): Promise<void> {
  const { supportRequests, settings, files } = ports;
  const { id } = request;
  const triage = request.triage ?? (await ports.analyse(request));
  if (!request.triage && !(await supportRequests.keep(id, by, { triage }))) throw new Taken();
  at('ticket');
  const ticket = request.ticket ?? (await ports.ticketDesk.file(ticketOfRequest(request, triage, settings, files)));
  if (!request.ticket && !(await supportRequests.keep(id, by, { ticket: { id: ticket.id, url: ticket.url } }))) throw new Taken();
  at('note');
  const head = await addNote(ticket.id, triage, ports);
  if (head) await supportRequests.setTicketStatus(id, { status: head.status, at: head.updatedAt });
  else ports.log.warn('the ticket of a request is gone from the desk', { requestId: id, ticketId: ticket.id });
  at('end');
  // Before the state: a killed worker may tell it twice where the channel cannot help it, and never not at all.
  await ports.notices.send({
    kind: 'success',
    subject: `Support request ${id.slice(0, 8)} has ticket ${ticket.id}`,
    message: `Request ${id}: ticket ${ticket.id}, ${triage.escalation === null ? 'not escalated' : 'escalated'}, ${triage.draft ? 'with' : 'without'} a draft reply.`,
    key: `request-${id}-done`,
  });
  await supportRequests.move(id, 'analysing', { state: 'done' });
}

/** Nobody knows it, it is done, or another message has it. */
async function unclaimed(id: string, message: TriageMessage, ports: TriagePorts): Promise<TriageOutcome> {
  const known = await ports.supportRequests.get(id);
  if (!known) return await giveUp(message, UNKNOWN_REQUEST, ports);
  return known.state === 'done' || known.state === 'failed' ? DONE : held(ports);
}

function held({ pace = TRIAGE_PACE }: TriagePorts): TriageOutcome {
  return { outcome: 'again', afterSeconds: pace.heldSeconds };
}

/** Nothing that comes later can help: its attempts are used up at once. */
async function giveUp({ id, attempts }: TriageMessage, reason: RequestReason, ports: TriagePorts): Promise<TriageOutcome> {
  if (attempts >= MAX_ATTEMPTS) {
    await ports.notices.send({
      kind: 'failure',
      subject: `A message of the support requests was given up (${reason.code})`,
      message: `Message ${id}: ${reason.message}`,
      key: `request-message-${id}-dead`,
    });
    ports.log.warn('a message is no request', { messageId: id, code: reason.code });
  }
  return { outcome: 'again', afterSeconds: 0 };
}

/** What may be logged of an error: what a desk refuses, and what a parser stumbles over, are quoted in its message. */
function causeOf(error: unknown): unknown {
  if (error instanceof UpstreamFailed) return error;
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [error.name, ...frames].join('\n');
}

async function failed(
  message: TriageMessage,
  request: SupportRequest,
  reason: RequestReason,
  error: unknown,
  ports: TriagePorts,
): Promise<TriageOutcome> {
  const { attempts } = message;
  ports.log.error('a request could not be triaged', { requestId: request.id, attempts, code: reason.code }, causeOf(error));
  const pauseSeconds = error instanceof UpstreamFailed ? error.retryAfterSeconds : undefined;
  const pause = pauseSeconds === undefined ? {} : { pauseSeconds };
  if (attempts >= MAX_ATTEMPTS) {
    await parkRequest(request, reason, ports);
    return { outcome: 'again', afterSeconds: 0, ...pause };
  }
  const afterSeconds = Math.max(backoffSeconds(message, ports.pace ?? TRIAGE_PACE), pauseSeconds ?? 0);
  return { outcome: 'again', afterSeconds, ...pause };
}
