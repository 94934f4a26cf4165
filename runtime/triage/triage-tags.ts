import type { Triage } from '#core/domain/triage.ts';
import { priorityOf } from './priority-of.ts';

/** On the ticket once the note is: it goes there with the note, in one change. */
export const TRIAGED_TAG = 'threadwell_triaged';
const ESCALATED_TAG = 'escalated';

/** What the triage says, as tags `name:value`. */
export function triageTags(triage: Triage): string[] {
  const { category, product, language, sentiment, fields, escalation } = triage;
  const named = { category, product, language, sentiment, priority: priorityOf(triage), ...fields };
  const tags = Object.entries(named).flatMap(([name, value]) => (value ? [`${name}:${value}`] : []));
  return escalation === null ? tags : [...tags, ESCALATED_TAG];
}
