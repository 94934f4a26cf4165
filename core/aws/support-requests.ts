import type { Attachment, Submitter, SupportRequest } from '#core/domain/support-request.ts';
import type { SupportRequests } from '#core/ports/support-requests.ts';
import type { Row } from './attributes.ts';
import { type DynamoTable, firstOf } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

/** Requests as rows; the index lists each state by time of arrival. */
export function dynamoSupportRequests(table: DynamoTable): SupportRequests {
  const find = async (id: string) => {
    const row = await table.get(keyOf(id));
    return row ? fromRow(row) : null;
  };

  return {
    async create(request) {
      const row = {
        ...keyOf(request.id),
        gsi1pk: partitionOf(request.state),
        gsi1sk: request.createdAt,
        ...request,
        customerId: request.customerId ?? undefined,
        email: request.email ?? undefined,
        submitter: JSON.stringify(request.submitter),
        attachments: JSON.stringify(request.attachments),
        ticket: undefined,
      };
      return (await table.put(row, ABSENT)) ? request : ((await find(request.id)) ?? request);
    },
    get: find,
    async move(id, from, { state, reason, ticket }) {
      const more = { ...(reason === undefined ? {} : { reason }), ...(ticket ? { ticket: JSON.stringify(ticket) } : {}) };
      const row = await table.update(keyOf(id), {
        set: ['#state = :state', '#gsi1pk = :gsi1pk', ...Object.keys(more).map((name) => `#${name} = :${name}`)].join(', '),
        when: '#state = :from',
        values: { state, gsi1pk: partitionOf(state), from, ...more },
      });
      return row ? fromRow(row) : null;
    },
    async list(state, limit) {
      return (await firstOf(table.listIndex(partitionOf(state), { pageSize: limit }), limit)).map(fromRow);
    },
  };
}

function keyOf(id: string) {
  return { pk: `support-request#${id}`, sk: 'support-request' };
}

function partitionOf(state: SupportRequest['state']): string {
  return `support-request#${state}`;
}

function fromRow(row: Row): SupportRequest {
  return {
    id: String(row.id),
    submitter: JSON.parse(String(row.submitter)) as Submitter,
    customerId: row.customerId === undefined ? null : String(row.customerId),
    email: row.email === undefined ? null : String(row.email),
    content: String(row.content),
    attachments: JSON.parse(String(row.attachments)) as Attachment[],
    state: row.state as SupportRequest['state'],
    createdAt: String(row.createdAt),
    ...(row.reason === undefined ? {} : { reason: String(row.reason) }),
    ...(row.ticket === undefined ? {} : { ticket: JSON.parse(String(row.ticket)) as { id: string; url: string } }),
  };
}
