import type { Contradiction } from '#core/domain/draft.ts';
import { plainText } from '#core/domain/plain-text.ts';
import type { OpenDraft } from './desk-api.ts';

const CHOICES: readonly { decision: NonNullable<Contradiction['decision']>; words: string }[] = [
  { decision: 'docs', words: 'The docs are right' },
  { decision: 'mail', words: 'The mail is right' },
  { decision: 'both', words: 'Both hold' },
];

type ContradictionsProps = {
  draft: OpenDraft;
  isDisabled: boolean;
  onDecide: (decisions: readonly (Contradiction['decision'] | null)[]) => void;
};

/** Where mail and docs disagree, side by side; approval waits until each has a decision. */
export function Contradictions({ draft, isDisabled, onDecide }: ContradictionsProps) {
  if (draft.contradictions.length === 0) return null;
  return (
    <section class="contradictions">
      <h2>Mail and docs disagree</h2>
      {draft.contradictions.map((found, at) => (
        <fieldset key={`${found.docsUrl} ${found.mailQuote}`} disabled={isDisabled}>
          <legend>{found.decision ? 'Decided' : 'Who is right?'}</legend>
          <div class="quotes">
            <figure>
              <figcaption>
                The docs say{' '}
                <a href={found.docsUrl} target="_blank" rel="noopener">
                  on this page ↗
                </a>
              </figcaption>
              <blockquote>{plainText(found.docsQuote)}</blockquote>
            </figure>
            <figure>
              <figcaption>The mail says</figcaption>
              <blockquote>{found.mailQuote}</blockquote>
            </figure>
          </div>
          <div class="choices">
            {CHOICES.map(({ decision, words }) => (
              <label key={decision}>
                <input
                  type="radio"
                  name={`contradiction-${at}`}
                  checked={found.decision === decision}
                  onChange={() => onDecide(draft.contradictions.map((_, index) => (index === at ? decision : null)))}
                />
                {words}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </section>
  );
}
