import type { Contradiction, Draft, DraftState, Step } from '#core/domain/draft.ts';
import type { DraftValue } from '#core/domain/draft-value.ts';
import type { GapReason, NearMiss } from '#core/domain/gap.ts';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import type { WorkflowSummary } from '#core/domain/workflow.ts';
import { curatorName } from './curator-name.ts';
import { DeskError } from './desk-error.ts';
import { bearer, endSession } from './session.ts';

/** A draft in a list: without its mail and evidence. */
export type DraftSummary = Pick<
  Draft,
  'id' | 'version' | 'state' | 'title' | 'symptoms' | 'appliesTo' | 'tags' | 'threads' | 'contradictions' | 'until' | 'toVerify'
> & {
  /** What its review is worth; the list comes in this order. */
  readonly value: DraftValue;
  readonly steps: number;
  readonly blockers: readonly string[];
  /** When it was last decided on or edited. */
  readonly changedAt: string | null;
};

/** A draft as it is opened. `blockers` says what approval waits for; `articleUrl` is where it will be read. */
export type OpenDraft = Draft & { readonly blockers: readonly string[]; readonly articleUrl: string };

export type DraftEdit = {
  readonly title?: string;
  readonly symptoms?: readonly string[];
  readonly question?: Omit<Step, 'supported'>;
  readonly steps?: readonly Omit<Step, 'supported'>[];
  readonly appliesTo?: readonly string[];
  readonly tags?: readonly string[];
  readonly decisions?: readonly (Contradiction['decision'] | null)[];
};

export type Gap = {
  readonly id: string;
  readonly state: 'open' | 'closed';
  readonly questions: readonly string[];
  readonly count: number;
  readonly visitors: number;
  readonly reasons: readonly { readonly why: GapReason; readonly count: number }[];
  readonly nearMisses: readonly NearMiss[];
  readonly lastAt: string;
  readonly proofs: readonly GapProof[];
};

/** What a question gets now that nothing answered before. */
export type GapProof = {
  readonly question: string;
  readonly at: string;
  readonly version: number;
  readonly answer: string;
  readonly citations: readonly { readonly title: string; readonly url: string }[];
};

export type RefreshVersion = {
  readonly version: number;
  readonly articles: number;
  readonly promotedAt: string;
  readonly contentHash: string;
};
/** What can be decided about a draft, with what the decision carries. */
export type Decision =
  | { readonly act: 'approve' }
  | { readonly act: 'reject' | 'withdraw'; readonly reason: string }
  | { readonly act: 'snooze'; readonly until?: string }
  | { readonly act: 'merge'; readonly into: string };

export const listDrafts = async (): Promise<DraftSummary[]> => (await call<{ drafts: DraftSummary[] }>('GET', '/drafts')).drafts;
export const getDraft = (id: string) => call<OpenDraft>('GET', draftPath(id));
/** Stores an edit of a version. */
export const editDraft = ({ id, version }: Pick<Draft, 'id' | 'version'>, edit: DraftEdit) =>
  call<OpenDraft>('PATCH', draftPath(id), edit, version);
export const listGaps = async (): Promise<Gap[]> => (await call<{ gaps: Gap[] }>('GET', '/gaps')).gaps;
/** Starts the making of an article for a gap; the id of its workflow. Refused with 409 while another is on the way. */
export const draftGap = async (id: string): Promise<string> =>
  (await call<{ workflow_id: string }>('POST', `/gaps/${encodeURIComponent(id)}/draft`)).workflow_id;
export const listRefreshes = async () => (await call<{ refreshes: RefreshVersion[] }>('GET', '/refreshes')).refreshes;
export const listWorkflows = async () => (await call<{ workflows: WorkflowSummary[] }>('GET', '/workflows')).workflows;
export const startRefresh = () => call<RefreshOutcome>('POST', '/refreshes');
export const sendKey = (key: string) => call<null>('POST', '/curate/key', { key });

export const getOwner = async (): Promise<string> => (await call<{ name: string }>('GET', '/curate/me')).name;

/** Decides on a draft as it was seen: another version is refused with 412. */
export function decide({ id, version }: Draft, { act, ...carried }: Decision): Promise<OpenDraft> {
  return call('POST', `${draftPath(id)}/${act}`, carried, version);
}

/** Articles approved and withdrawn after the newest promotion: visitors are not answered from what they are now. */
export function countUnpublished(
  drafts: readonly DraftSummary[],
  refreshes: readonly RefreshVersion[],
): { readonly approved: number; readonly withdrawn: number } {
  const served = Date.parse(refreshes[0]?.promotedAt ?? '') || 0;
  const since = (wanted: DraftState) =>
    drafts.filter(({ state, changedAt }) => state === wanted && Date.parse(changedAt ?? '') > served).length;
  return { approved: since('approved'), withdrawn: served ? since('withdrawn') : 0 };
}

const draftPath = (id: string): string => `/drafts/${encodeURIComponent(id)}`;

/** Sends a call of the desk, signed by the token of who signed in, else by the cookie. Throws DeskError for whatever is not answered as it should. */
export async function call<T>(method: string, path: string, body?: unknown, version?: number): Promise<T> {
  const headers = new Headers(version === undefined ? {} : { 'if-match': `"${version}"` });
  const token = await bearer();
  const name = curatorName();
  if (token !== null) headers.set('authorization', token);
  else if (name) headers.set('x-threadwell-curator', encodeURIComponent(name));
  if (body !== undefined) headers.set('content-type', 'application/json');
  const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
  const response = await fetch(path, request).catch((cause: unknown) => {
    throw new DeskError(0, 'The server cannot be reached. Is it still running?', { cause });
  });
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer as T;
  if (response.status === 401 && token !== null) throw endSession();
  const told = (answer as { error?: { message?: unknown } } | null)?.error?.message;
  throw new DeskError(response.status, typeof told === 'string' ? told : `The server answered ${response.status}.`);
}
