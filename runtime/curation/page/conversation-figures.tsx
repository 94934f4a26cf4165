import type { ConversationFigures as Figures } from '#core/domain/conversation.ts';
import { costBasis, costWords, formatCount, formatShare } from './conversation-words.tsx';
import { plural, Waiting } from './parts.tsx';
import type { Loaded } from './use-load.ts';
import { VolumeChart } from './volume-chart.tsx';

/** What the conversations of a period came to. */
export function ConversationFigures({ loaded }: { loaded: Loaded<Figures> }) {
  const { value } = loaded;
  if (!value)
    return (
      <section class="figures" aria-label="Figures">
        <Waiting loaded={loaded} what="figures" />
      </section>
    );
  return (
    <section class="figures" aria-label="Figures">
      {!value.isWhole && <p class="hint">Counted over the newest {plural(value.conversations, 'conversation')} of the period.</p>}
      <Tiles figures={value} />
      {value.turns > 0 && (
        <>
          <VolumeChart days={value.days} />
          <TopQuestions figures={value} />
        </>
      )}
      <p class="hint">{costBasis(value.cost)}</p>
    </section>
  );
}

function Tiles({ figures }: { figures: Figures }) {
  const { conversations, turns, outcomes, answeredShare, tickets, helpful, unhelpful, cost } = figures;
  const { answered, refused, failed } = outcomes;
  return (
    <dl class="tiles">
      <Tile name="Conversations" figure={formatCount(conversations)} note={plural(turns, 'message')} />
      <Tile
        name="Answered"
        figure={answeredShare === null ? '–' : formatShare(answeredShare)}
        note={`${formatCount(answered)} of ${formatCount(answered + refused + failed)}${failed ? `, ${formatCount(failed)} failed` : ''}`}
      />
      <Tile name="Tickets" figure={formatCount(tickets)} note={`${formatCount(outcomes.offered)} offered`} />
      <Tile name="Thumbs" figure={`${formatCount(helpful)} up`} note={`${formatCount(unhelpful)} down`} />
      <Tile name="Cost" figure={costWords(cost)} note={cost.basis === 'counted' ? 'of models, estimated' : 'of models'} />
    </dl>
  );
}

const Tile = ({ name, figure, note }: { name: string; figure: string; note: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <strong>{figure}</strong> <small>{note}</small>
    </dd>
  </div>
);

const TopQuestions = ({ figures: { topQuestions } }: { figures: Figures }) =>
  topQuestions.length === 0 ? null : (
    <>
      <h2 id="top-questions">Asked most</h2>
      <ol class="top" aria-labelledby="top-questions">
        {topQuestions.map(({ question, count, conversations, answered }) => (
          <li key={question}>
            <span>{question}</span>
            <small class={answered < count ? 'blocked' : undefined}>
              {count === 1 ? 'once' : `${count} times in ${plural(conversations, 'conversation')}`},{' '}
              {answered === count ? 'answered' : answered === 0 ? 'not answered' : `${answered} answered`}
            </small>
          </li>
        ))}
      </ol>
    </>
  );
