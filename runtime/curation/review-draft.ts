import { type Draft, type DraftState, review } from '#core/domain/draft.ts';
import { Conflict, InvalidInput, NotFound } from '#core/domain/errors.ts';
import { checkEvidence } from '#core/domain/evidence.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type DraftEdit, editDraft } from './edit-draft.ts';
import { publishApproved } from './publish-approved.ts';

export type ReviewPorts = Pick<Platform, 'drafts' | 'files' | 'clock'>;

/** Who reviews, and what they saw: another version than this one throws Conflict `version_conflict`. Left out, the newest is meant. */
export type Reviewer = { readonly who: string; readonly version?: number | undefined };

/** A draft by its id. Throws NotFound. */
export async function getDraft(id: string, ports: Pick<ReviewPorts, 'drafts'>): Promise<Draft> {
  const draft = await ports.drafts.get(id);
  if (!draft) throw new NotFound(`there is no draft ${id.slice(0, 80)}; \`drafts list\` shows them`);
  return draft;
}

/** Approves a draft whose every sentence is supported, and publishes it into `curated_articles.csv`. */
export async function approveDraft(id: string, by: Reviewer, ports: ReviewPorts, articlesBaseUrl: string, note?: string): Promise<Draft> {
  const approved = await decide(id, 'approved', by, ports, note);
  await publishApproved(ports, articlesBaseUrl);
  return approved;
}

/** Rejects a draft; the reason stays with it. */
export function rejectDraft(id: string, by: Reviewer, ports: ReviewPorts, reason: string): Promise<Draft> {
  return decide(id, 'rejected', by, ports, reason);
}

/** Puts a draft aside; an edit brings it back. */
export function snoozeDraft(id: string, by: Reviewer, ports: ReviewPorts, note?: string): Promise<Draft> {
  return decide(id, 'snoozed', by, ports, note);
}

/**
 * Closes a draft in favour of another that says the same, which takes over its threads. The other is written first: killed in between,
 * the same call again finishes.
 */
export async function mergeDraft(id: string, into: string, by: Reviewer, ports: ReviewPorts): Promise<Draft> {
  if (id === into) throw new InvalidInput(`draft ${id} cannot be merged into itself; name another`);
  const draft = await current(id, by, ports);
  const at = ports.clock.now().toISOString();
  const merged = review(draft, 'merged', { who: by.who, at, note: `into ${into}` });
  const target = await getDraft(into, ports);
  if (!['proposed', 'snoozed', 'approved', 'verify_again'].includes(target.state))
    throw new InvalidInput(`draft ${into} is ${target.state}; merge into one that is proposed or approved`);
  const threads = [...new Set([...target.threads, ...draft.threads])].sort();
  if (threads.length > target.threads.length) {
    const audit = [...target.audit, { at, who: by.who, what: 'took over', note: `threads of ${id}` }];
    await put({ ...target, version: target.version + 1, threads, audit }, ports);
  }
  await put(merged, ports);
  return merged;
}

/** Stores a reviewer's edit. */
export async function changeDraft(id: string, edit: DraftEdit, by: Reviewer, ports: ReviewPorts): Promise<Draft> {
  const draft = await current(id, by, ports);
  const next = editDraft(draft, edit, { who: by.who, at: ports.clock.now().toISOString() });
  await put(next, ports);
  return next;
}

async function decide(id: string, to: DraftState, by: Reviewer, ports: ReviewPorts, note: string | undefined): Promise<Draft> {
  // Checked anew and not believed: `supported` may have been stored by an older rule.
  const draft = checkEvidence(await current(id, by, ports));
  const next = review(draft, to, { who: by.who, at: ports.clock.now().toISOString(), ...(note?.trim() ? { note: note.trim() } : {}) });
  await put(next, ports);
  return next;
}

async function current(id: string, by: Reviewer, ports: ReviewPorts): Promise<Draft> {
  const draft = await getDraft(id, ports);
  if (by.version !== undefined && draft.version !== by.version)
    throw new Conflict(`draft ${id} is at version ${draft.version}, not ${by.version}; load it again`, 'version_conflict');
  return draft;
}

async function put(draft: Draft, ports: ReviewPorts): Promise<void> {
  try {
    await ports.drafts.put(draft);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new Conflict(`draft ${draft.id} was changed by somebody else; load it again`, 'version_conflict', { cause: error });
  }
}
