import type { TicketField, TicketFields } from '#core/domain/ticket.ts';
import type { Move, Wait } from './collect-ticket.ts';
import { phrases } from './phrases.ts';
import { capitalised } from './read-intent.ts';

/** The words of our question; `how` says whether it is the first, comes in turn, or was not answered. */
export function phraseForWait(wait: Wait, how: (Move & { kind: 'ask-for' })['how']): string {
  switch (wait.for) {
    case 'description':
      return how === 'opening' ? phrases.askDescription : phrases.askDescriptionAgain;
    case 'email':
      return how === 'again' ? phrases.askEmailAgain : how === 'needed' ? phrases.emailNeeded : phrases.askEmail(how === 'opening');
    case 'field':
      return phrases.askField(wait.field, how === 'again' || how === 'needed');
    case 'optional':
      return phrases.askOptional(wait.fields);
  }
}

/** Longer descriptions are shown in the confirmation itself. */
const MAX_SHOWN_CHARACTERS = 200;

/** The ticket as a list for people. */
export function summarise(fields: TicketFields, ticketFields: readonly TicketField[]): string[] {
  const lines = [
    ['Subject', fields.subject],
    ['Description', fields.description === fields.subject ? '' : fields.description],
    ['Reply to', fields.requester_email],
    ['Priority', fields.priority],
    ...ticketFields.map(({ name }) => [readable(name), String(fields[name] ?? '')]),
  ];
  return lines.flatMap(([label, value]) => (value ? [`- **${label}:** ${shown(value)}`] : []));
}

/** `plugin_version` → `Plugin version` */
function readable(name: string): string {
  return capitalised(name.replaceAll('_', ' '));
}

/** The visitor's words on one line, without what would read as a mark, a link or code in our text. */
function shown(value: string): string {
  const line = value
    .replace(/\s+/g, ' ')
    .replace(/[[\]`]/g, '')
    .trim();
  return line.length > MAX_SHOWN_CHARACTERS ? `${line.slice(0, MAX_SHOWN_CHARACTERS).trimEnd()}…` : line;
}
