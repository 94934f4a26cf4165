import { listGaps } from './desk-api.ts';
import { Chips, formatTime, Waiting } from './parts.tsx';
import { useLoad } from './use-load.ts';

const WHY: Readonly<Record<string, string>> = {
  unanswered: 'not answered',
  thumbs_down: 'answer did not help',
  ticket: 'became a ticket',
  low_score: 'weak match',
};

/** What visitors asked and nothing answered, most asked first. */
export function Gaps() {
  const loaded = useLoad('gaps', listGaps);
  if (!loaded.value) return <Waiting loaded={loaded} what="gaps" />;
  if (loaded.value.length === 0) return <p class="state">No gaps: every question so far had an answer.</p>;
  return (
    <ul class="rows">
      {loaded.value.map(({ id, questions, count, why, nearest, lastAt }) => (
        <li key={id} class="row">
          <strong>{questions[0]}</strong>
          <span class="facts">
            asked {count === 1 ? 'once' : `${count} times`}, last {formatTime(lastAt)}
          </span>
          {questions.length > 1 && (
            <details>
              <summary>In other words</summary>
              <ul>
                {questions.slice(1).map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ul>
            </details>
          )}
          <Chips label="Why" words={why.map((one) => WHY[one] ?? one)} />
          {nearest.length > 0 && (
            <p class="facts">
              Closest:{' '}
              {nearest.map((url, index) => (
                <>
                  {index > 0 && ', '}
                  <a href={url} target="_blank" rel="noopener">
                    {lastPart(url)} ↗
                  </a>
                </>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The end of an address, which says what it is about. */
const lastPart = (url: string): string => url.replace(/^https?:\/\/[^/]+\//, '').replace(/\/$/, '') || url;
