import { likeness, rarity, termCounts } from '../../../pipelines/email-distill/compare/text-likeness.ts';
import { distillThread } from '../../../pipelines/email-distill/distill-thread.ts';
import { collectPeople } from '../../../pipelines/email-distill/thread/mentioned-people.ts';
import type { Unit, UnitThread } from './sentence-units.ts';
import { SUPPORT } from './thread-set.ts';

/** A way to choose sentences of a thread; the text that a reader would get is theirs, in order. */
export type Method = { readonly name: string; readonly choose: (thread: UnitThread) => readonly Unit[] };

const FIRST = 3;
const DAMPING = 0.85;
const ROUNDS = 100;
const MIN_CHANGE = 1e-6;

export const METHODS: readonly Method[] = [
  { name: 'threadwell', choose: ours },
  { name: 'every sentence', choose: ({ units }) => units },
  { name: 'first 3 sentences of each mail', choose: firstSentences },
  { name: 'LexRank, told how many', choose: lexRank },
];

/** The sentences that the draft points at; none where the thread is refused. */
function ours({ thread, units }: UnitThread): readonly Unit[] {
  const people = new Set<string>();
  for (const message of thread.messages) collectPeople(message, people);
  const outcome = distillThread(thread, { side: SUPPORT, people }, []);
  if (!('draft' in outcome)) return [];
  const spans = [outcome.draft.question, ...outcome.draft.steps].flatMap(({ evidence }) => evidence);
  return units.filter(({ messageId, start, end }) => {
    const covered = spans
      .filter((span) => span.messageId === messageId)
      .reduce((sum, span) => sum + Math.max(0, Math.min(end, span.end) - Math.max(start, span.start)), 0);
    return covered * 2 > end - start;
  });
}

function firstSentences({ units }: UnitThread): readonly Unit[] {
  const taken = new Map<string, number>();
  return units.filter(({ messageId }) => {
    const count = taken.get(messageId) ?? 0;
    taken.set(messageId, count + 1);
    return count < FIRST;
  });
}

/**
 * LexRank: sentences are nodes, the cosines of their weighted terms edges, and the rank is the stationary distribution of a walk on them (power
 * iteration). It takes as many as the careful person took, which no method can know; and so it is as good here as it can be.
 */
function lexRank({ units }: UnitThread): readonly Unit[] {
  const terms = units.map(({ text }) => termCounts(text));
  const weight = rarity(terms);
  const edges = terms.map((own, row) => terms.map((other, column) => (row === column ? 0 : likeness(own, other, weight))));
  const degrees = edges.map((row) => row.reduce((sum, edge) => sum + edge, 0));
  let ranks = units.map(() => 1 / units.length);
  for (let round = 0; round < ROUNDS; round++) {
    const next = ranks.map(
      (_, node) =>
        (1 - DAMPING) / units.length +
        DAMPING *
          ranks.reduce(
            (sum, rank, other) => sum + (degrees[other]! ? (rank * edges[other]![node]!) / degrees[other]! : rank / units.length),
            0,
          ),
    );
    const change = next.reduce((sum, rank, node) => sum + Math.abs(rank - ranks[node]!), 0);
    ranks = next;
    if (change < MIN_CHANGE) break;
  }
  const best = units
    .map((_, index) => index)
    .sort((a, b) => ranks[b]! - ranks[a]! || a - b)
    .slice(0, units.filter(({ wanted }) => wanted).length);
  return units.filter((_, index) => best.includes(index));
}
