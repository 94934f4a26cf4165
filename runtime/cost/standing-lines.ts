import type { CostInput } from './estimate.ts';
import { type CostLine, costLine, GB, MILLION } from './line.ts';
import { PRICES } from './prices.ts';
import {
  ALARM_METRICS,
  CUSTOM_METRICS,
  FIREWALL_RULES,
  FUNCTION_MEMORY_GB,
  HOURS_A_MONTH,
  KEYS,
  LOG_BYTES_A_SCHEDULED_CALL,
  QUEUE_CALLS_A_MONTH,
  SCHEDULED_CALL_SECONDS,
  SCHEDULED_CALLS_A_MONTH,
  SECRETS,
} from './traffic.ts';

/** What a stack costs that nobody asks. */
export function standingLines({ questionsPerMonth }: CostInput): CostLine[] {
  const scheduled = SCHEDULED_CALLS_A_MONTH;
  // A metric is paid by the hours in which something was measured.
  const measured = CUSTOM_METRICS * Math.min(1, questionsPerMonth / HOURS_A_MONTH);
  return [
    costLine('WAF', 'the firewall', 1, PRICES.firewallAcl),
    costLine('WAF', 'its rules', FIREWALL_RULES, PRICES.firewallRule),
    costLine('CloudWatch', 'alarms', ALARM_METRICS, PRICES.alarm),
    costLine('CloudWatch', 'dashboard', 1, PRICES.dashboard),
    costLine('CloudWatch', 'metrics of our own', measured, PRICES.metric),
    costLine('CloudWatch', 'logs of what is due', (scheduled * LOG_BYTES_A_SCHEDULED_CALL) / GB, PRICES.logIngest),
    costLine('Lambda', 'what is due: calls', scheduled / MILLION, PRICES.lambdaRequest),
    costLine('Lambda', 'what is due: time', (scheduled * SCHEDULED_CALL_SECONDS * FUNCTION_MEMORY_GB) / MILLION, PRICES.lambdaCompute),
    costLine('EventBridge', 'schedules', scheduled / MILLION, PRICES.schedule),
    costLine('Secrets Manager', 'secrets', SECRETS, PRICES.secret),
    costLine('KMS', 'keys of topics', KEYS, PRICES.key),
    costLine('SQS', 'asking the queues; SNS is below a cent', QUEUE_CALLS_A_MONTH / MILLION, PRICES.queueCall),
  ];
}
