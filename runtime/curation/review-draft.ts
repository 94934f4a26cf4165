import { withoutPart } from '#core/domain/article.ts';
import { type Draft, type DraftState, review } from '#core/domain/draft.ts';
import { Conflict, InvalidInput, NotFound } from '#core/domain/errors.ts';
import { checkEvidence } from '#core/domain/evidence.ts';
import { sectionDigests } from '#core/domain/verify-again.ts';
import type { Platform } from '#core/ports/platform.ts';
import { type DecisionPorts, tellDecision } from '../workflow/decision.ts';
import { type DraftEdit, editDraft } from './edit-draft.ts';
import { publishApproved } from './publish-approved.ts';
import { checkedSections } from './verify-approved.ts';

/** A decision is also told to the workflow that wrote the draft. */
export type ReviewPorts = Pick<Platform, 'drafts' | 'files' | 'clock'> & DecisionPorts;

/** Who reviews, and what they saw: another version than this one throws Conflict `version_conflict`. Left out, the newest is meant. */
export type Reviewer = { readonly who: string; readonly version?: number | undefined };

/** A draft by its id. Throws NotFound. */
export async function getDraft(id: string, ports: Pick<ReviewPorts, 'drafts'>): Promise<Draft> {
  const draft = await ports.drafts.get(id);
  if (!draft) throw new NotFound(`there is no draft ${id.slice(0, 80)}; \`drafts list\` shows them`);
  return draft;
}

/**
 * Approves a draft whose every sentence is supported, and publishes it into `curated_articles.csv`. For an article that was to be verified
 * again it says "still right": from then on it counts as checked against the docs as they are now.
 */
export async function approveDraft(id: string, by: Reviewer, ports: ReviewPorts, articlesBaseUrl: string, note?: string): Promise<Draft> {
  const approved = await decide(id, 'approved', by, ports, { note }, await checkedAnew(id, ports));
  await publishApproved(ports, articlesBaseUrl);
  await tellDecision(approved, ports);
  return approved;
}

/**
 * Rejects a draft; the reason stays with it. A workflow that wrote it takes the reason for notes and writes another, unless it is `final`.
 */
export async function rejectDraft(id: string, by: Reviewer, ports: ReviewPorts, reason: string, final = false): Promise<Draft> {
  const rejected = await decide(id, 'rejected', by, ports, { note: reason });
  await tellDecision(rejected, ports, final);
  return rejected;
}

/** Puts a draft aside until a day, such as `2026-12-24`, or until somebody changes it. Throws InvalidInput for a day that is none or past. */
export function snoozeDraft(
  id: string,
  by: Reviewer,
  ports: ReviewPorts,
  { note, until }: { readonly note?: string | undefined; readonly until?: string | undefined } = {},
): Promise<Draft> {
  if (until !== undefined) {
    const day = /^\d{4}-\d\d-\d\d$/.test(until) ? new Date(`${until}T00:00:00Z`) : new Date(Number.NaN);
    if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== until)
      throw new InvalidInput(`\`${until.slice(0, 40)}\` is no day; write it as 2026-12-24`);
    if (day <= ports.clock.now()) throw new InvalidInput(`${until} is past; name a day to come, or none to wait for a change`);
  }
  return decide(id, 'snoozed', by, ports, { note: [until && `until ${until}`, note?.trim()].filter(Boolean).join(': '), until });
}

/** Takes an article out of the knowledge base; the reason stays with it. Visitors are no longer answered from it after the next ingest. */
export async function withdrawDraft(id: string, by: Reviewer, ports: ReviewPorts, articlesBaseUrl: string, reason: string): Promise<Draft> {
  const withdrawn = await decide(id, 'withdrawn', by, ports, { note: reason });
  await publishApproved(ports, articlesBaseUrl);
  return withdrawn;
}

/**
 * Closes a draft in favour of another that says the same, which takes over its threads and their mail; its own text stays as it is. A
 * snoozed one comes back by it. The other is written first: killed in between, the same call again finishes.
 */
