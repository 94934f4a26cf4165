import { type GapClosing, type GapQuestion, parseNearMisses } from '#core/domain/gap.ts';
import type { Gaps } from '#core/ports/gaps.ts';
import type { Row } from './attributes.ts';
import { type DynamoTable, firstOf } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

/** Questions without a good answer as rows; the index lists them by time. */
export function dynamoGaps(table: DynamoTable): Gaps {
  return {
    async add(gap) {
      const { id, question, why, at, sessionId, turnId } = gap;
      const keys = { pk: `gap#${id}`, sk: 'gap', gsi1pk: 'gap', gsi1sk: at };
      const row = { ...keys, id, question, why, at, sessionId, turnId, nearest: JSON.stringify(gap.nearest) };
      await table.put(row, ABSENT);
    },
    async list(limit) {
      return (await firstOf(table.listIndex('gap', { newestFirst: true, pageSize: limit }), limit)).map(fromRow);
    },
    async close(id, closing) {
      await table.update(
        { pk: `gap#${id}`, sk: 'gap' },
        { set: '#closed = :closed', when: 'attribute_not_exists(#closed)', values: { closed: JSON.stringify(closing) } },
      );
    },
  };
}

function fromRow(row: Row): GapQuestion {
  return {
    id: String(row.id),
    question: String(row.question),
    why: row.why as GapQuestion['why'],
    at: String(row.at),
    sessionId: String(row.sessionId),
    turnId: String(row.turnId),
    nearest: parseNearMisses(String(row.nearest)),
    ...(row.closed === undefined ? {} : { closed: JSON.parse(String(row.closed)) as GapClosing }),
  };
}
