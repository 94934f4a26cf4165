import type { CommandResult } from '#core/domain/command-result.ts';
import { SUPPORT_REQUEST_STATES, type SupportRequest } from '#core/domain/support-request.ts';
import type { Platform } from '#core/ports/platform.ts';
import { listDeadLetters, retryDeadLetters } from './dead-letters.ts';

/** Of each state; older ones are at the desk. */
const MAX_LISTED = 200;

/** `requests list`: where each request stands, newest first. Never what it says. */
export async function listRequests({ supportRequests }: Pick<Platform, 'supportRequests'>): Promise<CommandResult> {
  const all: SupportRequest[] = [];
  for (const state of SUPPORT_REQUEST_STATES) all.push(...(await supportRequests.list(state, MAX_LISTED, 'newest')));
  const requests = all.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).map(summaryOf);
  const lines = requests.map(({ id, state, createdAt, ticket, urgency, reason }) =>
    [
      `${id}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${state.padEnd(9)}`,
      ...(urgency ? [`${urgency}`] : []),
      ...(ticket ? [`ticket ${ticket.id} (${ticket.status ?? 'new'})`] : []),
      ...(state === 'parked' && reason ? [reason.code] : []),
    ].join('  '),
  );
  return { report: { requests }, text: lines.join('\n') || 'No support requests yet.', ok: true };
}

function summaryOf({ id, state, createdAt, ticket, triage, reason, feedback }: SupportRequest) {
  return {
    id,
    state,
    createdAt,
    urgency: triage?.urgency ?? null,
    category: triage?.category ?? null,
    escalated: triage ? triage.escalation !== null : null,
    ticket: ticket ?? null,
    reason: reason ?? null,
    helpful: feedback?.helpful ?? null,
  };
}

/** `requests dead`: the messages that were given up, and why. */
export async function showDeadLetters(ports: Pick<Platform, 'queue' | 'supportRequests'>): Promise<CommandResult> {
  const deadLetters = await listDeadLetters(ports);
  const lines = deadLetters.map(({ id, requestId, reason }) => `${requestId ?? `message ${id}`}  ${reason.code}\n   ${reason.message}`);
  const text = lines.length
    ? [...lines, '`threadwell requests retry ID` tries one again, `--all` all of them.'].join('\n')
    : 'No dead letters: no support request was given up.';
  return { report: { deadLetters }, text, ok: true };
}

/** `requests retry ID`, `requests retry --all`: the running server takes them up. Throws NotFound for what is no dead letter. */
export async function retryRequests(
  ids: readonly string[] | 'all',
  ports: Pick<Platform, 'queue' | 'supportRequests'>,
): Promise<CommandResult> {
  const retried = await retryDeadLetters(ids, ports);
  const text = retried
    ? `${retried === 1 ? '1 message was' : `${retried} messages were`} put back. The running server, or the stack, works on them.`
    : 'There is nothing to try again.';
  return { report: { retried }, text, ok: true };
}
