import type { ConversationFigures as Figures } from '#core/domain/conversation.ts';
import { costBasis, costWords, formatCount } from './conversation-words.tsx';
import { percent, plural, Waiting } from './parts.tsx';
import type { Loaded } from './use-load.ts';
import { VolumeChart } from './volume-chart.tsx';

/** The figures of a period in a strip. */
export function FigureTiles({ loaded }: { loaded: Loaded<Figures> }) {
  if (!loaded.value) return <Waiting loaded={loaded} what="figures" />;
  const { conversations, turns, outcomes, answeredShare, tickets, helpful, unhelpful, cost, isWhole } = loaded.value;
  const { answered, refused, failed } = outcomes;
  return (
    <section aria-label="Figures">
      {!isWhole && <p class="hint">Counted over the newest {plural(conversations, 'conversation')} of the period.</p>}
      <dl class="tiles">
        <Tile name="Conversations" figure={formatCount(conversations)} note={plural(turns, 'message')} />
        <Tile
          name="Answered"
          figure={percent(answeredShare)}
          note={`${formatCount(answered)} of ${formatCount(answered + refused + failed)}${failed ? `, ${formatCount(failed)} failed` : ''}`}
        />
        <Tile name="Tickets" figure={formatCount(tickets)} note={`${formatCount(outcomes.offered)} offered`} />
        <Tile name="Thumbs" figure={`${formatCount(helpful)} up`} note={`${formatCount(unhelpful)} down`} />
        <Tile name="Cost" figure={costWords(cost)} note={cost.basis === 'counted' ? 'of models, estimated' : 'of models'} />
      </dl>
    </section>
  );
}

/** What stands beside the list: volume, what is asked most, and what the cost rests on. */
export function FigureDetails({ figures }: { figures: Figures }) {
  return (
    <section class="figures" aria-label="Volume and questions">
      {figures.turns > 0 && (
        <>
          <VolumeChart days={figures.days} />
          <TopQuestions figures={figures} />
        </>
      )}
      <p class="hint">Cost: {costBasis(figures.cost)}</p>
    </section>
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
