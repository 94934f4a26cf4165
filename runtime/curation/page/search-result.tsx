import type { ConfidenceParts, MatchPlace, PhraseMatch, ScoreParts } from '#core/domain/search-explanation.ts';
import { ArticleLinks } from './article-links.tsx';
import type { FoundPassage, SearchAnswer } from './knowledge-api.ts';
import { formatTime, percent, SOURCE_NAMES } from './parts.tsx';
import { READING_WORDS } from './search-question.tsx';

type SearchResultProps = {
  passage: FoundPassage;
  /** From 0. */
  place: number;
  answer: SearchAnswer;
  /** The threshold is drawn above it. */
  isFirstBelow: boolean;
  onTag: (tag: string) => void;
};

/** A found article with its figures; why it stands there is open for the first one. */
export function SearchResult({ passage, place, answer, isFirstBelow, onTag }: SearchResultProps) {
  const { title, url, snippet, source, tags, score, confidence, updatedAt, why } = passage;
  const { minConfidence } = answer;
  const isUsable = confidence >= minConfidence;
  return (
    <>
      {isFirstBelow && <li class="threshold">Threshold {percent(minConfidence)}: from here on nothing is answered from</li>}
      <li class="row">
        <h3>
          {place + 1}.{' '}
          <a href={url} target="_blank" rel="noopener">
            {title} ↗
          </a>
        </h3>
        <p>{snippet}</p>
        <p class="facts figures">
          <span class={isUsable ? 'ready' : 'blocked'}>
            {isUsable ? '✓' : '!'} confidence {percent(confidence)}
          </span>
          <meter min={0} max={1} low={minConfidence} value={confidence} aria-label={`Confidence of ${title}`} />
          <span>score {score.toFixed(2)}</span>
          <span>{SOURCE_NAMES[source]}</span>
          {updatedAt && <span>changed {formatTime(updatedAt)}</span>}
        </p>
        {tags.length > 0 && (
          <ul class="chips" aria-label="Tags">
            {tags.map((tag) => (
              <li key={tag}>
                <button type="button" onClick={() => onTag(tag)} aria-label={`Only ${tag}`}>
                  {tag}
                </button>
              </li>
            ))}
          </ul>
        )}
        <details open={place === 0}>
          <summary>Why it ranks here</summary>
          <Why passage={passage} answer={answer} />
          {why.folded.length > 0 && (
            <p>
              Says the same and was left out: <ArticleLinks articles={why.folded} />
            </p>
          )}
        </details>
      </li>
    </>
  );
}

function Why({ passage: { title, why, score }, answer: { asked } }: { passage: FoundPassage; answer: SearchAnswer }) {
  if (!why.words) return <p>It lies near to the question as a whole: its confidence is the similarity of the two.</p>;
  const { matches, score: parts, confidence } = why.words;
  const missing = asked.filter((_, index) => !matches.some((match) => match.asked === index));
  return (
    <>
      {matches.length > 0 && <Matches title={title} matches={matches} asked={asked} />}
      {missing.length > 0 && <p>Does not say: {missing.map(({ said }) => said).join(', ')}</p>}
      {why.nearPlace !== null && <p>By meaning it is number {why.nearPlace}.</p>}
      <p>{scoreWords(parts, score)}</p>
      <p>{confidenceWords(confidence)}</p>
    </>
  );
}

const PLACE_NAMES: Readonly<Record<MatchPlace, string>> = {
  heading: 'its heading',
  path: 'headings above',
  body: 'text',
  code: 'names as written',
  tags: 'tags',
};

type MatchesProps = { title: string; matches: readonly PhraseMatch[]; asked: SearchAnswer['asked'] };

function Matches({ title, matches, asked }: MatchesProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard
    <section class="wide" aria-label={`What “${title}” says of the question`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Asked</th>
            <th scope="col">It says</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {matches.map(({ asked: of, words, how, places }, index) => (
            <tr key={`${of} ${words}`}>
              {of !== matches[index - 1]?.asked && (
                <th scope="rowgroup" rowSpan={matches.filter((match) => match.asked === of).length}>
                  {asked[of]?.said}
                </th>
              )}
              <td>
                {words} <small>{READING_WORDS[how]}</small>
              </td>
              <td>{places.map(({ place, times }) => `${PLACE_NAMES[place]}${times > 1 ? ` × ${times}` : ''}`).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** With vectors the score is made of places, and these parts decided the place by words. */
function scoreWords({ relevance, heading, errorCode, source, age }: ScoreParts, score: number): string {
  const total = (relevance + heading + errorCode) * source * age;
  const parts = [
    `${relevance.toFixed(2)} for what it says`,
    ...(heading > 0 ? [`${heading.toFixed(2)} for its heading`] : []),
    ...(errorCode > 0 ? [`${errorCode.toFixed(2)} for the error code`] : []),
  ].join(' + ');
  const weights = [
    ...(source < 1 ? [`× ${source} as a curated article`] : []),
    ...(age < 0.9995 ? [`× ${age.toFixed(3)} for its age`] : []),
  ];
  const name = Math.abs(total - score) < 0.005 ? 'Score' : 'Score by words';
  return `${name} ${total.toFixed(2)} = ${weights.length ? `(${parts}) ${weights.join(' ')}` : parts}`;
}

function confidenceWords({ covered, together, headings, isLone, unknownCodes }: ConfidenceParts): string {
  const words = [
    `${percent(covered)} of the question is said at all`,
    `${percent(together)} in one place`,
    `${percent(headings)} in headings or tags`,
  ];
  if (isLone) words.push('only one of the asked things, which costs 10 %');
  if (unknownCodes > 0) words.push(`an error code that no article knows is ${percent(unknownCodes)} of the question`);
  return `Confidence: ${words.join('; ')}.`;
}
