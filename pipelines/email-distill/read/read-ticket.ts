import { InvalidInput } from '#core/domain/errors.ts';
import type { Address, Message } from '#core/domain/message.ts';
import { CONVERSATION_HEADING, TRIED_HEADING } from '#core/domain/ticket.ts';
import { htmlToText } from './html-to-text.ts';

/** A ticket with a long history is a few hundred KB. */
export const MAX_TICKET_BYTES = 10 * 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;

/**
 * A Zendesk ticket with its comments (`{ticket, comments, users}`, or a ticket that carries both itself) as the messages of one thread.
 * Internal notes are left out, since they were never meant for a customer, and so
 * is what the chat put below a visitor's description: the assistant's words are no answer of support, and the visitor's would stand there twice. Throws {@link InvalidInput} when it is no such ticket.
 */
export function ticketMessages(json: string, source: string): Message[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new InvalidInput(`it is no JSON: ${(error as Error).message.slice(0, 80)}`);
  }
  const outer = object(value);
  const ticket = 'ticket' in outer ? object(outer.ticket) : outer;
  const comments = list(outer.comments ?? ticket.comments);
  if (ticket.id === undefined || comments.length === 0) throw new InvalidInput('it is no Zendesk ticket: `id` or `comments` is missing');
  const users = new Map(list(outer.users ?? ticket.users).map((user) => [String(user.id), user]));
  const id = (index: number) => `zendesk-${String(ticket.id)}-${index}`;
  const requester = String(ticket.requester_id ?? comments[0]?.author_id);

  return comments.flatMap((comment, index): Message[] => {
    if (comment.public === false) return [];
    const author = users.get(String(comment.author_id));
    const role = author?.role ?? (String(comment.author_id) === requester ? 'end-user' : 'agent');
    const html = string(comment.html_body);
    return [
      {
        id: id(index),
        inReplyTo: index ? id(0) : null,
        references: index ? [id(0)] : [],
        from: address(author, comment.author_id),
        to: [],
        cc: [],
        date: isoDate(comment.created_at),
        subject: string(ticket.subject),
        text: beforeChat(string(comment.plain_body) || string(comment.body) || (html ? htmlToText(html) : '')),
        kind: 'person',
        role: role === 'end-user' ? 'customer' : 'support',
        attachments: list(comment.attachments).map((file) => ({
          name: string(file.file_name),
          type: string(file.content_type),
        })),
        source: `${source}#${index + 1}`,
      },
    ];
  });
}

function beforeChat(text: string): string {
  const starts = [TRIED_HEADING, CONVERSATION_HEADING].map((heading) => text.indexOf(`\n${heading}\n`)).filter((at) => at >= 0);
  return starts.length ? text.slice(0, Math.min(...starts)).trimEnd() : text;
}

function address(user: Json | undefined, id: unknown): Address {
  return { name: string(user?.name), address: string(user?.email).toLowerCase() || `user-${String(id)}@zendesk.invalid` };
}

function isoDate(value: unknown): string | null {
  const time = Date.parse(string(value));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
