import { Conflict, NotFound } from '#core/domain/errors.ts';
import { CONFIRMATION_KEPT_DAYS, DAY_MS } from '#core/domain/retention.ts';
import type { Confirmation, TicketFields } from '#core/domain/ticket.ts';
import type { Confirmations } from '#core/ports/confirmations.ts';
import type { Row } from './attributes.ts';
import { type DynamoTable, expiresAt } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

/** Offers as rows; each move is one conditional update, so that only one of many callers makes it. */
export function dynamoConfirmations(table: DynamoTable): Confirmations {
  const find = async (confirmationId: string) => toConfirmation(await table.get(keyOf(confirmationId)));

  return {
    async offer(offered) {
      const { confirmationId, sessionId, turnId, action, fields, status } = offered;
      const row = {
        ...keyOf(confirmationId),
        sessionId,
        turnId,
        action,
        fields: JSON.stringify(fields),
        status,
        expiresAt: offered.expiresAt,
        expires: expiresAt(new Date(offered.expiresAt).getTime() + CONFIRMATION_KEPT_DAYS * DAY_MS),
      };
      if (!(await table.put(row, ABSENT))) throw new Conflict(`confirmation ${confirmationId} was offered before; offer a new one`);
    },
    get: find,
    async accept(confirmationId, fields) {
      const row = await table.update(keyOf(confirmationId), {
        set: '#status = :accepted, #fields = :fields',
        when: '#status = :offered',
        values: { offered: 'offered', accepted: 'accepted', fields: JSON.stringify(fields) },
      });
      return toConfirmation(row);
    },
    async cancel(confirmationId) {
      const row = await table.update(keyOf(confirmationId), {
        set: '#status = :cancelled',
        when: '#status = :offered',
        values: { offered: 'offered', cancelled: 'cancelled' },
      });
      return toConfirmation(row);
    },
    async filed(confirmationId, ticket) {
      const row = await table.update(keyOf(confirmationId), {
        set: '#status = :filed, #ticketId = :ticketId, #ticketUrl = :ticketUrl',
        when: '#status = :accepted',
        values: { accepted: 'accepted', filed: 'filed', ticketId: ticket.id, ticketUrl: ticket.url },
      });
      if (row) return;
      const stored = await find(confirmationId);
      if (!stored) throw new NotFound(`confirmation ${confirmationId} does not exist`);
      if (stored.status !== 'filed') throw new Conflict(`confirmation ${confirmationId} is ${stored.status}, not accepted`);
      if (stored.ticket?.id !== ticket.id)
        throw new Conflict(`confirmation ${confirmationId} has ticket ${stored.ticket?.id}; ${ticket.id} would be a second one`);
    },
  };
}

function keyOf(confirmationId: string) {
  return { pk: `confirmation#${confirmationId}`, sk: 'confirmation' };
}

function toConfirmation(row: Row | null): Confirmation | null {
  if (!row) return null;
  return {
    confirmationId: String(row.pk).slice('confirmation#'.length),
    sessionId: String(row.sessionId),
    turnId: String(row.turnId),
    action: 'create_ticket',
    fields: JSON.parse(String(row.fields)) as TicketFields,
    status: row.status as Confirmation['status'],
    expiresAt: String(row.expiresAt),
    ...(row.ticketId !== undefined && row.ticketUrl !== undefined
      ? { ticket: { id: String(row.ticketId), url: String(row.ticketUrl) } }
      : {}),
  };
}
