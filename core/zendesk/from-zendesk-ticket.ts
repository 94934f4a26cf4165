import { z } from 'zod';
import { PRIORITIES } from '#core/domain/ticket.ts';
import type { DeskTicket, DeskTicketHead } from '#core/ports/desk-tickets.ts';

/** Members that we know; the others are kept as they came. */
export const zendeskTicket = z.looseObject({
  id: z.int().positive(),
  subject: z.string().nullish(),
  external_id: z.string().nullish(),
  status: z.string(),
  priority: z.enum(PRIORITIES).nullish(),
  group_id: z.int().nullish(),
  custom_fields: z.array(z.looseObject({ id: z.int(), value: z.unknown() })).default([]),
  tags: z.array(z.string()).default([]),
  requester_id: z.int(),
  created_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }),
});

const comment = z.looseObject({
  author_id: z.int(),
  body: z.string().nullish(),
  plain_body: z.string().nullish(),
  public: z.boolean(),
  created_at: z.iso.datetime({ offset: true }),
});
const user = z.looseObject({ id: z.int(), name: z.string().nullish(), role: z.string().nullish() });

export const zendeskComments = z.object({
  comments: z.array(comment),
  users: z.array(user).default([]),
  meta: z.object({ has_more: z.boolean().default(false), after_cursor: z.string().nullish() }).prefault({}),
});

type ZendeskThread = Pick<z.infer<typeof zendeskComments>, 'comments' | 'users'> & { readonly ticket: z.infer<typeof zendeskTicket> };

/** Zendesk's ticket in our words, without its comments. */
export function fromZendeskHead(ticket: z.infer<typeof zendeskTicket>): DeskTicketHead {
  return {
    id: String(ticket.id),
    externalId: ticket.external_id ?? null,
    subject: ticket.subject ?? '',
    status: ticket.status,
    priority: ticket.priority ?? null,
    groupId: ticket.group_id ?? null,
    tags: ticket.tags,
    fieldIds: ticket.custom_fields.filter(({ value }) => !isEmpty(value)).map(({ id }) => id),
    requesterId: String(ticket.requester_id),
    createdAt: ticket.created_at,
    updatedAt: ticket.updated_at,
  };
}

/** Boxes are false until somebody ticks them, and lists are empty. */
function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** The same with them. Who is no end user works there; without a role, who is not the requester. */
export function fromZendeskTicket({ ticket, comments, users }: ZendeskThread): DeskTicket {
  return {
    ...fromZendeskHead(ticket),
    comments: comments.map((one) => ({
      authorId: String(one.author_id),
      text: one.plain_body || one.body || '',
      isPublic: one.public,
      createdAt: one.created_at,
    })),
    users: users.map(({ id, name, role }) => ({
      id: String(id),
      name: name ?? '',
      isAgent: role ? role !== 'end-user' : id !== ticket.requester_id,
    })),
    raw: { ticket, comments, users },
  };
}
