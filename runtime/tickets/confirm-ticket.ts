import type { ChatEvent } from '#core/domain/chat-event.ts';
import { sha256 } from '#core/domain/digest.ts';
import { Conflict, InvalidInput, NotFound } from '#core/domain/errors.ts';
import type { Confirmation, TicketField } from '#core/domain/ticket.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { FiledTicket } from '#core/ports/ticket-desk.ts';
import { DAY_SECONDS, type Limit, withinLimits } from '../chat/within-limit.ts';
import { editFields, sameFields } from './edit-fields.ts';
import { FIRST_DUE_MS } from './file-due-tickets.ts';
import { fileTicket, recordOutcome } from './file-ticket.ts';

/** More than that in a day is a conversation for a person. */
const TICKETS_PER_SESSION_DAY = 3;
/** Somebody else's address must not be flooded with Zendesk's mails. */
const TICKETS_PER_REQUESTER_DAY = 5;
/** An office may have several people with a bad day. */
const TICKETS_PER_ADDRESS_DAY = 10;

type ConfirmRequest = {
  readonly sessionId: string;
  readonly networkAddress: string | null;
  readonly confirmationId: string;
  readonly accept: boolean;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
};

export type ConfirmSettings = { readonly fallbackEmail: string; readonly ticketFields: readonly TicketField[] };

type Ports = Pick<Platform, 'confirmations' | 'turns' | 'gaps' | 'rateLimits' | 'outbox' | 'ticketDesk' | 'clock' | 'log' | 'metrics'>;

/**
 * The visitor's word on an offered ticket. Accepting files it once, however often and from wherever it is repeated: the offer is accepted
 * by one conditional write, and the desk files once per confirmation. A desk that fails leaves the confirmation accepted and in the
 * outbox: the same call again files it, or `fileDueTickets` without the visitor. Throws NotFound for another session's, Conflict `confirmation_expired` and `confirmation_used`, InvalidInput
 * for bad fields and LimitReached.
 */
export type TicketConfirmer = (request: ConfirmRequest) => Promise<ChatEvent[]>;

/** Identical calls that come together to this process share one acceptance and one filing; those of other processes meet at the store. */
export function ticketConfirmer(settings: ConfirmSettings, ports: Ports): TicketConfirmer {
  const accepting = new Map<string, Promise<unknown>>();
  const filing = new Map<string, Promise<ChatEvent[]>>();

  return async (request) => {
    const { confirmationId } = request;
    const decided = await oneAfterAnother(accepting, confirmationId, async () => {
      const offered = await ownConfirmation(request, ports);
      if (offered.status === 'offered' && Date.parse(offered.expiresAt) <= ports.clock.now().getTime())
        throw new Conflict('this offer has expired; ask for a ticket again', 'confirmation_expired');
      return request.accept ? acceptOnce(offered, request, settings, ports) : cancelOnce(offered, ports);
    });
    if (decided.status === 'cancelled')
      return recordOutcome(decided, [{ type: 'cancelled' }, { type: 'done', answered: true, citations: [] }], ports);
    if (decided.ticket) return recordOutcome(decided, ticketEvents(decided.ticket), ports);
    const running = filing.get(confirmationId) ?? file(decided, settings, ports).finally(() => filing.delete(confirmationId));
    filing.set(confirmationId, running);
    return running;
  };
}

/** Runs work on the same key in the order of the calls, each after the one before has ended, well or not. */
function oneAfterAnother<T>(queue: Map<string, Promise<unknown>>, key: string, work: () => Promise<T>): Promise<T> {
  const mine = (queue.get(key) ?? Promise.resolve()).then(work, work);
  queue.set(key, mine);
  const leave = () => {
    if (queue.get(key) === mine) queue.delete(key);
  };
  mine.then(leave, leave);
  return mine;
}

async function ownConfirmation({ confirmationId, sessionId }: ConfirmRequest, ports: Ports): Promise<Confirmation> {
  const confirmation = await ports.confirmations.get(confirmationId);
  if (confirmation?.sessionId !== sessionId) throw new NotFound('there is no such offer in this conversation; ask for a ticket again');
  return confirmation;
}

