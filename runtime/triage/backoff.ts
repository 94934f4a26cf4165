import { sha256 } from '#core/domain/digest.ts';
import type { TriagePace } from './triage-ports.ts';

/**
 * Seconds before the next attempt: twice as long each time, and somewhere between a half and the whole of that, so that what failed
 * together does not come again together. The same message after the same attempt waits the same.
 */
export function backoffSeconds(
  { id, attempts }: { readonly id: string; readonly attempts: number },
  { backoffSeconds: first, maxBackoffSeconds }: TriagePace,
): number {
  const whole = Math.min(first * 2 ** (attempts - 1), maxBackoffSeconds);
  const share = Number.parseInt(sha256(`${id} ${attempts}`).slice(0, 8), 16) / 0xffff_ffff;
  return whole * (0.5 + share / 2);
}
