import type { TicketField } from '#core/domain/ticket.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { AnalysisSettings } from '#core/domain/triage-settings.ts';
import { findSlots } from '../../assistant/conversation/find-slots.ts';
import { categoryOf } from './category.ts';
import { escalationReason, escalationSentence } from './escalation.ts';
import { incidentsOf } from './incidents.ts';
import type { ReadRequest } from './read-request.ts';
import { sentimentOf } from './sentiment.ts';
import { urgencyOf } from './urgency.ts';

/** What rules read, and a model may read instead. */
export type Read = Pick<Triage, 'urgency' | 'category' | 'language' | 'sentiment' | 'escalation'>;

/** Reads a request by its words alone: the same words give the same result. */
export function readByRules(request: ReadRequest, { categories, escalation }: AnalysisSettings): Read {
  const incidents = incidentsOf(request);
  const urgency = urgencyOf(request, incidents);
  return {
    urgency,
    category: categoryOf(request, categories),
    language: request.language,
    sentiment: sentimentOf(request),
    escalation: escalationSentence(request, escalationReason(request, urgency, incidents), escalation),
  };
}

/** Patterns of fields are of the configuration's making: so much of a request is searched with them. */
const MAX_FIELD_CHARACTERS = 16_000;

/** The configured fields that a request names, in its own words first, then in the output that came with it. */
export function fieldsOf({ written, pasted }: ReadRequest, fields: readonly TicketField[]): Triage['fields'] {
  const find = (text: string) => findSlots(text.slice(0, MAX_FIELD_CHARACTERS), fields).extras;
  return { ...find(pasted), ...find(written.join('\n')) };
}