async function cancelOnce(offered: Confirmation, ports: Ports): Promise<Confirmation> {
  if (offered.status === 'cancelled') return offered;
  const cancelled = (await ports.confirmations.cancel(offered.confirmationId)) ?? (await ports.confirmations.get(offered.confirmationId));
  if (cancelled?.status !== 'cancelled') throw alreadyUsed('accepted');
  return cancelled;
}

/** Files what was accepted. Never throws: a failure hands over to e-mail. */
async function file(accepted: Confirmation, settings: ConfirmSettings, ports: Ports): Promise<ChatEvent[]> {
  try {
    return await recordOutcome(accepted, ticketEvents(await fileTicket(accepted, ports)), ports);
  } catch (error) {
    ports.metrics.count('TicketsFailed');
    ports.log.error('ticket could not be filed', { confirmationId: accepted.confirmationId }, error);
    return recordOutcome(accepted, failureEvents(error, settings.fallbackEmail), ports);
  }
}

/** Moves the offer to accepted with its edited fields, or finds that it was accepted with the same ones before. */
async function acceptOnce(offered: Confirmation, request: ConfirmRequest, settings: ConfirmSettings, ports: Ports): Promise<Confirmation> {
  if (offered.status === 'cancelled') throw alreadyUsed('cancelled');
  if (offered.status !== 'offered') return repeated(offered, request, settings);
  const fields = editFields(offered.fields, request.fields ?? {}, settings.ticketFields);
  const limits = ticketLimits(request, fields.requester_email);
  await withinLimits(ports.rateLimits, limits);
  // Before the word is taken: who is killed after it leaves a ticket that is filed later, not one that nobody knows of.
  await ports.outbox.put(offered.confirmationId, new Date(ports.clock.now().getTime() + FIRST_DUE_MS).toISOString());
  const accepted = await ports.confirmations.accept(offered.confirmationId, fields);
  if (accepted) return accepted;
  // Another process was faster, and counts it.
  await ports.rateLimits.giveBack(limits);
  const now = await ownConfirmation(request, ports);
  if (now.status !== 'accepted' && now.status !== 'filed') throw alreadyUsed('cancelled');
  return repeated(now, request, settings);
}

function repeated(stored: Confirmation, request: ConfirmRequest, settings: ConfirmSettings): Confirmation {
  if (request.fields) {
    let same = false;
    try {
      same = sameFields(editFields(stored.fields, request.fields, settings.ticketFields), stored.fields);
    } catch (error) {
      // Fields that could never have been accepted are other fields.
      if (!(error instanceof InvalidInput)) throw error;
    }
    if (!same) throw alreadyUsed('accepted with other fields');
  }
  return stored;
}

function ticketLimits({ sessionId, networkAddress }: ConfirmRequest, requester: string): Limit[] {
  const limits: Limit[] = [
    {
      key: `tickets session ${sessionId}`,
      limit: TICKETS_PER_SESSION_DAY,
      windowSeconds: DAY_SECONDS,
      what: 'tickets from this conversation today',
    },
    // Hashed: the store of counters is no place for addresses.
    {
      key: `tickets requester ${sha256(requester.toLowerCase())}`,
      limit: TICKETS_PER_REQUESTER_DAY,
      windowSeconds: DAY_SECONDS,
      what: 'tickets for this e-mail address today',
    },
  ];
  if (networkAddress !== null)
    limits.push({
      key: `tickets address ${networkAddress}`,
      limit: TICKETS_PER_ADDRESS_DAY,
      windowSeconds: DAY_SECONDS,
      what: 'tickets from your network today',
    });
  return limits;
}

function alreadyUsed(how: string): Conflict {
  return new Conflict(`this offer was already ${how}; ask for a ticket again`, 'confirmation_used');
}

function ticketEvents({ id, url }: FiledTicket): ChatEvent[] {
  return [
    { type: 'ticket', id, url },
    { type: 'done', answered: true, citations: [] },
  ];
}

function failureEvents(error: unknown, email: string): ChatEvent[] {
  const refused = error instanceof InvalidInput;
  return [
    {
      type: 'error',
      code: refused ? 'bad_request' : 'upstream_failed',
      message: refused
        ? 'The ticket system refused these details.'
        : 'The ticket system does not answer now. Your request is kept and will be filed when it does.',
      retryable: !refused,
    },
    { type: 'handoff', email },
    { type: 'done', answered: false, citations: [], reason: 'error' },
  ];
}
