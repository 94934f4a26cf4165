import type { TicketField } from '#core/domain/ticket.ts';
import type { SmallTalk } from './small-talk.ts';

/** Who speaks and where people write when the chat cannot help. */
export type Brand = { readonly name: string; readonly fallbackEmail: string };

const SMALL_TALK: Readonly<Record<SmallTalk, (brand: Brand) => string>> = {
  greeting: ({ name }) =>
    `Hello! I answer questions about ${name} from its documentation and earlier support answers. What would you like to know?`,
  thanks: () => 'You’re welcome! Is there anything else you would like to know?',
  goodbye: () => 'Goodbye, and good luck with your project!',
  identity: ({ name }) =>
    `I’m the ${name} support assistant, a program and not a person. I look up answers in the documentation and in earlier support answers, show you the sources, and can prepare a ticket for our support team.`,
  help: ({ name }) =>
    `Ask me anything about ${name}: a question, an error message or a property name will do. If I don’t find it, say “create a ticket” and I’ll prepare one for our support team.`,
  acknowledgement: () => 'All right. Ask me whenever you have another question.',
  stopped: () => 'All right, I’ve stopped. Ask me whenever you have another question.',
  complaint: ({ fallbackEmail }) =>
    `I’m sorry that this didn’t help. Tell me what is missing, or say “create a ticket” and our support team will look at it. You can also write to ${fallbackEmail}.`,
};

/** Every sentence that the assistant says by itself, in one place. Plain text; visitors’ own words are never part of it unescaped. */
export const phrases = {
  smallTalk: (what: SmallTalk, brand: Brand): string => SMALL_TALK[what](brand),

  /** `nearest` are titles of pages that are close without being an answer. */
  unknown(brand: Brand, nearest: readonly string[]): string {
    const [first, ...more] = nearest;
    const near = !first
      ? ''
      : more.length
        ? ` The closest pages I have are ${quoted(nearest)}, but they don’t answer this.`
        : ` The closest page I have is ${quoted([first])}, but it doesn’t answer this.`;
    return (
      `I don’t know: I found nothing in the ${brand.name} documentation or in earlier support answers that answers this.${near}\n\n` +
      'You can:\n\n' +
      '- ask again in other words, or with the exact error message or property name\n' +
      '- say “create a ticket”, and our support team will answer you\n' +
      `- write to ${brand.fallbackEmail}`
    );
  },
  /** For one question of several. */
  unknownPart: (asked: string): string =>
    `I found nothing that answers “${asked.replace(/[[\]`]/g, '')}”. Say “create a ticket” if you want our support team to answer it.`,
  empty: 'Your message was empty. What would you like to know?',
  /** In the middle of an answer, too: then what is shown is not all. */
  failed: (code: 'upstream_failed' | 'rate_limited' | 'budget_spent'): string =>
    code === 'budget_spent'
      ? 'This conversation has used up what it may ask in a day. Please write to us instead.'
      : 'I could not look that up just now. Please try again in a moment.',

  /** Opens an answer that stands on another version than the one asked about. */
  otherVersion: (asked: string, found: string): string =>
    `I have nothing specific to version ${asked}; this is from the page for version ${found}.`,
  appliesTo: (version: string): string => `Applies to version ${version}.`,
  /** Where the sources of an answer are for several versions. */
  appliesToEach: (sources: readonly { readonly n: number; readonly version: string }[]): string =>
    `The sources are for different versions: ${sources.map(({ n, version }) => `${version} [${n}]`).join(', ')}.`,

  askDescription: 'Sure, I can prepare a ticket. What should it be about? A sentence or two and any error message will do.',
  askDescriptionAgain: 'What should the ticket be about? Please describe the problem in a sentence or two, or say “cancel”.',
  askEmail: (opening: boolean): string =>
    `${opening ? 'Sure, I’ll prepare a ticket for our support team. ' : ''}Which e-mail address should our team reply to?`,
  askEmailAgain:
    'That doesn’t look like a complete e-mail address. Could you check it? It should look like name@example.com. Or say “cancel” to stop.',
  emailNeeded:
    'Our team needs an e-mail address to reply to; it is used for this ticket only. Which one shall I use? Or say “cancel” to stop.',
  askField: (field: TicketField, again: boolean): string =>
    again ? `The ticket needs this one: ${field.question} Or say “cancel” to stop.` : field.question,
  askOptional(fields: readonly TicketField[]): string {
    if (fields.length === 1) return `${fields[0]!.question} If you don’t know, say “skip”.`;
    const questions = fields.map((field) => `- ${field.question}`).join('\n');
    return `${fields.length === 2 ? 'Two' : 'A few'} details help our team, if you know them:\n\n${questions}\n\nYou can answer in one message, or say “skip”.`;
  },
  summary: (lines: readonly string[]): string =>
    `Here is the ticket I would file:\n\n${lines.join('\n')}\n\nPlease check it and confirm. Nothing is sent before you do.`,
  useButton:
    'Please check the ticket above and confirm it there; I can’t file it from a chat message. To change something just tell me, or say “cancel”.',
  cancelled: 'All right, no ticket will be filed. Ask me whenever you have another question.',
  /** After a question was answered in the middle of a ticket. */
  backToTicket: (question: string): string => `Back to your ticket: ${question}`,
} as const;

function quoted(titles: readonly string[]): string {
  return titles.map((title) => `“${title}”`).join(' and ');
}
