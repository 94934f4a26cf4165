import { useEffect, useRef } from 'preact/hooks';
import type { OpenConversation, ShownOffer, ShownTurn, TurnGap } from '#core/domain/conversation.ts';
import { GAP_REASON_WORDS } from '#core/domain/gap.ts';
import { AnswerText } from './answer-text.tsx';
import { costBasis, costWords, formatCount, OutcomeBadge } from './conversation-words.tsx';
import { getConversation } from './conversations-api.ts';
import { useKeys } from './keyboard.ts';
import { formatTime, plural, Waiting } from './parts.tsx';
import { useLoad } from './use-load.ts';

const OFFER_NAMES = {
  offered: 'Offered, not decided on',
  accepted: 'Accepted, not filed yet',
  filed: 'Filed',
  cancelled: 'Cancelled',
} as const;

/** A conversation as its visitor saw it, with sources, feedback, ticket and gap of each turn. j and k move, u or Escape goes back. */
export function ConversationView({ id, onBack }: { id: string; onBack: () => void }) {
  const loaded = useLoad(id, () => getConversation(id));
  const turns = useRef<HTMLOListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isLoaded = loaded.value !== null;
  useEffect(() => heading.current?.focus(), [isLoaded]);
  const move = (step: number) => {
    const all = [...(turns.current?.children ?? [])].filter((one) => one instanceof HTMLElement);
    const at = all.findIndex((one) => one.contains(document.activeElement));
    all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  };
  useKeys({ j: () => move(1), k: () => move(-1), u: onBack, Escape: onBack });
  return (
    <>
      <div class="toolbar">
        <button type="button" class="quiet" onClick={onBack}>
          ← Conversations <kbd>u</kbd>
        </button>
      </div>
      {loaded.value ? (
        <Read conversation={loaded.value} heading={heading} turns={turns} />
      ) : (
        <>
          <h1 class="unseen">Conversation</h1>
          <Waiting loaded={loaded} what="conversation" />
        </>
      )}
    </>
  );
}

type ReadProps = {
  conversation: OpenConversation;
  heading: { current: HTMLHeadingElement | null };
  turns: { current: HTMLOListElement | null };
};

const Read = ({ conversation: { sessionId, startedAt, turns, gaps, cost }, heading, turns: list }: ReadProps) => (
  <div class="talk">
    <h1 ref={heading} tabIndex={-1}>
      Conversation of {formatTime(startedAt)}
    </h1>
    <p class="facts">
      <span>{plural(turns.length, 'message')}</span>
      <span title={costBasis(cost)}>Cost of models: {costWords(cost)}</span>
      <span>
        Session <code>{sessionId}</code>
      </span>
    </p>
    <p class="hint">As the visitor saw it, with personal data masked: the same token stands for the same person, address or number.</p>
    <ol class="turns" ref={list}>
      {turns.map((turn) => (
        <TurnView key={turn.n} turn={turn} gap={gaps.find(({ n }) => n === turn.n)} />
      ))}
    </ol>
  </div>
);

function TurnView({ turn, gap }: { turn: ShownTurn; gap: TurnGap | undefined }) {
  const { n, at, question, answer, outcome, error, citations, offer, ticket, handedOff, feedback, tokens } = turn;
  return (
    <li tabIndex={-1} aria-label={`Message ${n}`}>
      <div class="said visitor">
        <h2>
          Visitor <time dateTime={at}>{formatTime(at)}</time>
        </h2>
        <p class="text">{question}</p>
      </div>
      <div class="said">
        <h2>
          Assistant <OutcomeBadge outcome={outcome} />
        </h2>
        {answer && <AnswerText markdown={answer} />}
        {error && (
          <p class="flag">
            The answer failed: <code>{error}</code>
          </p>
        )}
        {citations.length > 0 && (
          <ul class="sources" aria-label={`Sources of message ${n}`}>
            {citations.map((one) => (
              <li key={one.n}>
                <sup>[{one.n}]</sup> <OutsideLink url={one.url} words={one.title} />
                <small>{one.snippet}</small>
              </li>
            ))}
          </ul>
        )}
        {offer && <Offer offer={offer} n={n} />}
        {ticket && (
          <p>
            <OutsideLink url={ticket.url} words={`Ticket ${ticket.id}`} />
          </p>
        )}
        {handedOff && <p class="facts">The visitor was given the e-mail address to write to.</p>}
        {feedback && (
          <p class={feedback.helpful ? 'ready' : 'flag'}>
            {feedback.helpful ? 'Thumbs up' : 'Thumbs down'}
            {feedback.reason && `: ${feedback.reason}`}
            {feedback.comment && <span class="text comment">“{feedback.comment}”</span>}
          </p>
        )}
        <p class="facts">
          {gap && (
            <a href={`#gaps/${encodeURIComponent(gap.id)}`}>Gap: {gap.reasons.map((reason) => GAP_REASON_WORDS[reason]).join(', ')}</a>
          )}
          {tokens && <span>{`${formatCount(tokens.input)} tokens read, ${formatCount(tokens.output)} written`}</span>}
        </p>
      </div>
    </li>
  );
}

const Offer = ({ offer: { status, fields }, n }: { offer: ShownOffer; n: number }) => (
  <details>
    <summary>Ticket form{status && `: ${OFFER_NAMES[status].toLowerCase()}`}</summary>
    <dl class="form" aria-label={`Ticket form of message ${n}`}>
      {fields.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="text">{value}</dd>
        </div>
      ))}
    </dl>
  </details>
);

/** Other addresses than those of the web are told and not linked to. */
const OutsideLink = ({ url, words }: { url: string; words: string }) =>
  /^https?:\/\//i.test(url) ? (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {words} ↗
    </a>
  ) : (
    <span>
      {words} ({url})
    </span>
  );
