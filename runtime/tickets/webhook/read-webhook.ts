import { z } from 'zod';
import { InvalidInput } from '#core/domain/errors.ts';

/** The tag by which agents ask who knows about it. */
const EXPERT_TAG = 'need_sme';

/** What a ticket asks for: somebody who knows about it, to become knowledge, or only that its request knows how it stands. */
type TicketWork = 'expert' | 'draft' | 'status';
export type WebhookCall = {
  readonly ticketId: string;
  /** Empty for everything that is none of our business. */
  readonly wanted: readonly TicketWork[];
};

/** Zendesk's placeholders come as text, ids of events as text, and people write numbers. */
const id = z.union([z.string().regex(/^[1-9]\d{0,17}$/), z.int().positive().transform(String)]);
const tags = z.union([z.string().transform((text) => text.split(/[\s,]+/)), z.array(z.string())]);

/** What a trigger sends: we write that body ourselves, with placeholders. */
const triggered = z.object({ ticket_id: id, tag_added: tags.nullish(), tags: tags.nullish(), status: z.string().nullish() });
/** What an event subscription sends. */
const subscribed = z.object({
  type: z.string(),
  subject: z.string().optional(),
  detail: z.looseObject({ id: id.optional().catch(undefined) }).optional(),
  event: z.looseObject({ tags_added: z.array(z.string()).optional().catch(undefined), current: z.unknown().optional() }).optional(),
});
/** On hold is `hold` in events and by name in the placeholder. */
const STATUSES = new Set(['new', 'open', 'pending', 'hold', 'on-hold', 'closed']);
const TICKET_EVENT = 'zen:event-type:ticket.';
const TICKET_SUBJECT = /^zen:ticket:([1-9]\d{0,17})$/;

/** Reads the body of a webhook, of a trigger or of an event subscription. Throws InvalidInput when it names no ticket. */
export function readWebhook(body: string): WebhookCall {
  const value = parse(body);
  const event = subscribed.safeParse(value);
  if (event.success && event.data.type.startsWith('zen:event-type:')) return fromEvent(event.data);
  const trigger = triggered.safeParse(value);
  if (!trigger.success) throw noTicket();
  const { ticket_id, tag_added, tags: all, status } = trigger.data;
  return { ticketId: ticket_id, wanted: wantedBy([...(tag_added ?? []), ...(all ?? [])], status) };
}

function fromEvent({ type, subject, detail, event }: z.infer<typeof subscribed>): WebhookCall {
  // An id in the detail of a user's event is that user's.
  const ticketId = subject === undefined ? detail?.id : TICKET_SUBJECT.exec(subject)?.[1];
  if (!type.startsWith(TICKET_EVENT) || ticketId === undefined) throw noTicket();
  const kind = type.slice(TICKET_EVENT.length);
  if (kind === 'tags_changed') return { ticketId, wanted: wantedBy(event?.tags_added ?? [], null) };
  if (kind === 'status_changed') return { ticketId, wanted: wantedBy([], event?.current) };
  return { ticketId, wanted: [] };
}

function wantedBy(added: readonly string[], status: unknown): TicketWork[] {
  const wanted: TicketWork[] = [];
  if (added.some((tag) => tag.toLowerCase() === EXPERT_TAG)) wanted.push('expert');
  const now = typeof status === 'string' ? status.toLowerCase() : '';
  // Whatever is done with a ticket, its request hears of it.
  if (now === 'solved') wanted.push('draft');
  else if (STATUSES.has(now)) wanted.push('status');
  return wanted;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidInput('the body of the webhook is no JSON; correct the body of the trigger');
  }
}

function noTicket(): InvalidInput {
  return new InvalidInput('the webhook names no ticket; send `"ticket_id": "{{ticket.id}}"`, or subscribe to events of tickets');
}
