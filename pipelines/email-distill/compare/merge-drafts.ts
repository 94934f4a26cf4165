import { sortTags } from '#core/domain/article.ts';
import type { Evidence, Step } from '#core/domain/draft.ts';
import { identified, type WrittenDraft } from '../write/write-draft.ts';
import { likeness, rarity, termCounts } from './text-likeness.ts';

/** Guidance this alike says the same thing in other words; drafts on neighbouring matters of one product stay below 0.33. */
const SAME_GUIDANCE = 0.38;
/** The questions must at least be about the same thing; they may be in two languages, which keeps this low. */
const SAME_QUESTION = 0.15;
/** Of the settings, codes and values that the shorter guidance names, the other must name this share: another condition is another article. */
const SHARED_NAMES = 0.4;
/** A sentence of the other draft that says the same is added as evidence from here on. */
const SAME_SENTENCE = 0.3;

/**
 * Drafts with the same question and the same guidance become one: the first in time keeps its words, and takes on the other's threads,
 * messages and evidence. `merged` counts the drafts that went into another.
 */
export function mergeDrafts(drafts: readonly WrittenDraft[]): { drafts: WrittenDraft[]; merged: number } {
  const questions = drafts.map(({ title, question, symptoms }) => termCounts([title, question.text, ...symptoms].join('\n')));
  const guidances = drafts.map(({ steps }) => termCounts(steps.map(({ text }) => text).join('\n')));
  const questionWeight = rarity(questions);
  const guidanceWeight = rarity(guidances);
  const candidates = pairsWithCommonNames(guidances);
  const into = new Map<number, number>();
  for (const [first, second] of candidates) {
    if (into.has(second) || into.has(first)) continue;
    if (likeness(guidances[first]!, guidances[second]!, guidanceWeight) < SAME_GUIDANCE) continue;
    if (likeness(questions[first]!, questions[second]!, questionWeight) < SAME_QUESTION) continue;
    into.set(second, first);
  }
  const kept = drafts.flatMap((draft, index) => {
    if (into.has(index)) return [];
    const others = drafts.filter((_, other) => into.get(other) === index);
    return [others.length ? join(draft, others, guidanceWeight) : draft];
  });
  return { drafts: kept, merged: into.size };
}

/** Pairs, first before second, whose guidance shares enough names; found through an index, so that thousands of drafts need no square. */
function pairsWithCommonNames(guidances: readonly ReadonlyMap<string, number>[]): [number, number][] {
  const names = guidances.map((counts) => new Set([...counts.keys()].filter((term) => /[\p{N}._:/-]/u.test(term) && term.length > 1)));
  const holders = new Map<string, number[]>();
  const pairs: [number, number][] = [];
  names.forEach((own, second) => {
    const shared = new Map<number, number>();
    for (const name of own) for (const first of holders.get(name) ?? []) shared.set(first, (shared.get(first) ?? 0) + 1);
    for (const [first, count] of [...shared].sort(([a], [b]) => a - b))
      if (count >= Math.min(own.size, names[first]!.size) * SHARED_NAMES) pairs.push([first, second]);
    for (const name of own) holders.set(name, [...(holders.get(name) ?? []), second]);
  });
  return pairs;
}

function join(draft: WrittenDraft, others: readonly WrittenDraft[], weight: (term: string) => number): WrittenDraft {
  const alike = (step: Step): Evidence[] =>
    others.flatMap(({ steps }) => {
      const [best] = steps
        .map((other) => ({ other, score: likeness(termCounts(step.text), termCounts(other.text), weight) }))
        .sort((a, b) => b.score - a.score);
      return best && best.score >= SAME_SENTENCE ? best.other.evidence : [];
    });
  const { id: _, ...rest } = draft;
  return identified({
    ...rest,
    steps: draft.steps.map((step) => ({ ...step, evidence: [...step.evidence, ...alike(step)] })),
    symptoms: [...new Set([...draft.symptoms, ...others.flatMap(({ symptoms }) => symptoms)])].slice(0, 8),
    appliesTo: [...new Set([...draft.appliesTo, ...others.flatMap(({ appliesTo }) => appliesTo)])].slice(0, 12),
    tags: sortTags([...draft.tags, ...others.flatMap(({ tags }) => tags)]),
    threads: [draft, ...others].flatMap(({ threads }) => threads),
    messages: [draft, ...others].flatMap(({ messages }) => messages),
  });
}
