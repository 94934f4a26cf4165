import { z } from 'zod';
import { InvalidInput } from '#core/domain/errors.ts';
import { isEmailAddress, PRIORITIES, type TicketField, type TicketFields } from '#core/domain/ticket.ts';

/** Zendesk refuses longer subjects. */
const MAX_SUBJECT_CHARACTERS = 150;
/** As long as a chat message may be; what is longer belongs into an attachment. */
const MAX_DESCRIPTION_CHARACTERS = 8_192;
/** A version, a name, an error code. */
const MAX_EXTRA_CHARACTERS = 200;

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `has over ${max} characters`)
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), 'must be one line');

const standard = {
  requester_email: z.string().trim().refine(isEmailAddress, 'is no e-mail address'),
  subject: oneLine(MAX_SUBJECT_CHARACTERS).min(1, 'is empty'),
  description: z.string().trim().min(1, 'is empty').max(MAX_DESCRIPTION_CHARACTERS, `has over ${MAX_DESCRIPTION_CHARACTERS} characters`),
  priority: z.enum(PRIORITIES, `must be one of ${PRIORITIES.join(', ')}`),
};

/**
 * The offered fields with the visitor's edits. Only the standard fields and the configured extra ones may be edited; any other key may
 * come back unchanged, as a form does that sends all it was given. Throws InvalidInput naming each field that is wrong.
 */
export function editFields(
  offered: TicketFields,
  edits: Readonly<Record<string, unknown>>,
  configured: readonly TicketField[],
): TicketFields {
  const extra = Object.fromEntries(
    configured.map((field) => [
      field.name,
      field.required ? oneLine(MAX_EXTRA_CHARACTERS).min(1, 'is empty') : oneLine(MAX_EXTRA_CHARACTERS).optional(),
    ]),
  );
  const isEditable = (key: string) => Object.hasOwn(standard, key) || Object.hasOwn(extra, key);
  const fixed = Object.entries(edits).filter(([key]) => !isEditable(key));
  const changed = fixed.filter(([key, value]) => !Object.hasOwn(offered, key) || JSON.stringify(offered[key]) !== JSON.stringify(value));
  if (changed.length)
    throw new InvalidInput(`ticket field ${changed.map(([key]) => `\`${key.slice(0, 40)}\``).join(', ')} cannot be edited; leave it out`);

  const wanted = { ...offered, ...edits };
  const parsed = z.object(standard).safeParse(wanted);
  const parsedExtra = z.object(extra).safeParse(wanted);
  if (!parsed.success || !parsedExtra.success) {
    const problems = [...(parsed.error?.issues ?? []), ...(parsedExtra.error?.issues ?? [])];
    const told = problems.map((issue) => `ticket field \`${issue.path.join('.')}\` ${issue.message}`).join('; ');
    throw new InvalidInput(`${told}; correct it and send it again`);
  }
  const kept = Object.entries(offered).filter(([key]) => !isEditable(key));
  const extras = Object.entries(parsedExtra.data).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(extras), ...parsed.data, tags: offered.tags };
}

/** True when two sets of fields say the same, in whatever order. */
export function sameFields(one: TicketFields, other: TicketFields): boolean {
  const sorted = (fields: TicketFields) => JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
