import type { Draft } from '#core/domain/draft.ts';
import { contentTerms } from '#core/domain/words.ts';
import type { DraftSummary } from './desk-api.ts';

const MAX_SHOWN = 6;
const MERGEABLE: readonly DraftSummary['state'][] = ['proposed', 'snoozed', 'approved', 'verify_again'];

type Subject = Pick<Draft, 'id' | 'title' | 'symptoms' | 'tags'>;

/**
 * The drafts that this one may be merged into, the likeliest first: by the words that they share with the search, else with the draft. A
 * word counts the less, the more drafts have it.
 */
export function mergeTargets<T extends Subject & Pick<Draft, 'state'>>(draft: Subject, others: readonly T[], search: string): T[] {
  const wanted = contentTerms(search.trim() ? search : textOf(draft));
  const open = others
    .filter(({ id, state }) => id !== draft.id && MERGEABLE.includes(state))
    .map((other) => ({ other, terms: new Set(contentTerms(textOf(other))) }));
  const weights = new Map(wanted.map((term) => [term, 1 / open.filter(({ terms }) => terms.has(term)).length]));
  const score = (terms: ReadonlySet<string>) => wanted.reduce((sum, term) => sum + (terms.has(term) ? (weights.get(term) ?? 0) : 0), 0);
  return open
    .map(({ other, terms }) => ({ other, score: score(terms) }))
    .filter((found) => found.score > 0 || wanted.length === 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SHOWN)
    .map(({ other }) => other);
}

/** The drafts that have every word of a search, a part of a word is enough. In the given order. */
export function searchDrafts<T extends Subject & Pick<Draft, 'appliesTo'>>(drafts: readonly T[], search: string): T[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return drafts.filter((draft) => {
    const text = ` ${[textOf(draft), ...draft.appliesTo].join(' ')}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

const textOf = ({ title, symptoms, tags }: Subject): string =>
  [title, ...symptoms, ...tags.map((tag) => tag.slice(tag.indexOf(':') + 1))].join(' ');
