import { triagePorts } from '../triage/compose-triage.ts';
import { triageBatch } from '../triage/triage-batch.ts';
import { deployedAssistant } from './deployed-assistant.ts';
import { functionPlatform, once } from './open-platform.ts';
import { queueFunction } from './queue-batch.ts';

const open = functionPlatform('triage-requests');
const ports = once(() => {
  const { platform, config } = open();
  return { ...platform, ...triagePorts(config, platform, deployedAssistant(config, platform)) };
});

/** Called with support requests that were kept: reads them, files and notes their tickets. */
export const handler = queueFunction(ports, triageBatch);
