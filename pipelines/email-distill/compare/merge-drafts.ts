import { sortTags } from '#core/domain/article.ts';
import type { Evidence } from '#core/domain/draft.ts';
import { identified, type WrittenDraft } from '../write/write-draft.ts';
import { type Conditions, conditionsOf, sameConditions } from './conditions.ts';
import { likeness, rarity, termCounts } from './text-likeness.ts';

/** Guidance this alike says the same thing in other words; drafts on neighbouring matters of one product stay below 0.33. */
const SAME_GUIDANCE = 0.38;
/** The questions must at least be about the same thing; they may be in two languages, which keeps this low. */
const SAME_QUESTION = 0.15;
/** Of the settings, codes and values that the shorter guidance names, the other must name this share: another condition is another article. */
const SHARED_NAMES = 0.4;
/** A sentence of the other draft that says the same is added as evidence from here on. */
const SAME_SENTENCE = 0.3;
/** Under so many of its rarest words a draft is looked for: two with the same guidance share one, and a rare word leads to few drafts. */
const MAX_KEYS = 16;
/** A word that more kept drafts have tells nothing: what is the same shares a rarer one as well. */
const MAX_HOLDERS = 100;

type Terms = ReadonlyMap<string, number>;
type Weight = (term: string) => number;
/** A draft with what is compared of it. */
type Profile = {
  readonly question: Terms;
  readonly guidance: Terms;
  readonly names: ReadonlySet<string>;
  readonly keys: readonly string[];
  readonly conditions: Conditions;
};

/**
 * Drafts with the same question and the same guidance under the same conditions become one: the first in time keeps its words, and takes on
 * the other's threads, messages and evidence. `merged` counts the drafts that went into another. Each draft is compared with those before it
 * that were kept and share a rare word, so the cost grows with the drafts, not with their square.
 */
export function mergeDrafts(drafts: readonly WrittenDraft[]): { drafts: WrittenDraft[]; merged: number } {
  const profiles = profilesOf(drafts);
  const weights = {
    question: rarity(profiles.map(({ question }) => question)),
    guidance: rarity(profiles.map(({ guidance }) => guidance)),
  };
  const kept = new Map<number, number[]>();
  const holders = new Map<string, number[]>();
  const holding = (key: string) => {
    const list = holders.get(key) ?? [];
    return list.length > MAX_HOLDERS ? [] : list;
  };
  profiles.forEach((profile, index) => {
    const near = [...new Set(profile.keys.flatMap(holding))].sort((a, b) => a - b);
    const first = near.find((candidate) => isSame(profiles[candidate]!, profile, weights));
    if (first !== undefined) {
      kept.get(first)!.push(index);
      return;
    }
    kept.set(index, []);
    for (const key of profile.keys) {
      const list = holders.get(key);
      if (list && list.length <= MAX_HOLDERS) list.push(index);
      else if (!list) holders.set(key, [index]);
    }
  });
  const joined = [...kept].map(([index, others]) =>
    others.length
      ? join(
          drafts[index]!,
          others.map((other) => drafts[other]!),
          weights.guidance,
        )
      : drafts[index]!,
  );
  return { drafts: joined, merged: drafts.length - joined.length };
}

function profilesOf(drafts: readonly WrittenDraft[]): Profile[] {
  const texts = drafts.map(({ title, question, symptoms, steps }) => ({
    asked: [title, question.text, ...symptoms].join('\n'),
    told: steps.map(({ text }) => text).join('\n'),
  }));
  const guidances = texts.map(({ told }) => termCounts(told));
  const seen = new Map<string, number>();
  for (const guidance of guidances) for (const term of guidance.keys()) seen.set(term, (seen.get(term) ?? 0) + 1);
  return texts.map(({ asked, told }, index) => {
    const guidance = guidances[index]!;
    return {
      question: termCounts(asked),
      guidance,
      names: new Set([...guidance.keys()].filter((term) => /[\p{N}._:/-]/u.test(term) && term.length > 1)),
      // A word that no other draft has leads nowhere.
      keys: [...guidance.keys()]
        .filter((term) => seen.get(term)! > 1)
        .sort((a, b) => seen.get(a)! - seen.get(b)! || (a < b ? -1 : 1))
        .slice(0, MAX_KEYS),
      conditions: conditionsOf(asked, told),
    };
  });
}

function isSame(first: Profile, second: Profile, weights: { question: Weight; guidance: Weight }): boolean {
  const shared = [...second.names].filter((name) => first.names.has(name)).length;
  return (
    shared > 0 &&
    shared >= Math.min(first.names.size, second.names.size) * SHARED_NAMES &&
    sameConditions(first.conditions, second.conditions) &&
    likeness(first.guidance, second.guidance, weights.guidance) >= SAME_GUIDANCE &&
    likeness(first.question, second.question, weights.question) >= SAME_QUESTION
  );
}

function join(draft: WrittenDraft, others: readonly WrittenDraft[], weight: Weight): WrittenDraft {
  const said = others.map(({ steps }) => steps.map((step) => ({ terms: termCounts(step.text), evidence: step.evidence })));
  const alike = (text: string): Evidence[] => {
    const terms = termCounts(text);
    return said.flatMap((steps) => {
      const [best] = steps
        .map(({ terms: other, evidence }) => ({ evidence, score: likeness(terms, other, weight) }))
        .sort((a, b) => b.score - a.score);
      return best && best.score >= SAME_SENTENCE ? best.evidence : [];
    });
  };
  const { id: _, ...rest } = draft;
  return identified({
    ...rest,
    steps: draft.steps.map((step) => ({ ...step, evidence: [...step.evidence, ...alike(step.text)] })),
    symptoms: [...new Set([...draft.symptoms, ...others.flatMap(({ symptoms }) => symptoms)])].slice(0, 8),
    appliesTo: [...new Set([...draft.appliesTo, ...others.flatMap(({ appliesTo }) => appliesTo)])].slice(0, 12),
    tags: sortTags([...draft.tags, ...others.flatMap(({ tags }) => tags)]),
    threads: [draft, ...others].flatMap(({ threads }) => threads),
    messages: [draft, ...others].flatMap(({ messages }) => messages),
  });
}
