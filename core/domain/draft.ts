import { InvalidInput } from './errors.ts';
import type { Speaker } from './message.ts';

/** A quote that supports a sentence: UTF-16 offsets into the masked text of a message of the draft. */
export type Evidence = { readonly messageId: string; readonly start: number; readonly end: number };

/** A sentence or step of a draft with what supports it. Unsupported ones block approval. */
export type Step = { readonly text: string; readonly evidence: readonly Evidence[]; readonly supported: boolean };

/** A mail as a reviewer may see it: cleaned and masked. */
export type EvidenceMessage = {
  readonly id: string;
  readonly role: Speaker;
  readonly date: string | null;
  readonly text: string;
};

/** A place where the mail and the docs disagree; approval waits for a decision. */
export type Contradiction = {
  readonly docsUrl: string;
  readonly docsQuote: string;
  readonly mailQuote: string;
  readonly decision?: 'docs' | 'mail' | 'both';
};

/** A docs section that an article was checked against and that reads differently now, or is not there any more. */
export type ChangedSection = { readonly url: string; readonly was: 'changed' | 'gone' };

export const DRAFT_STATES = ['proposed', 'approved', 'rejected', 'merged', 'snoozed', 'verify_again', 'withdrawn'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** On a draft that a workflow wrote; the others come from mail and tickets. */
export const WORKFLOW_TAG = 'source:workflow';
/** Who the audit trail names for what no person did with mail. */
export const DISTILLER = 'distill';

type AuditEntry = { readonly at: string; readonly who: string; readonly what: string; readonly note?: string };

/** An article proposed from a thread, with its evidence, waiting for a person. */
export type Draft = {
  readonly id: string;
  /** Counts up with each change; a write names the version that it saw. */
  readonly version: number;
  readonly state: DraftState;
  readonly title: string;
  /** What the customer saw: error codes and messages, in their words. */
  readonly symptoms: readonly string[];
  readonly question: Step;
  readonly steps: readonly Step[];
  /** Products and versions, such as `plugin 4.6.3`, `Mule 4.4`. */
  readonly appliesTo: readonly string[];
  readonly tags: readonly string[];
  /** The ids of the threads that it rests on. */
  readonly threads: readonly string[];
  /** The cleaned, masked messages that the evidence points into. */
  readonly messages: readonly EvidenceMessage[];
  /** Articles that already say something close, by url, for the reviewer. */
  readonly similar: readonly {
    readonly url: string;
    readonly title: string;
    readonly score: number;
    /** It says nearly all that the steps say. */
    readonly repeats?: true;
  }[];
  readonly contradictions: readonly Contradiction[];
  /** The docs sections that it was compared with, each with a digest of the body then: a changed one asks to verify the article again. */
  readonly checkedAgainst?: readonly { readonly url: string; readonly digest: string }[];
  /** While it is snoozed: the day, `2026-12-24`, on which it returns by itself. Left out, it waits until somebody changes it. */
  readonly until?: string;
  /** While it is to be verified again: the sections that changed since it was checked. */
  readonly toVerify?: readonly ChangedSection[];
  /** While an article that is to be verified again is edited: what its readers go on seeing until the edit is approved. */
  readonly served?: PublicText;
  /** Set where a model put it into other words: its name, and a digest of the words before, by which the same mail is known again. */
  readonly rewritten?: { readonly by: string; readonly from: string };
  /** The workflow that waits for its review: it wrote it, or found it answering its gap. */
  readonly workflow?: string;
  readonly audit: readonly AuditEntry[];
};

/** The fields of a draft that an approval makes public. */
export type PublicText = Pick<Draft, 'title' | 'symptoms' | 'question' | 'steps' | 'appliesTo' | 'tags'>;

/** The allowed moves of a review. `proposed` from `rejected` is no move: a changed thread makes a new draft. */
const MOVES: Readonly<Record<DraftState, readonly DraftState[]>> = {
  proposed: ['approved', 'rejected', 'merged', 'snoozed'],
  snoozed: ['proposed'],
  approved: ['verify_again', 'withdrawn'],
  verify_again: ['approved', 'withdrawn'],
  rejected: [],
  merged: [],
  withdrawn: [],
};

/** Whether a reviewer may change its words: what is published or decided does not change under its readers. */
export function isEditable(state: DraftState): boolean {
  return state === 'proposed' || state === 'snoozed' || state === 'verify_again';
}

/** Why this draft cannot be approved yet, as clauses; empty when it can. */
export function approvalBlockers(draft: Draft): string[] {
  const blockers: string[] = [];
  if (draft.steps.length === 0) blockers.push('it has no steps');
  const unsupported = [draft.question, ...draft.steps].filter((step) => !step.supported).length;
  if (unsupported) blockers.push(`${unsupported} sentence${unsupported > 1 ? 's have' : ' has'} no support in the mail`);
  const open = draft.contradictions.filter((found) => !found.decision).length;
  if (open) blockers.push(`${open} contradiction${open > 1 ? 's' : ''} with the docs wait${open > 1 ? '' : 's'} for a decision`);
  return blockers;
}

/**
 * A person's decision on a draft. Returns the next version; throws {@link InvalidInput} when the move is not allowed. `until` belongs to
 * `snoozed`, `toVerify` to `verify_again`: both end with the state that they were given for.
 */
export function review(
  { until: _until, toVerify: _toVerify, ...draft }: Draft,
  to: DraftState,
  by: { who: string; at: string; note?: string; until?: string; toVerify?: readonly ChangedSection[] },
): Draft {
  if (!MOVES[draft.state].includes(to)) throw new InvalidInput(`draft ${draft.id} is ${draft.state}; it cannot become ${to}`);
  if ((to === 'rejected' || to === 'withdrawn') && !by.note?.trim())
    throw new InvalidInput(`draft ${draft.id}: a ${REASONED[to]} needs a reason; say why in a few words`);
  const blockers = to === 'approved' ? approvalBlockers(draft) : [];
  if (blockers.length) throw new InvalidInput(`draft ${draft.id} cannot be approved: ${blockers.join('; ')}; edit or reject it`);
  const entry = { at: by.at, who: by.who, what: to, ...(by.note ? { note: by.note } : {}) };
  const { served: _served, ...decided } = draft;
  return {
    ...(to === 'approved' || to === 'withdrawn' ? decided : draft),
    ...(to === 'snoozed' && by.until ? { until: by.until } : {}),
    ...(to === 'verify_again' && by.toVerify ? { toVerify: by.toVerify } : {}),
    version: draft.version + 1,
    state: to,
    audit: [...draft.audit, entry],
  };
}

const REASONED = { rejected: 'rejection', withdrawn: 'withdrawal' } as const;

/** What readers may see of a draft: an approved one as it is, one to be verified again as it was approved, the others nothing. */
export function servedDraft(draft: Draft): Draft | null {
  if (draft.state !== 'approved' && draft.state !== 'verify_again') return null;
  return { ...draft, ...draft.served };
}

/** The last path segment of an article's own page: the title in ASCII, cut at a word, with six characters of the id against doubles. */
export function draftSlug(draft: Pick<Draft, 'id' | 'title'>): string {
  const words = draft.title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-');
  const base = words.slice(0, 60).replace(/^-+|-+$/g, '');
  return `${base || 'article'}-${slugEnd(draft)}`;
}

/** What the slug of a draft ends with, whatever its title becomes: an address that was cited before still finds it. */
export function slugEnd({ id }: Pick<Draft, 'id'>): string {
  return id.slice(0, 6);
}
