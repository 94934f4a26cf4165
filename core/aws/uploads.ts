import type { Submitter } from '#core/domain/support-request.ts';
import type { Upload, UploadType } from '#core/domain/upload.ts';
import type { Uploads } from '#core/ports/uploads.ts';
import type { Row } from './attributes.ts';
import { type DynamoTable, expiresAt } from './table.ts';
import { ABSENT, type Write } from './to-dynamodb-write.ts';

/** Uploads as rows that end by themselves; a request takes its own in one transaction. */
export function dynamoUploads(table: DynamoTable): Uploads {
  return {
    async offer(upload) {
      const { stored: _, ...offered } = upload;
      const row = { ...keyOf(upload.id), ...offered, submitter: JSON.stringify(upload.submitter), expires: expiresAt(upload.expiresAt) };
      await table.put(row, ABSENT);
    },
    async get(id) {
      return fromRow(await table.get(keyOf(id)));
    },
    async stored(id, { path, bytes }) {
      const change = { set: '#path = :path, #bytes = :bytes', when: 'attribute_not_exists(#path)', values: { path, bytes } };
      return fromRow(await table.update(keyOf(id), change));
    },
    async attach(ids, requestId) {
      const writes = ids.map(
        (id): Write => ({
          update: keyOf(id),
          set: '#requestId = :requestId',
          when: 'attribute_exists(#path) AND #expires > :now AND (attribute_not_exists(#requestId) OR #requestId = :requestId)',
          values: { requestId },
        }),
      );
      return writes.length === 0 || (await table.transact(writes)) === null;
    },
  };
}

function keyOf(id: string) {
  return { pk: `upload#${id}`, sk: 'upload' };
}

function fromRow(row: Row | null): Upload | null {
  if (!row) return null;
  return {
    id: String(row.id),
    submitter: JSON.parse(String(row.submitter)) as Submitter,
    name: String(row.name),
    type: row.type as UploadType,
    expiresAt: String(row.expiresAt),
    ...(row.path === undefined ? {} : { stored: { path: String(row.path), bytes: Number(row.bytes) } }),
  };
}
