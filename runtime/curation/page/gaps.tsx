import { Fragment } from 'preact';
import { type Gap, type GapProof, listGaps } from './desk-api.ts';
import { Chips, formatTime, plural, Waiting } from './parts.tsx';
import { useLoad } from './use-load.ts';

const WHY: Readonly<Record<string, string>> = {
  unanswered: 'not answered',
  thumbs_down: 'answer did not help',
  ticket: 'became a ticket',
  low_score: 'weak match',
};

/** What visitors asked and nothing answered, most asked first; below it what has been answered since, with before and after. */
export function Gaps() {
  const loaded = useLoad('gaps', listGaps);
  if (!loaded.value) return <Waiting loaded={loaded} what="gaps" />;
  const open = loaded.value.filter(({ state }) => state === 'open');
  const closed = loaded.value.filter(({ state }) => state === 'closed');
  return (
    <>
      {open.length === 0 ? (
        <p class="state">No gaps: every question so far had an answer.</p>
      ) : (
        <ul class="rows">
          {open.map((gap) => (
            <GapRow key={gap.id} gap={gap} />
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <section aria-labelledby="answered-since">
          <h2 id="answered-since">Answered since</h2>
          <ul class="rows">
            {closed.map((gap) => (
              <GapRow key={gap.id} gap={gap} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function GapRow({ gap: { questions, count, visitors, why, nearest, lastAt, proofs } }: { gap: Gap }) {
  return (
    <li class="row">
      <strong>{questions[0]}</strong>
      <span class="facts">
        asked {count === 1 ? 'once' : `${count} times in ${plural(visitors, 'conversation')}`}, last {formatTime(lastAt)}
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
          {proofs.length > 0 ? 'Before, closest: ' : 'Closest: '}
          <Links articles={nearest.map((url) => ({ url, title: lastPart(url) }))} />
        </p>
      )}
      {proofs.map((proof) => (
        <Proof key={proof.question} proof={proof} isOnly={questions.length === 1} />
      ))}
    </li>
  );
}

function Proof({ proof: { question, at, version, answer, citations }, isOnly }: { proof: GapProof; isOnly: boolean }) {
  return (
    <details>
      <summary>
        Answered since version {version}, {formatTime(at)}
        {!isOnly && `: ${question}`}
      </summary>
      <blockquote>{answer}</blockquote>
      <p class="facts">
        From: <Links articles={citations} />
      </p>
    </details>
  );
}

const Links = ({ articles }: { articles: readonly { readonly url: string; readonly title: string }[] }) => (
  <>
    {articles.map(({ url, title }, index) => (
      <Fragment key={url}>
        {index > 0 && ', '}
        <a href={url} target="_blank" rel="noopener">
          {title} ↗
        </a>
      </Fragment>
    ))}
  </>
);

/** The end of an address, which says what it is about. */
const lastPart = (url: string): string => url.replace(/^https?:\/\/[^/]+\//, '').replace(/\/$/, '') || url;