export async function mergeDraft(id: string, into: string, by: Reviewer, ports: ReviewPorts): Promise<Draft> {
  if (id === into) throw new InvalidInput(`draft ${id} cannot be merged into itself; name another`);
  const draft = await current(id, by, ports);
  const at = ports.clock.now().toISOString();
  const merged = review(draft, 'merged', { who: by.who, at, note: `into ${into}` });
  const target = await getDraft(into, ports);
  if (!['proposed', 'snoozed', 'approved', 'verify_again'].includes(target.state))
    throw new InvalidInput(`draft ${into} is ${target.state}; merge into one that is proposed or approved`);
  const taken = takeOver(target, draft);
  if (taken.threads.length > target.threads.length || taken.messages.length > target.messages.length) {
    const note = `threads of ${id}`;
    if (target.state === 'snoozed') await put(review(taken, 'proposed', { who: by.who, at, note: `took over ${note}` }), ports);
    else await put({ ...taken, version: taken.version + 1, audit: [...taken.audit, { at, who: by.who, what: 'took over', note }] }, ports);
  }
  await put(merged, ports);
  await tellDecision(merged, ports);
  return merged;
}

/** Stores a reviewer's edit. */
export async function changeDraft(id: string, edit: DraftEdit, by: Reviewer, ports: Pick<ReviewPorts, 'drafts' | 'clock'>): Promise<Draft> {
  const draft = await current(id, by, ports);
  const next = editDraft(draft, edit, { who: by.who, at: ports.clock.now().toISOString() });
  await put(next, ports);
  return next;
}

function takeOver(target: Draft, draft: Draft): Draft {
  const known = new Set(target.messages.map((message) => message.id));
  return {
    ...target,
    threads: [...new Set([...target.threads, ...draft.threads])].sort(),
    messages: [...target.messages, ...draft.messages.filter((message) => !known.has(message.id))],
  };
}

async function decide(
  id: string,
  to: DraftState,
  by: Reviewer,
  ports: ReviewPorts,
  { note, until }: { readonly note?: string | undefined; readonly until?: string | undefined },
  more: Partial<Draft> = {},
): Promise<Draft> {
  // Checked anew and not believed: `supported` may have been stored by an older rule.
  const draft = checkEvidence(await current(id, by, ports));
  const at = ports.clock.now().toISOString();
  const next = review({ ...draft, ...more }, to, {
    who: by.who,
    at,
    ...(note?.trim() ? { note: note.trim() } : {}),
    ...(until ? { until } : {}),
  });
  await put(next, ports);
  return next;
}

/**
 * The docs sections that an article was checked against, as they are now; those that are gone leave. Only who verifies again has seen them:
 * for a draft that waits since, a change must still be told. Unreadable docs change nothing.
 */
async function checkedAnew(id: string, ports: ReviewPorts): Promise<Pick<Draft, 'checkedAgainst'>> {
  const draft = await getDraft(id, ports);
  if (draft.state !== 'verify_again') return {};
  const sections = await checkedSections([draft], ports);
  if (!draft.checkedAgainst || !('articles' in sections)) return {};
  const digests = sectionDigests(sections.articles);
  return {
    checkedAgainst: draft.checkedAgainst.flatMap(({ url }) => {
      const digest = digests.get(withoutPart(url));
      return digest === undefined ? [] : [{ url, digest }];
    }),
  };
}

async function current(id: string, by: Reviewer, ports: Pick<ReviewPorts, 'drafts'>): Promise<Draft> {
  const draft = await getDraft(id, ports);
  if (by.version !== undefined && draft.version !== by.version)
    throw new Conflict(`draft ${id} is at version ${draft.version}, not ${by.version}; load it again`, 'version_conflict');
  return draft;
}

async function put(draft: Draft, ports: Pick<ReviewPorts, 'drafts'>): Promise<void> {
  try {
    await ports.drafts.put(draft);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    throw new Conflict(`draft ${draft.id} was changed by somebody else; load it again`, 'version_conflict', { cause: error });
  }
}
