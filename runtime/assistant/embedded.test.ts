import { randomIds, systemClock } from '#core/local/system.ts';
import { describeAssistant } from '#core/ports/assistant.contract.ts';
import { embeddedAssistant } from './embedded.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describeAssistant('the embedded assistant', (setting) => {
  const { knowledgeBase, ...rest } = setting;
  return embeddedAssistant({ ...rest, ports: { knowledgeBase, ids: randomIds, clock: systemClock, log: silent } });
});
