import { z } from 'zod';
import { isEmailAddress, PRIORITIES } from '#core/domain/ticket.ts';

/** The groups of this desk. */
export const GROUPS = [
  { id: 360000000001, name: 'Support' },
  { id: 360000000002, name: 'Escalations' },
] as const;

const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;
const TYPES = ['problem', 'incident', 'question', 'task'] as const;

const tags = z.array(z.string()).transform((list) => [...new Set(list.map(normalTag).filter(Boolean))]);
const customFields = z.array(z.object({ id: z.coerce.number<number | string>().int().positive(), value: z.unknown() }));
const comment = z.object({
  body: z.string().optional(),
  html_body: z.string().optional(),
  public: z.boolean().default(true),
  author_id: z.int().optional(),
  uploads: z.union([z.array(z.string()), z.string().transform((token) => [token])]).optional(),
});
const requester = z.object({ name: z.string().optional(), email: z.string() });

/** What a client may send for a ticket; other members are ignored, as Zendesk does. */
const input = z.object({
  subject: z.string().max(150, 'is too long (maximum is 150 characters)').optional(),
  comment: comment.optional(),
  requester: requester.optional(),
  requester_id: z.int().optional(),
  priority: z.enum(PRIORITIES, 'is not included in the list').nullable().optional(),
  status: z.enum(STATUSES, 'is not included in the list').optional(),
  group_id: z
    .int()
    .refine((id) => GROUPS.some((group) => group.id === id), 'is invalid')
    .nullable()
    .optional(),
  type: z.enum(TYPES, 'is not included in the list').nullable().optional(),
  tags: tags.optional(),
  additional_tags: tags.optional(),
  remove_tags: tags.optional(),
  custom_fields: customFields.optional(),
  external_id: z.string().nullable().optional(),
  safe_update: z.boolean().optional(),
  updated_stamp: z.string().optional(),
});
export type TicketInput = z.infer<typeof input>;

/** Zendesk's `details` of a 422: problems by field. */
export type RecordInvalid = { readonly [field: string]: readonly { readonly description: string; readonly error: string }[] };

/** Reads the body of a create or an update: the ticket, or what is wrong with it. */
export function readTicketInput(
  value: unknown,
  wanted: 'create' | 'update',
  knowsEmail: (email: string) => boolean,
): { readonly ticket: TicketInput } | { readonly details: RecordInvalid } {
  const parsed = z.object({ ticket: input }).safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ field: String(issue.path[1] ?? 'ticket'), text: issue.message }));
    return { details: detailsOf(problems) };
  }
  const { ticket } = parsed.data;
  const problems: { field: string; text: string }[] = [];
  const text = ticket.comment && commentText(ticket.comment).trim();
  if (wanted === 'create' && !text) problems.push({ field: 'description', text: 'cannot be blank.' });
  if (wanted === 'update' && ticket.comment && !text) problems.push({ field: 'comment', text: 'cannot be blank.' });
  if (ticket.requester) {
    const { email, name } = ticket.requester;
    if (!isEmailAddress(email)) problems.push({ field: 'requester', text: `Email: ${email} is not properly formatted` });
    else if (!name?.trim() && !knowsEmail(email))
      problems.push({ field: 'requester', text: 'Name: is too short (minimum is one character)' });
  }
  return problems.length ? { details: detailsOf(problems) } : { ticket };
}

export function commentText(from: { readonly body?: string | undefined; readonly html_body?: string | undefined }): string {
  return from.body ?? from.html_body?.replace(/<[^>]*>/g, '') ?? '';
}

function normalTag(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_:/.-]+/gu, '_');
}

function detailsOf(problems: readonly { field: string; text: string }[]): RecordInvalid {
  const label = (field: string) => field.charAt(0).toUpperCase() + field.slice(1).replaceAll('_', ' ');
  const grouped = Object.groupBy(problems, ({ field }) => field);
  return Object.fromEntries(
    Object.entries(grouped).map(([field, list]) => [
      field,
      (list ?? []).map(({ text }) => ({
        description: `${label(field)}: ${text}`,
        error: text.includes('blank') ? 'BlankValue' : 'InvalidValue',
      })),
    ]),
  );
}
