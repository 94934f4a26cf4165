import type { DeskTicket, ZendeskStore } from './zendesk-store.ts';
import { commentText, type TicketInput } from './zendesk-ticket-input.ts';

export function createTicket(store: ZendeskStore, input: TicketInput, agentEmail: string, at: string): DeskTicket {
  const requester = input.requester
    ? store.userByEmail(input.requester.email, input.requester.name ?? '')
    : ((input.requester_id === undefined ? null : store.user(input.requester_id)) ?? store.userByEmail(agentEmail, 'API'));
  const description = commentText(input.comment ?? {});
  const ticket = store.createTicket({
    external_id: input.external_id ?? null,
    subject: input.subject ?? description.slice(0, 100),
    description,
    status: input.status ?? 'new',
    priority: input.priority ?? null,
    group_id: input.group_id ?? null,
    type: input.type ?? null,
    tags: (input.tags ?? []).toSorted(),
    custom_fields: input.custom_fields ?? [],
    requester_id: requester.id,
    created_at: at,
    updated_at: at,
  });
  const author_id = input.comment?.author_id ?? requester.id;
  const comment = { author_id, body: description, public: input.comment?.public ?? true, created_at: at };
  giveUploads(store, input, store.addComment(ticket.id, comment));
  return ticket;
}

export function updateTicket(store: ZendeskStore, ticket: DeskTicket, input: TicketInput, agentEmail: string, at: string): DeskTicket {
  const removed = new Set(input.remove_tags ?? []);
  const tags = new Set([...(input.tags ?? ticket.tags), ...(input.additional_tags ?? [])].filter((tag) => !removed.has(tag)));
  const fields = new Map([...ticket.custom_fields, ...(input.custom_fields ?? [])].map((field) => [field.id, field]));
  const next: DeskTicket = {
    ...ticket,
    subject: input.subject ?? ticket.subject,
    status: input.status ?? ticket.status,
    priority: input.priority === undefined ? ticket.priority : input.priority,
    group_id: (input.group_id === undefined ? ticket.group_id : input.group_id) ?? null,
    type: input.type === undefined ? ticket.type : input.type,
    external_id: input.external_id === undefined ? ticket.external_id : input.external_id,
    tags: [...tags].sort(),
    custom_fields: [...fields.values()],
    updated_at: at,
  };
  store.replaceTicket(next);
  if (input.comment) {
    const author_id = input.comment.author_id ?? store.userByEmail(agentEmail, 'API').id;
    const comment = { author_id, body: commentText(input.comment), public: input.comment.public, created_at: at };
    giveUploads(store, input, store.addComment(ticket.id, comment));
  }
  return next;
}

function giveUploads(store: ZendeskStore, { comment }: TicketInput, commentId: number): void {
  for (const token of comment?.uploads ?? []) store.uploads.give(token, commentId);
}

/** Zendesk's search as far as `type:`, `external_id:`, `status:`, `tags:` and plain words go; all must hold. */
export function searchTickets(store: ZendeskStore, query: string): DeskTicket[] {
  const terms = [...query.matchAll(/(?:([a-z_]+):)?("[^"]*"|\S+)/g)].map(([, name, value]) => ({
    name,
    value: value!.replaceAll('"', ''),
  }));
  return store.tickets().filter((ticket) =>
    terms.every(({ name, value }) => {
      if (name === 'type') return value === 'ticket';
      if (name === 'external_id') return ticket.external_id === value;
      if (name === 'status') return ticket.status === value;
      if (name === 'tags') return ticket.tags.includes(value);
      return `${ticket.subject} ${ticket.description}`.toLowerCase().includes(value.toLowerCase());
    }),
  );
}
