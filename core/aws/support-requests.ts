import { DAY_MS, REQUEST_KEPT_DAYS } from '#core/domain/retention.ts';
import type { Attachment, Submitter, SupportRequest } from '#core/domain/support-request.ts';
import type { SupportRequests } from '#core/ports/support-requests.ts';
import { pack, type Row, unpack } from './attributes.ts';
import { type DynamoTable, expiresAt, firstOf } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

/** Requests as rows that end by themselves; the index lists each state by time of arrival. */
export function dynamoSupportRequests(table: DynamoTable): SupportRequests {
  const find = async (id: string) => found(await table.get(keyOf(id)));

  return {
    async create(request) {
      const { id, submitter, customerId, email, content, attachments, state, createdAt } = request;
      const row = {
        ...keyOf(id),
        gsi1pk: partitionOf(state),
        gsi1sk: createdAt,
        id,
        submitter: JSON.stringify(submitter),
        customerId: customerId ?? undefined,
        email: email ?? undefined,
        content,
        attachments: JSON.stringify(attachments),
        state,
        createdAt,
        expires: expiresAt(Date.parse(createdAt) + REQUEST_KEPT_DAYS * DAY_MS),
      };
      return (await table.put(row, ABSENT)) ? request : ((await find(id)) ?? request);
    },
    get: find,
    async move(id, from, { state, reason }) {
      const more = reason ? { reason: JSON.stringify(reason) } : {};
      return found(
        await table.update(keyOf(id), {
          set: ['#state = :state', '#gsi1pk = :gsi1pk', ...(reason ? ['#reason = :reason'] : [])].join(', '),
          when: '#state = :from',
          values: { state, gsi1pk: partitionOf(state), from, ...more, ...(from === 'parked' ? { one: 1 } : {}) },
          ...(from === 'parked' ? { add: '#retried :one' } : {}),
        }),
      );
    },
    async claim(id, { by, now, until }) {
      const taken = { state: 'analysing', gsi1pk: partitionOf('analysing'), by, until };
      const set = '#state = :state, #gsi1pk = :gsi1pk, #claimedBy = :by, #claimedUntil = :until';
      const free = { from: 'received', other: 'queued', at: now };
      const isFree = '#state = :from OR #state = :other';
      const isOurs = '#state = :state AND (#claimedBy = :by OR #claimedUntil <= :at)';
      const waiting = await table.update(keyOf(id), { set, when: `${isFree} OR (${isOurs})`, values: { ...taken, ...free } });
      if (waiting) return fromRow(waiting);
      const values = { ...taken, from: 'parked', one: 1 };
      return found(await table.update(keyOf(id), { set, add: '#retried :one', when: '#state = :from', values }));
    },
    async keep(id, by, work) {
      const [set, values] =
        'triage' in work
          ? ['#triage = :triage', { triage: pack(work.triage) }]
          : ['#ticket = :ticket', { ticket: JSON.stringify(work.ticket) }];
      const when = '#state = :state AND #claimedBy = :by';
      return found(await table.update(keyOf(id), { set, when, values: { ...values, state: 'analysing', by } }));
    },
    async setTicketStatus(id, { status, at }) {
      const set = '#ticketStatus = :status, #ticketStatusAt = :at';
      const when = 'attribute_not_exists(#ticketStatusAt) OR #ticketStatusAt <= :at';
      await table.update(keyOf(id), { set, when, values: { status, at } });
    },
    async setFeedback(id, feedback) {
      const change = { set: '#feedback = :feedback', when: 'attribute_exists(#triage)', values: { feedback: JSON.stringify(feedback) } };
      return found(await table.update(keyOf(id), change));
    },
    async list(state, limit, first = 'oldest') {
      const range = { pageSize: limit, newestFirst: first === 'newest' };
      return (await firstOf(table.listIndex(partitionOf(state), range), limit)).map(fromRow);
    },
  };
}

function keyOf(id: string) {
  return { pk: `support-request#${id}`, sk: 'support-request' };
}

function partitionOf(state: SupportRequest['state']): string {
  return `support-request#${state}`;
}

function found(row: Row | null): SupportRequest | null {
  return row && fromRow(row);
}

function fromRow(row: Row): SupportRequest {
  const ticket = parse<NonNullable<SupportRequest['ticket']>>(row.ticket);
  const optional = {
    reason: parse<NonNullable<SupportRequest['reason']>>(row.reason),
    retried: row.retried,
    triage: row.triage === undefined ? undefined : unpack(row.triage),
    ticket: ticket && { ...ticket, ...(row.ticketStatus === undefined ? {} : { status: String(row.ticketStatus) }) },
    feedback: parse<NonNullable<SupportRequest['feedback']>>(row.feedback),
  };
  return {
    id: String(row.id),
    submitter: JSON.parse(String(row.submitter)) as Submitter,
    customerId: row.customerId === undefined ? null : String(row.customerId),
    email: row.email === undefined ? null : String(row.email),
    content: String(row.content),
    attachments: JSON.parse(String(row.attachments)) as Attachment[],
    state: row.state as SupportRequest['state'],
    createdAt: String(row.createdAt),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<SupportRequest>),
  };
}

function parse<T>(json: Row[string] | undefined): T | undefined {
  return json === undefined ? undefined : (JSON.parse(String(json)) as T);
}
