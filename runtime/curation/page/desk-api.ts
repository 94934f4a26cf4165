import type { Contradiction, Draft, DraftState } from '#core/domain/draft.ts';

/** A draft in a list: without its mail and evidence. */
export type DraftSummary = Pick<Draft, 'id' | 'version' | 'state' | 'title' | 'appliesTo' | 'tags' | 'threads' | 'contradictions'> & {
  readonly steps: number;
  readonly blockers: readonly string[];
  /** When it was last decided on or edited. */
  readonly changedAt: string | null;
};

/** A draft as it is opened. `blockers` says what approval waits for; `articleUrl` is where it will be read. */
export type OpenDraft = Draft & { readonly blockers: readonly string[]; readonly articleUrl: string };

export type DraftEdit = {
  readonly title?: string;
  readonly question?: { readonly text: string };
  readonly steps?: readonly { readonly text: string; readonly evidence: Draft['steps'][number]['evidence'] }[];
  readonly appliesTo?: readonly string[];
  readonly tags?: readonly string[];
  readonly decisions?: readonly (Contradiction['decision'] | null)[];
};

export type Gap = {
  readonly id: string;
  readonly questions: readonly string[];
  readonly count: number;
  readonly why: readonly string[];
  readonly nearest: readonly string[];
  readonly lastAt: string;
};

export type RefreshVersion = {
  readonly version: number;
  readonly articles: number;
  readonly promotedAt: string;
  readonly contentHash: string;
};
export type Decision = 'approve' | 'reject' | 'snooze';

/** A call that was refused or not answered. Status 0: the server could not be reached. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

export const listDrafts = async (): Promise<DraftSummary[]> => (await call<{ drafts: DraftSummary[] }>('GET', '/drafts')).drafts;
export const getDraft = (id: string) => call<OpenDraft>('GET', draftPath(id));
export const editDraft = ({ id, version }: Draft, edit: DraftEdit) => call<OpenDraft>('PATCH', draftPath(id), edit, version);
export const listGaps = async (): Promise<Gap[]> => (await call<{ gaps: Gap[] }>('GET', '/gaps')).gaps;
export const listRefreshes = async () => (await call<{ refreshes: RefreshVersion[] }>('GET', '/refreshes')).refreshes;
export const startRefresh = () => call<{ status: string; version: number | null }>('POST', '/refreshes');
export const sendKey = (key: string) => call<null>('POST', '/curate/key', { key });

/** Decides on a draft as it was seen: another version is refused with 412. */
export function decide({ id, version }: Draft, decision: Decision, reason?: string): Promise<OpenDraft> {
  return call('POST', `${draftPath(id)}/${decision}`, decision === 'reject' ? { reason } : {}, version);
}

/** Drafts approved after the newest promotion: visitors are not answered from them yet. */
export function countUnpublished(drafts: readonly DraftSummary[], refreshes: readonly RefreshVersion[]): number {
  const served = Date.parse(refreshes[0]?.promotedAt ?? '') || 0;
  return drafts.filter(({ state, changedAt }) => state === ('approved' satisfies DraftState) && Date.parse(changedAt ?? '') > served)
    .length;
}

const draftPath = (id: string): string => `/drafts/${encodeURIComponent(id)}`;

async function call<T>(method: string, path: string, body?: unknown, version?: number): Promise<T> {
  const headers = new Headers(version === undefined ? {} : { 'if-match': `"${version}"` });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
  const response = await fetch(path, request).catch((cause: unknown) => {
    throw new DeskError(0, 'The server cannot be reached. Is it still running?', { cause });
  });
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer as T;
  const told = (answer as { error?: { message?: unknown } } | null)?.error?.message;
  throw new DeskError(response.status, typeof told === 'string' ? told : `The server answered ${response.status}.`);
}
