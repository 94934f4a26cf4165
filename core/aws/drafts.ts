import type { Draft } from '#core/domain/draft.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { Drafts } from '#core/ports/drafts.ts';
import { pack, type Row, unpack } from './attributes.ts';
import type { DynamoTable } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

const PARTITION = 'draft';

/**
 * Drafts in one partition, each compressed, because the mail that it rests on is part of it: so the list of all is one consistent query in
 * the order of ids. The lists by state come from the index. A draft over 400 KB compressed, two megabytes of mail, is LimitReached.
 */
export function dynamoDrafts(table: DynamoTable): Drafts {
  const collect = async (rows: AsyncIterable<Row>) => (await Array.fromAsync(rows)).map(fromRow);
  return {
    async get(id) {
      const row = await table.get({ pk: PARTITION, sk: id });
      return row ? fromRow(row) : null;
    },
    list: (state) => collect(state ? table.listIndex(`${PARTITION}#${state}`) : table.list(PARTITION)),
    async put(draft) {
      const { id, version, state } = draft;
      const row = { pk: PARTITION, sk: id, gsi1pk: `${PARTITION}#${state}`, gsi1sk: id, version, state, draft: pack(draft) };
      const isNext = version === 1 ? ABSENT : { when: '#version = :before', values: { before: version - 1 } };
      if (!(await table.put(row, isNext)))
        throw new Conflict(`draft ${id} is no longer at version ${version - 1}; read it again and repeat the change`);
    },
  };
}

function fromRow(row: Row): Draft {
  return unpack(row.draft) as Draft;
}
