import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { SIDES } from '#core/ports/knowledge-base.ts';
import type { ServingVersion } from '#core/ports/serving.ts';

export type Row = Readonly<Record<string, AttributeValue>>;

export const PARTITION: AttributeValue = { S: 'serving' };
/** The one row that says what serves; versions before it lie beside it, each in a row of its own. */
export const CURRENT: AttributeValue = { S: 'current' };

/** Sort keys compare as text: 12 digits are enough for a promotion every second. */
export function pastKey(version: number): AttributeValue {
  return { S: `version#${String(version).padStart(12, '0')}` };
}

/** A version as a row under that sort key. */
export function toServingRow(
  { version, side, contentHash, articles, promotedAt }: ServingVersion,
  sk: AttributeValue,
): Record<string, AttributeValue> {
  return {
    pk: PARTITION,
    sk,
    version: { N: String(version) },
    side: { S: side },
    contentHash: { S: contentHash },
    articles: { N: String(articles) },
    promotedAt: { S: promotedAt },
  };
}

/** Throws UpstreamFailed for a row that somebody else wrote: it must not decide what visitors are answered from. */
export function fromServingRow(row: Row): ServingVersion {
  const side = SIDES.find((name) => name === row.side?.S);
  const version = Number(row.version?.N);
  const articles = Number(row.articles?.N);
  const contentHash = row.contentHash?.S;
  const promotedAt = row.promotedAt?.S;
  if (!side || !Number.isSafeInteger(version) || !Number.isSafeInteger(articles) || contentHash === undefined || promotedAt === undefined)
    throw new UpstreamFailed(`the row \`${row.pk?.S}\` \`${row.sk?.S}\` says nothing about what serves; correct or remove it`, {
      retryable: false,
    });
  return { version, side, contentHash, articles, promotedAt };
}
