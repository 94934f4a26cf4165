import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '#core/domain/digest.ts';
import type { Secrets } from '#core/ports/secrets.ts';

/** The secret that CloudFront sends: one value a line, two while it is changed. */
const ORIGIN_SECRET = 'origin';

/**
 * Whether a request came through CloudFront. To change the secret, add the new value as a second line, wait until no reader's copy is
 * older (five minutes), let CloudFront send the new one, and take the old line away.
 */
export async function isThroughCloudFront(given: string | undefined, secrets: Secrets): Promise<boolean> {
  const valid = (await secrets.read(ORIGIN_SECRET)).split(/\s+/).filter(Boolean);
  // Hashed first: equal lengths, and nothing to learn from the time it takes.
  const hash = Buffer.from(sha256(given ?? ''));
  return valid.map((value) => timingSafeEqual(hash, Buffer.from(sha256(value)))).includes(true);
}
