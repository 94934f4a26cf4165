import type { CommandResult } from '#core/domain/command-result.ts';
import { GAP_REASON_WORDS } from '#core/domain/gap.ts';
import type { Platform } from '#core/ports/platform.ts';
import { startForGap } from '../workflow/start-workflow.ts';
import { type GapGroup, listGaps } from './group-gaps.ts';

const MAX_SHOWN_NEAREST = 3;

/** `gaps draft ID`: starts the making of an article about a group. The running server works on it. */
export async function draftGap(id: string, ports: Parameters<typeof startForGap>[1]): Promise<CommandResult> {
  const { workflowId, topic, parameters } = await startForGap(id, ports);
  const text = `Workflow ${workflowId} started on “${topic}”. The running server, or the stack, writes a draft, which waits for your review in \`drafts list\`.`;
  return { report: { workflowId, topic, parameters }, text, ok: true };
}

/** `gaps list`: what visitors asked and nothing answered well, and what has been answered since. */
export async function gapsCommand(ports: Pick<Platform, 'gaps'>): Promise<CommandResult> {
  const gaps = await listGaps(ports);
  const open = gaps.filter(({ state }) => state === 'open');
  const closed = gaps.filter(({ state }) => state === 'closed');
  const text = [
    open.length ? open.map(openText).join('\n\n') : 'No gaps: every question so far had an answer.',
    ...(closed.length ? [`Answered since:\n\n${closed.map(closedText).join('\n\n')}`] : []),
  ].join('\n\n');
  return { report: { gaps }, text, ok: true };
}

function openText({ id, questions, count, visitors, reasons, nearMisses, lastAt }: GapGroup): string {
  const [first, ...others] = questions;
  const times = count === 1 ? 'asked once' : `asked ${count} times in ${visitors} ${visitors === 1 ? 'conversation' : 'conversations'}`;
  return [
    `${first}`,
    ...others.map((question) => `   also: ${question}`),
    `   ${id}: ${times}, last on ${lastAt.slice(0, 10)}`,
    `   why: ${reasons.map((one) => `${one.count} ${GAP_REASON_WORDS[one.why]}`).join(', ')}`,
    ...nearMisses.slice(0, MAX_SHOWN_NEAREST).map(({ title, url }) => `   closest: ${title === url ? url : `${title} ${url}`}`),
  ].join('\n');
}

function closedText({ id, questions, proofs }: GapGroup): string {
  const [proof] = proofs;
  return [
    `${questions[0]}`,
    `   ${id}: answered since version ${proof!.version}, ${proof!.at.slice(0, 10)}, from ${proof!.citations.map(({ url }) => url).join(' ')}`,
  ].join('\n');
}
