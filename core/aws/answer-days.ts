import { ANSWER_KINDS, type AnswerDay, type AnswerKind } from '#core/domain/answer-day.ts';
import type { AnswerDays } from '#core/ports/answer-days.ts';
import type { Row } from './attributes.ts';
import type { DynamoTable } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

const PARTITION = 'answer-day';
/** Behind every day. */
const LAST_DAY = '9999-12-31';

/** A row for each day. Counted by updates, which wait for each other; the first turn of a day makes its row, and who comes second to that counts again. */
export function dynamoAnswerDays(table: DynamoTable): AnswerDays {
  return {
    async count(day, kind) {
      const key = { pk: PARTITION, sk: day };
      const more = () => table.update(key, { add: `#${kind} :one`, when: 'attribute_exists(#sk)', values: { one: 1 } });
      if (await more()) return;
      if (!(await table.put({ ...key, [kind]: 1 }, ABSENT))) await more();
    },
    list: (since) => Array.fromAsync(table.list(PARTITION, { between: [since, LAST_DAY] }), toDay),
  };
}

function toDay(row: Row): AnswerDay {
  const counts = ANSWER_KINDS.map((kind) => [kind, Number(row[kind] ?? 0)]);
  return { day: String(row.sk), ...(Object.fromEntries(counts) as Record<AnswerKind, number>) };
}
