import type { Context } from 'aws-lambda';
import { provePromoted } from '../gaps/prove-promoted.ts';
import { deployedAssistant } from './deployed-assistant.ts';
import { functionPlatform, once } from './open-platform.ts';

/** The longest answer of an assistant, and writing down how far it came. */
const RESERVE_MS = 90_000;

const open = functionPlatform('prove-gaps');
const ports = once(() => {
  const { platform, config } = open();
  return { ...platform, assistant: deployedAssistant(config, platform) };
});

/** Called every few minutes, one at a time: after a promotion the questions without a good answer are asked again. */
export async function handler(
  _event: unknown,
  { awsRequestId, getRemainingTimeInMillis }: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
): Promise<{ readonly replayed: number; readonly closed: number; readonly left: number }> {
  const opened = ports();
  opened.log.correlate({ requestId: awsRequestId });
  const replayed = await provePromoted(opened, () => getRemainingTimeInMillis() < RESERVE_MS);
  return replayed ?? { replayed: 0, closed: 0, left: 0 };
}
