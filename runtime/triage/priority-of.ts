import { PRIORITIES } from '#core/domain/ticket.ts';
import type { Triage, Urgency } from '#core/domain/triage.ts';

/** What an escalated ticket has at least: agents look at those first. */
const ESCALATED: Urgency = 'high';

/** The priority that we give a ticket. */
export function priorityOf({ urgency, escalation }: Pick<Triage, 'urgency' | 'escalation'>): Urgency {
  if (escalation === null) return urgency;
  return PRIORITIES[Math.max(PRIORITIES.indexOf(urgency), PRIORITIES.indexOf(ESCALATED))] ?? ESCALATED;
}
