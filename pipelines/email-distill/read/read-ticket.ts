import { InvalidInput } from '#core/domain/errors.ts';
import type { Address, Message, TicketState } from '#core/domain/message.ts';
import { CONVERSATION_HEADING, TRIED_HEADING } from '#core/domain/ticket.ts';
import { htmlToText } from './html-to-text.ts';

/** A ticket with a long history is a few hundred KB. */
export const MAX_TICKET_BYTES = 10 * 1024 * 1024;

/** A comment has no headers that say so: whoever is away lets a machine answer, and says it first. */
const AWAY =
  /^\W{0,9}(?:(?:automatic|auto-?) ?reply|(?:hello|hi|dear \w+|hallo|guten tag)?[\s,!.]{0,5}(?:thank you for your (?:e-?mail|message)[\s,!.]{0,5})?(?:(?:i am|i['’]m|ich bin) )?(?:currently |derzeit |zurzeit )?(?:out of (?:the )?office|on (?:leave|vacation|holiday)|nicht im (?:büro|haus)|im urlaub)|automatische antwort|abwesenheitsnotiz|réponse automatique|je suis absent|respuesta automática|estoy fuera de la oficina|risposta automatica|automatisch antwoord)/i;

type Json = Readonly<Record<string, unknown>>;

/**
 * A Zendesk ticket with its comments (`{ticket, comments, users}`, or a ticket that carries both itself) as the messages of one thread.
 * Internal notes are left out, since they were never meant for a customer, and so is what the chat put below a visitor's description: the
 * assistant's words are no answer of support, and the visitor's would stand there twice. What the chat files is the visitor's, whoever Zendesk
 * names as its author. Throws {@link InvalidInput} when it is no such ticket.
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
  const state: TicketState = ticket.status === 'solved' || ticket.status === 'closed' ? 'solved' : 'open';
  const requester = String(ticket.requester_id ?? comments[0]?.author_id);

  return comments.flatMap((comment, index): Message[] => {
    if (comment.public === false) return [];
    const html = string(comment.html_body);
    const whole = string(comment.plain_body) || string(comment.body) || (html ? htmlToText(html) : '');
    const text = beforeChat(whole);
    const isOfVisitor = index === 0 && text !== whole;
    const authorId = isOfVisitor ? requester : String(comment.author_id);
    const author = users.get(authorId);
    const isCustomer = isOfVisitor || (author?.role ?? (authorId === requester ? 'end-user' : 'agent')) === 'end-user';
    return [
      {
        id: id(index),
        inReplyTo: index ? id(0) : null,
        references: index ? [id(0)] : [],
        from: address(author, authorId),
        to: [],
        cc: [],
        date: isoDate(comment.created_at),
        subject: string(ticket.subject),
        text,
        kind: AWAY.test(text) ? 'auto-reply' : 'person',
        role: isCustomer ? 'customer' : 'support',
        ticket: state,
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
  const starts = [TRIED_HEADING, CONVERSATION_HEADING].map((heading) => `\n${text}`.indexOf(`\n${heading}\n`)).filter((at) => at >= 0);
  return starts.length ? text.slice(0, Math.min(...starts)).trimEnd() : text;
}

function address(user: Json | undefined, id: string): Address {
  return { name: string(user?.name), address: string(user?.email).toLowerCase() || `user-${id}@zendesk.invalid` };
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
