import type { Urgency } from '#core/domain/triage.ts';
import type { AnalysisSettings } from '#core/domain/triage-settings.ts';
import { cueFinder, type Reading } from './cues.ts';
import type { Incident } from './incidents.ts';

/** Why a person must look at once. A model chooses among these names; the sentences are ours. */
export const ESCALATION_REASONS = ['outage', 'data_loss', 'security', 'legal', 'manager', 'urgent'] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

const SENTENCES: Readonly<Record<EscalationReason, string>> = {
  outage: 'The request tells of an outage.',
  data_loss: 'The request tells of lost data.',
  security: 'The request tells of a breach of security.',
  legal: 'The request announces legal steps.',
  manager: 'The request asks for a manager.',
  urgent: 'The request is urgent.',
};

const LEGAL =
  cueFinder(`lawyer, lawyers, attorney, attorneys, lawsuit, legal action, legal steps, legal proceedings, sue you, take court, Anwalt, Anwälte, Rechtsanwalt, Klage einreichen,
  rechtliche Schritte, juristische Schritte, avocat, avocats, mise en demeure, poursuites, action en justice, abogado, abogados, acciones legales, demanda judicial, 弁護士, 法的措置, 訴訟`);
const MANAGER =
  cueFinder(`speak to manager, speak with manager, talk to manager, talk with manager, your manager, escalated to, escalate this, escalate to, your supervisor, speak to supervisor, talk to supervisor, speak someone in charge, someone in charge, someone above you, someone senior, head of support, your boss,
  Ihrem Vorgesetzten, Ihren Vorgesetzten, Vorgesetzten sprechen, mit Geschäftsführer sprechen, mit der Geschäftsleitung, eskalieren, parler à un responsable, parler à votre responsable, votre supérieur, parler à un supérieur,
  hablar con un responsable, hablar con su responsable, hablar con un supervisor, su supervisor, 責任者, 上司の方, 上長`);

/** The reason by built-in rules, the gravest first; null where there is none. An announcement with an "if" counts. */
export function escalationReason(reading: Reading, urgency: Urgency, incidents: readonly Incident[]): EscalationReason | null {
  if (incidents[0]) return incidents[0];
  if (LEGAL(reading).some(({ stance }) => stance !== 'denied' && stance !== 'over')) return 'legal';
  if (MANAGER(reading).some(({ stance }) => stance === 'meant')) return 'manager';
  return urgency === 'urgent' ? 'urgent' : null;
}

/** The sentence for an agent: by the configured words first, then by the reason that is given. */
export function escalationSentence(
  reading: Reading,
  reason: EscalationReason | null,
  { terms, builtIn }: AnalysisSettings['escalation'],
): string | null {
  const named = cueFinder(terms)(reading).find(({ stance }) => stance === 'meant');
  if (named) return `The request speaks of “${named.term}”.`;
  return reason && builtIn ? SENTENCES[reason] : null;
}

/** The sentence for a reason. */
export function reasonSentence(reason: EscalationReason): string {
  return SENTENCES[reason];
}
