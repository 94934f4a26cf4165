import type { ApiKey } from '#core/domain/api-key.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { ApiKeys } from '#core/ports/api-keys.ts';
import type { Row } from './attributes.ts';
import type { DynamoTable } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

const PARTITION = 'api-key';

/** Keys as rows of one partition: there are a handful, and a revoked one must be refused at once, not when an index has followed. */
export function dynamoApiKeys(table: DynamoTable): ApiKeys {
  const find = async (id: string) => fromRow(await table.get({ pk: PARTITION, sk: id }));

  return {
    async create({ revokedAt, ...key }) {
      const row = { pk: PARTITION, sk: key.id, ...key, ...(revokedAt === null ? {} : { revokedAt }) };
      if (!(await table.put(row, ABSENT))) throw new Conflict(`the name ${key.name} has or had a key; choose another name`);
    },
    get: find,
    async list() {
      const keys = (await Array.fromAsync(table.list(PARTITION))).flatMap((row) => fromRow(row) ?? []);
      return keys.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
    async revoke(id, at) {
      const change = { set: '#revokedAt = :at', when: 'attribute_not_exists(#revokedAt)', values: { at } };
      return fromRow(await table.update({ pk: PARTITION, sk: id }, change)) ?? (await find(id));
    },
  };
}

function fromRow(row: Row | null): ApiKey | null {
  if (!row) return null;
  return {
    id: String(row.id),
    name: String(row.name),
    hash: String(row.hash),
    scopes: row.scopes as ApiKey['scopes'],
    perMinute: Number(row.perMinute),
    perDay: Number(row.perDay),
    createdAt: String(row.createdAt),
    revokedAt: row.revokedAt === undefined ? null : String(row.revokedAt),
  };
}
