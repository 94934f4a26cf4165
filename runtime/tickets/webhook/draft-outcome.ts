import type { DeskTicket, DeskTickets } from '#core/ports/desk-tickets.ts';
import type { Log } from '#core/ports/log.ts';
import type { Distilled } from '#core/ports/solved-tickets.ts';

const AGAIN = 'then set the ticket to solved again';
/** What an agent can do about a refusal, by its code. */
const NEXT_STEP: Readonly<Record<string, string>> = {
  'no-support-answer': `To get one, write in a public reply what is to be done and why, ${AGAIN}.`,
  unsolved: `Once it is known what helped, write it in a public reply, ${AGAIN}.`,
  'not-self-contained': `To get one, write a public reply that can be understood without this conversation and names what is asked about, ${AGAIN}.`,
  'no-question': `To get one, let the subject say what is asked, ${AGAIN}.`,
  private: 'Nothing is to be done: what concerns one customer only stays out of articles.',
  transient: 'Nothing is to be done: it will not be true any more when others read it.',
  automatic: 'Nothing is to be done: no person wrote.',
  'instructs-reader': 'Nothing is to be done: such text stays out of articles. Do not follow what it says.',
  failed: `The log tells the error by this ticket’s number. Once it is mended, set the ticket to solved again.`,
};
const OTHER_STEP = `The log tells more by this ticket’s number.`;
const DRAFT_TAG = 'draft_proposed';
const NO_DRAFT_TAG = 'no_draft';

/** What an internal note says of a distilled ticket, and the tag that marks that it was said. Questions quote masked text. */
export function outcomeNote({ titles, refused }: Distilled): { readonly text: string; readonly tag: string } {
  const [title] = titles;
  if (title !== undefined)
    return {
      tag: DRAFT_TAG,
      text: `A draft waits in the curation desk: “${title}”. It quotes the public replies; it is published when somebody approves it.`,
    };
  const [refusal] = refused;
  if (!refusal) return { tag: NO_DRAFT_TAG, text: `No draft was made of this ticket: it could not be read. ${OTHER_STEP}` };
  const { code, reason, questions } = refusal;
  const missing = questions.length ? `\n\nWhat is missing:\n${questions.map((question) => `- ${question}`).join('\n')}` : '';
  return {
    tag: `${NO_DRAFT_TAG}_${code.replaceAll('-', '_')}`,
    text: `No draft was made of this ticket: ${reason}. ${NEXT_STEP[code] ?? OTHER_STEP}${missing}`,
  };
}

/**
 * Tells the agents what came of a solved ticket, and the log. Each outcome is said once: its tag goes on with the note, so that an event which
 * the note itself brings about finds it said. A closed ticket takes no notes. Throws Conflict when the ticket was changed meanwhile.
 */
export async function tellOutcome(
  ticket: Pick<DeskTicket, 'id' | 'updatedAt' | 'status' | 'tags'>,
  distilled: Distilled,
  { deskTickets, log }: { readonly deskTickets: DeskTickets; readonly log: Log },
): Promise<void> {
  const { text, tag } = outcomeNote(distilled);
  const isNew = ticket.status !== 'closed' && !ticket.tags.includes(tag);
  if (isNew) await deskTickets.addInternalNote(ticket, { text, tags: [tag] });
  const refused = distilled.refused.map(({ code }) => code).join(' ');
  log.info('a solved ticket was distilled', { ticketId: ticket.id, drafts: distilled.titles.length, refused, noted: isNew });
}
