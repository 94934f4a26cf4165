import { z } from 'zod';
import { RAW_TICKETS_FOLDER } from '#core/domain/retention.ts';
import type { DeskTicket } from '#core/ports/desk-tickets.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Enough to find who knows about something; older tickets tell of people who may have moved on. */
const MAX_READ = 500;
/** One after the other, five hundred files of S3 take ten seconds and more. */
const READ_AT_ONCE = 20;

/** A solved ticket as far as it tells who knows about what. */
export type AnsweredTicket = {
  readonly id: string;
  readonly subject: string;
  readonly question: string;
  /** Agents who answered the customer, by name. */
  readonly answeredBy: readonly string[];
};

const rawTicket = z.object({
  ticket: z.object({ id: z.int(), subject: z.string().nullish(), status: z.string(), requester_id: z.int() }),
  comments: z.array(z.object({ author_id: z.int(), body: z.string().nullish(), public: z.boolean() })),
  users: z.array(z.object({ id: z.int(), name: z.string().nullish(), role: z.string().nullish() })),
});

/** By the day on which it was opened, which does not change: a ticket has one file. */
export function rawTicketFile({ id, createdAt }: Pick<DeskTicket, 'id' | 'createdAt'>): string {
  const [year, month, day] = new Date(createdAt).toISOString().slice(0, 10).split('-');
  return `${RAW_TICKETS_FOLDER}/year=${year}/month=${month}/day=${day}/ticket-${id}.json`;
}

/** The newest tickets that are kept, as far as they were solved and answered. A file that is no ticket is passed over and told to the log. */
export async function answeredTickets({ files, log }: Pick<Platform, 'files' | 'log'>): Promise<AnsweredTicket[]> {
  const newest = (await Array.fromAsync(files.list(RAW_TICKETS_FOLDER))).slice(-MAX_READ);
  const read = async ({ path }: { readonly path: string }): Promise<AnsweredTicket | null> => {
    try {
      return readRawTicket(JSON.parse((await files.readText(path)) ?? 'null'));
    } catch (error) {
      log.warn('a kept ticket cannot be read', { file: path, problem: (error as Error).name });
      return null;
    }
  };
  const tickets: (AnsweredTicket | null)[] = [];
  for (let from = 0; from < newest.length; from += READ_AT_ONCE)
    tickets.push(...(await Promise.all(newest.slice(from, from + READ_AT_ONCE).map(read))));
  return tickets.filter((ticket) => ticket !== null);
}

function readRawTicket(value: unknown): AnsweredTicket | null {
  const { ticket, comments, users } = rawTicket.parse(value);
  if (ticket.status !== 'solved' && ticket.status !== 'closed') return null;
  const agents = new Map(
    users.filter(({ id, role }) => (role ? role !== 'end-user' : id !== ticket.requester_id)).map(({ id, name }) => [id, name ?? '']),
  );
  const answeredBy = comments.flatMap((comment) => (comment.public && agents.get(comment.author_id)) || []);
  if (answeredBy.length === 0) return null;
  const subject = ticket.subject ?? '';
  return { id: String(ticket.id), subject, question: `${subject} ${comments[0]?.body ?? ''}`, answeredBy: [...new Set(answeredBy)] };
}
