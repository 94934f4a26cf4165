/** What a ticket needs, by the names of the OpenAPI action file. Extra keys are configuration (`plugin_version`, `mule_runtime`). */
export type TicketFields = {
  readonly requester_email: string;
  readonly subject: string;
  readonly description: string;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly tags: readonly string[];
  readonly [extra: string]: string | readonly string[];
};

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/** A configured extra field of a ticket. */
export type TicketField = {
  /** Key in the ticket fields: `plugin_version`. */
  readonly name: string;
  /** What the assistant asks: `Which plugin version do you use?` */
  readonly question: string;
  readonly required: boolean;
  /** The id of the Zendesk custom field that takes the value; without one it goes to the description. */
  readonly zendeskFieldId?: number | undefined;
  /** A regular expression that finds the value in the visitor's own words. */
  readonly pattern?: string | undefined;
};

/** The lines that open what the chat adds below a visitor's own description. */
export const TRIED_HEADING = '--- What was tried in the chat ---';
export const CONVERSATION_HEADING = '--- Conversation in the chat ---';

/** An offered side effect, waiting for the visitor's word. */
export type Confirmation = {
  /** 128 random bits in hex. */
  readonly confirmationId: string;
  readonly sessionId: string;
  readonly turnId: string;
  readonly action: 'create_ticket';
  readonly fields: TicketFields;
  readonly status: 'offered' | 'accepted' | 'filed' | 'cancelled';
  readonly expiresAt: string;
  /** Set once the ticket exists. */
  readonly ticket?: { readonly id: string; readonly url: string };
};

/** How long an offer stands: long enough to look up a version number. */
export const CONFIRMATION_MINUTES = 15;

/** A local part, one @, a domain with a dot; RFC 5321 length. Zendesk checks the rest. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\]",;:]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,63}$/.test(text);
}
