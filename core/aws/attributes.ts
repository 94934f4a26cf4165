import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What our rows hold: text, numbers, truth, bytes and lists of texts. */
export type Value = string | number | boolean | Uint8Array | readonly string[];
export type Row = Readonly<Record<string, Value>>;
/** Fields that are `undefined` are left out of the row. */
export type LooseRow = Readonly<Record<string, Value | undefined>>;

export function toAttributes(row: LooseRow, prefix = ''): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(row)) if (value !== undefined) attributes[prefix + name] = toAttribute(value);
  return attributes;
}

function toAttribute(value: Value): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: value };
  return { L: value.map((text) => ({ S: text })) };
}

/** Attributes of a kind that we never write are left out. */
export function fromAttributes(attributes: Readonly<Record<string, AttributeValue>>): Row {
  const row: Record<string, Value> = {};
  for (const [name, { S, N, BOOL, B, L }] of Object.entries(attributes)) {
    const value = S ?? (N === undefined ? undefined : Number(N)) ?? BOOL ?? B ?? L?.map((entry) => entry.S ?? '');
    if (value !== undefined) row[name] = value;
  }
  return row;
}

/** JSON as compressed bytes: long text shrinks to a fifth, and a row may have 400 KB and is paid for by the kilobyte. */
export function pack(json: unknown): Uint8Array {
  return gzipSync(JSON.stringify(json));
}

/** The JSON in bytes of ours. */
export function unpack(bytes: Value | undefined): unknown {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the attribute holds no bytes');
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
}
