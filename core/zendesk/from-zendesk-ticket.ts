import { z } from 'zod';
import type { DeskTicket } from '#core/ports/desk-tickets.ts';

/** Members that we know; the others are kept as they came. */
export const zendeskTicket = z.looseObject({
  id: z.int().positive(),
  subject: z.string().nullish(),
  status: z.string(),
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

/** Zendesk's ticket in our words. Who is no end user works there; without a role, who is not the requester. */
export function fromZendeskTicket({ ticket, comments, users }: ZendeskThread): DeskTicket {
  return {
    id: String(ticket.id),
    subject: ticket.subject ?? '',
    status: ticket.status,
    tags: ticket.tags,
    requesterId: String(ticket.requester_id),
    createdAt: ticket.created_at,
    updatedAt: ticket.updated_at,
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
