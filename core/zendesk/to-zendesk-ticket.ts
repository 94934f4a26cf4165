import { CONVERSATION_HEADING, type TicketField, type TicketFields, TRIED_HEADING } from '#core/domain/ticket.ts';
import type { TicketToFile } from '#core/ports/ticket-desk.ts';

/** Zendesk refuses longer subjects. */
const MAX_SUBJECT_CHARACTERS = 150;
/** Zendesk cuts a comment at 65,535 characters; the newest lines of the conversation are worth more than the oldest. */
const MAX_COMMENT_CHARACTERS = 60_000;
const LEFT_OUT = '[earlier messages left out]\n';

/** The body of POST /api/v2/tickets, as far as we fill it. */
export type ZendeskTicketRequest = {
  readonly ticket: {
    readonly subject: string;
    readonly comment: { readonly body: string; readonly public: true; readonly uploads?: readonly string[] };
    readonly requester: { readonly name: string; readonly email: string };
    readonly priority: TicketFields['priority'];
    readonly group_id?: number;
    readonly type: 'question';
    readonly tags: readonly string[];
    readonly custom_fields: readonly { readonly id: number; readonly value: string }[];
    readonly external_id: string;
  };
};

const STANDARD = new Set(['requester_email', 'subject', 'description', 'priority', 'tags']);

/**
 * Our ticket in Zendesk's words. The first comment opens with the description and the triage: priority, and each extra field, which also
 * goes to its custom field where the configuration names one. Then what was tried, and the conversation.
 * `uploads` are the tokens of files that were sent before.
 * The requester becomes the author, so that Zendesk's own mails reach the customer.
 */
export function toZendeskTicket(
  ticket: TicketToFile,
  configured: readonly TicketField[],
  uploads: readonly string[] = [],
): ZendeskTicketRequest {
  const { fields, tried = '', transcript, groupId, key } = ticket;
  const fieldIds = new Map(configured.map((field) => [field.name, field.zendeskFieldId]));
  const extras = Object.entries(fields)
    .filter(([name]) => !STANDARD.has(name))
    .map(([name, value]) => ({ name, id: fieldIds.get(name), value: typeof value === 'string' ? value : value.join(', ') }))
    .filter(({ value }) => value.trim() !== '');
  const triage = [`priority: ${fields.priority}`, ...extras.map(({ name, value }) => `${name}: ${value}`)].join('\n');
  const head = [fields.description.trim(), triage, ...(tried ? [`${TRIED_HEADING}\n${tried}`] : [])].join('\n\n');
  return {
    ticket: {
      subject: cut(fields.subject.replace(/\s+/g, ' ').trim(), MAX_SUBJECT_CHARACTERS),
      comment: {
        body: commentBody(head.slice(0, MAX_COMMENT_CHARACTERS), transcript),
        public: true,
        ...(uploads.length ? { uploads } : {}),
      },
      requester: { name: requesterName(fields.requester_email), email: fields.requester_email },
      priority: fields.priority,
      ...(groupId === undefined ? {} : { group_id: groupId }),
      type: 'question',
      tags: [...new Set(fields.tags.map(toZendeskTag).filter(Boolean))],
      custom_fields: extras.flatMap(({ id, value }) => (id === undefined ? [] : [{ id, value }])),
      external_id: key,
    },
  };
}

/** Zendesk lower-cases tags and has no spaces in them; done here so that a retry sends the bytes that are stored. */
export function toZendeskTag(tag: string): string {
  return tag
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_:/.-]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

function commentBody(head: string, transcript: string): string {
  if (!transcript.trim()) return head;
  const title = `\n\n${CONVERSATION_HEADING}\n`;
  const room = MAX_COMMENT_CHARACTERS - head.length - title.length;
  if (transcript.length <= room) return head + title + transcript;
  return room > LEFT_OUT.length ? head + title + LEFT_OUT + transcript.slice(LEFT_OUT.length - room) : head;
}

/** Zendesk wants a name for a requester it does not know; `ann.lee@acme.example` is Ann Lee until she says otherwise. */
function requesterName(email: string): string {
  const words = email
    .slice(0, Math.max(0, email.lastIndexOf('@')))
    .split(/[._+-]+/)
    .filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}

function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
