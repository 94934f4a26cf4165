import type { AskedThing, Reading } from '#core/domain/search-explanation.ts';
import type { SearchAnswer } from './knowledge-api.ts';
import { percent } from './parts.tsx';

/** Each before the words that were read so: `means the same: gateway, proxy`. */
export const READING_WORDS: Readonly<Record<Reading, string>> = {
  said: 'as said',
  spelling: 'another spelling',
  joined: 'written as one or apart',
  synonym: 'means the same',
  parts: 'parts of the name',
  loose: 'points the same way',
};

const RANKING_WORDS = {
  words: 'Ranked by words.',
  words_and_vectors: 'Ranked by words and by meaning; the two orders are put together.',
  vectors: 'Ranked by meaning: the question is compared as a whole, so that no word can be named.',
} as const;

/** What was read from the question, what tells most first. */
export function QuestionReading({ answer: { asked, ranking } }: { answer: SearchAnswer }) {
  return (
    <section class="reading" aria-labelledby="question-read">
      <h2 id="question-read">How the question was read</h2>
      <p class="hint">{RANKING_WORDS[ranking]}</p>
      {asked.length > 0 && (
        <ul>
          {asked.map((thing) => (
            <Thing key={thing.said} thing={thing} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Thing({ thing: { said, share, isErrorCode, readings } }: { thing: AskedThing }) {
  const others = Object.entries(
    Object.groupBy(
      readings.filter(({ how, words }) => how !== 'said' || words !== said),
      ({ how }) => how,
    ),
  );
  return (
    <li>
      <strong>{said}</strong> <span class="count">{percent(share)} of the question</span>
      {isErrorCode && <span class="badge">error code</span>}
      {readings.length === 0 && <span class="flag"> no article has a word for it</span>}
      {others.length > 0 && (
        <span class="also">
          {others.map(([how, read]) => ` ${READING_WORDS[how as Reading]}: ${read.map(({ words }) => words).join(', ')}`).join('; ')}
        </span>
      )}
    </li>
  );
}
