import type { ApiKey } from '#core/domain/api-key.ts';
import type { Submitter } from '#core/domain/support-request.ts';
import { DAY_SECONDS, type Limit, MINUTE_SECONDS } from '../chat/within-limit.ts';

/** Who calls, verified. */
export type IntakeCaller = {
  readonly submitter: Submitter;
  /** The verified subject of a session; null for anonymous visitors and for services. */
  readonly subject: string | null;
  /** The key of a service; null for a session. */
  readonly key: ApiKey | null;
};

/** One person asks now and then; more is a script, which wants a key. */
const PER_SESSION_MINUTE = 5;
const PER_SESSION_DAY = 20;
/** New sessions must not be the way round the limits of a session. */
const PER_ADDRESS_MINUTE = 30;
/** Each request may come with five files. */
const UPLOADS_PER_REQUEST = 5;

/** The limits of a request, or of an upload to one. `networkAddress` is null where there is none to count by; services have a quota instead. */
export function intakeLimits({ submitter, key }: IntakeCaller, what: 'requests' | 'uploads', networkAddress: string | null): Limit[] {
  const times = what === 'uploads' ? UPLOADS_PER_REQUEST : 1;
  const counted = `intake ${what} ${submitter.kind} ${submitter.id}`;
  const [perMinute, perDay] = key ? [key.perMinute, key.perDay] : [PER_SESSION_MINUTE, PER_SESSION_DAY];
  const own = [
    { key: counted, limit: perMinute * times, windowSeconds: MINUTE_SECONDS, what: `${what} in a minute` },
    { key: counted, limit: perDay * times, windowSeconds: DAY_SECONDS, what: `${what} in a day` },
  ];
  if (key || networkAddress === null) return own;
  const address = { key: `intake ${what} address ${networkAddress}`, limit: PER_ADDRESS_MINUTE * times, windowSeconds: MINUTE_SECONDS };
  return [...own, { ...address, what: `${what} from your network` }];
}
