import type { TicketField } from './ticket.ts';
import { DEFAULT_CATEGORIES, type TriageCategory } from './triage-categories.ts';

/** What the analysis of a request goes by, from the configuration. */
export type AnalysisSettings = {
  readonly categories: readonly TriageCategory[];
  readonly escalation: {
    /** Words and phrases that call a person, besides the built-in ones. */
    readonly terms: readonly string[];
    /** Whether the built-in rules hold: urgent, outage, lost data, security, legal steps, the wish for a manager. */
    readonly builtIn: boolean;
  };
  readonly ticketFields: readonly TicketField[];
  /** Never taken for a person's name. */
  readonly brandName: string;
};

/** The part of a configuration that settings are made of. */
type Configured = {
  readonly brand: { readonly name: string };
  readonly tickets: { readonly fields: readonly TicketField[] };
  readonly triage: {
    readonly categories?: readonly TriageCategory[] | undefined;
    readonly escalation: AnalysisSettings['escalation'];
  };
};

/** What a request is that fits no category. */
export const OTHER_CATEGORY = 'other';

/** The settings that a configuration asks for; where it names no categories, those of software support. */
export function analysisSettings({ brand, tickets, triage }: Configured): AnalysisSettings {
  return {
    categories: triage.categories ?? DEFAULT_CATEGORIES,
    escalation: triage.escalation,
    ticketFields: tickets.fields,
    brandName: brand.name,
  };
}
