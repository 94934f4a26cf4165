import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';

export const systemClock: Clock = { now: () => new Date() };

export const randomIds: Ids = { random: (bits = 128) => randomBytes(bits / 8).toString('hex') };
