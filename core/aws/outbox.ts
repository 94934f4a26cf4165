import type { Clock } from '#core/ports/clock.ts';
import type { Outbox, UnfiledTicket } from '#core/ports/outbox.ts';
import type { DynamoTable } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

const PARTITION = 'outbox';

/** Unfiled tickets as rows, in the index by the time when they are due. A condition on that time gives each to one process. */
export function dynamoOutbox(table: DynamoTable, clock: Clock): Outbox {
  const keyOf = (confirmationId: string) => ({ pk: `${PARTITION}#${confirmationId}`, sk: PARTITION });
  return {
    async put(confirmationId, dueAt) {
      await table.put({ ...keyOf(confirmationId), gsi1pk: PARTITION, gsi1sk: dueAt, confirmationId, attempts: 0 }, ABSENT);
    },
    async takeDue(limit, againAt) {
      const now = clock.now().toISOString();
      const taken: UnfiledTicket[] = [];
      if (limit < 1) return taken;
      for await (const { confirmationId, gsi1sk, attempts } of table.listIndex(PARTITION)) {
        if (String(gsi1sk) > now) break;
        const next: UnfiledTicket = { confirmationId: String(confirmationId), attempts: Number(attempts) + 1 };
        const ours = await table.update(keyOf(next.confirmationId), {
          set: '#gsi1sk = :again, #attempts = :attempts',
          when: '#gsi1sk = :due AND #attempts < :attempts',
          values: { again: againAt(next.attempts), due: gsi1sk, attempts: next.attempts },
        });
        if (ours && taken.push(next) >= limit) break;
      }
      return taken;
    },
    async remove(confirmationId) {
      await table.transact([{ remove: keyOf(confirmationId), when: 'attribute_exists(#pk)' }]);
    },
  };
}
