import type { Turn } from '#core/domain/session.ts';
import type { Confirmation } from '#core/domain/ticket.ts';
import type { Platform } from '#core/ports/platform.ts';
import { citedIn, gapOfTurn } from '../gaps/gap-of-turn.ts';

/** A shorter line of a ticket stands in many questions. */
const MIN_LINE_CHARACTERS = 12;
/** The question opens the description; what comes far below is a pasted log. */
const MAX_LINES = 20;

/**
 * Keeps the question that a ticket came from as a gap. A ticket without one — the visitor asked for a person at once — adds nothing. The
 * same ticket again changes nothing, and a failure costs the visitor nothing.
 */
export async function addTicketGap(
  accepted: Confirmation,
  turns: readonly Turn[],
  { gaps, clock, log }: Pick<Platform, 'gaps' | 'clock' | 'log'>,
): Promise<void> {
  try {
    const turn = questionBefore(accepted, turns);
    if (turn) await gaps.add(gapOfTurn(turn, 'ticket', clock.now().toISOString(), citedIn(turn.events)));
  } catch (error) {
    log.error('gap of a ticket could not be kept', { confirmationId: accepted.confirmationId }, error);
  }
}

/**
 * The question that led to a ticket: of those answered or refused since the ticket before, the one whose words the ticket's description
 * has; else the last one refused; else the last one. Null when there is none.
 */
export function questionBefore({ turnId, fields }: Pick<Confirmation, 'turnId' | 'fields'>, turns: readonly Turn[]): Turn | null {
  const offer = turns.findIndex((turn) => turn.turnId === turnId);
  const before = turns.slice(0, Math.max(0, offer));
  const asked = before.slice(before.findLastIndex(({ events }) => events.some(({ type }) => type === 'ticket')) + 1).filter(isQuestion);
  const lines = linesOf(fields.description);
  const isNamed = ({ text }: Turn) => linesOf(text).some((said) => lines.some((line) => said.includes(line) || line.includes(said)));
  return asked.findLast(isNamed) ?? asked.findLast(isRefused) ?? asked.at(-1) ?? null;
}

function linesOf(text: string): string[] {
  return text
    .toLowerCase()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= MIN_LINE_CHARACTERS)
    .slice(0, MAX_LINES);
}

/** Small talk and the questions of ours that collect a ticket are neither answered nor refused. */
function isQuestion(turn: Turn): boolean {
  return isRefused(turn) || turn.events.some((event) => event.type === 'done' && event.answered && event.citations.length > 0);
}

function isRefused({ events }: Turn): boolean {
  return events.some((event) => event.type === 'done' && event.reason === 'refused');
}
