import { UpstreamFailed } from '#core/domain/errors.ts';
import { SIDES } from '#core/ports/knowledge-base.ts';
import type { ServingVersion } from '#core/ports/serving.ts';
import type { Row } from './attributes.ts';

export const PARTITION = 'serving';
/** The one row that says what serves; versions before it lie beside it, each in a row of its own. */
export const CURRENT = 'current';

/** Sort keys compare as text: 12 digits are enough for a promotion every second. */
export function pastKey(version: number): string {
  return `version#${String(version).padStart(12, '0')}`;
}

/** A version as a row under that sort key. */
export function toServingRow(version: ServingVersion, sk: string) {
  const { side, contentHash, articles, promotedAt } = version;
  return { pk: PARTITION, sk, version: version.version, side, contentHash, articles, promotedAt };
}

/** Throws UpstreamFailed for a row that somebody else wrote: it must not decide what visitors are answered from. */
export function fromServingRow(row: Row): ServingVersion {
  const { version, articles, contentHash, promotedAt } = row;
  const side = SIDES.find((name) => name === row.side);
  if (!side || !isCount(version) || !isCount(articles) || typeof contentHash !== 'string' || typeof promotedAt !== 'string')
    throw new UpstreamFailed(`the row \`${row.pk}\` \`${row.sk}\` says nothing about what serves; correct or remove it`, {
      retryable: false,
    });
  return { version, side, contentHash, articles, promotedAt };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
