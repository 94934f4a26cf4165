import { sha256 } from '#core/domain/digest.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { RateLimits, Use } from '#core/ports/rate-limits.ts';
import type { DynamoTable } from './table.ts';
import type { Write } from './to-dynamodb-write.ts';

/**
 * Counters as rows, one per key and window, which end with their window. Uses are counted in one transaction, which the SDK may send twice
 * and which then counts once. Windows begin at multiples of their length since 1970.
 */
export function dynamoRateLimits(table: DynamoTable, clock: Clock): RateLimits {
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  async function giveBackOne(use: Use, now: number): Promise<void> {
    const { amount = 1 } = use;
    const update = keyOf(use, now);
    const less = { update, add: '#used :back', when: '#used >= :amount', values: { back: -amount, amount } };
    const none = { update, set: '#used = :none', when: '#used < :amount', values: { none: 0, amount } };
    if ((await table.transact([less])) !== null) await table.transact([none]);
  }

  return {
    async take(uses) {
      const now = nowSeconds();
      if (uses.length === 0) return { allowed: true };
      const none = uses.findIndex(({ limit, amount = 1 }) => amount > limit);
      const refused = none >= 0 ? none : await table.transact(uses.map((use) => toCount(use, now)));
      if (refused === null) return { allowed: true };
      return { allowed: false, refused, retryAfterSeconds: windowEnd(uses[refused]!, now) - now };
    },
    async giveBack(uses) {
      const now = nowSeconds();
      // Each by itself: one that was never counted must not keep the others.
      await Promise.all(uses.map((use) => giveBackOne(use, now)));
    },
  };
}

function toCount(use: Use, now: number): Write {
  const { limit, amount = 1 } = use;
  return {
    update: keyOf(use, now),
    set: '#expires = :end',
    add: '#used :amount',
    when: 'attribute_not_exists(#used) OR #used <= :room',
    values: { end: windowEnd(use, now), amount, room: limit - amount },
  };
}

function windowEnd({ windowSeconds }: Use, now: number): number {
  return (Math.floor(now / windowSeconds) + 1) * windowSeconds;
}

/** Two windows of different length may end together: the length is part of the name. What is limited may be an address: it is digested. */
function keyOf(use: Use, now: number) {
  return { pk: `limit#${use.windowSeconds}#${sha256(use.key)}`, sk: `window#${windowEnd(use, now)}` };
}
