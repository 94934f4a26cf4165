import type { CostFigures, TurnOutcome } from '#core/domain/conversation.ts';

const OUTCOME_NAMES: Readonly<Record<TurnOutcome, string>> = {
  answered: 'Answered',
  refused: 'Not answered',
  failed: 'Failed',
  offered: 'Ticket offered',
  stopped: 'Stopped',
  other: 'No source needed',
  running: 'Being answered',
};
const TONES: Partial<Record<TurnOutcome, string>> = { answered: 'approved', refused: 'verify_again', failed: 'rejected' };

export const OutcomeBadge = ({ outcome, count = 1 }: { outcome: TurnOutcome; count?: number }) => (
  <span class={`badge ${TONES[outcome] ?? ''}`}>
    {count > 1 && `${count} × `}
    {OUTCOME_NAMES[outcome]}
  </span>
);

export const formatCount = (count: number): string => new Intl.NumberFormat('en-GB').format(count);

/** `USD 0.0007`: two digits that say something, and cents at least. */
export function costWords({ estimate, currency, basis }: CostFigures): string {
  if (basis === 'free') return 'None';
  if (basis === 'uncounted') return 'Not counted';
  if (estimate === null || currency === null) return 'No prices';
  const digits = estimate > 0 && estimate < 1 ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${currency} ${new Intl.NumberFormat('en-GB', digits).format(estimate)}`;
}

/** What the figure rests on. */
export function costBasis({ roles, estimate, basis }: CostFigures): string {
  if (basis === 'free') return 'Answers are cut from articles, without a model: they cost nothing.';
  if (basis === 'uncounted') return 'The agent does not tell its tokens, so its cost is on the bill of AWS only.';
  const parts = roles.map(({ role, input, output }) => `${ROLE_NAMES[role]} ${formatCount(input)} in, ${formatCount(output)} out`);
  const tokens = parts.length ? `Tokens: ${parts.join('; ')}.` : 'No model was called.';
  return estimate === null
    ? `${tokens} Set assistant.converse.prices to see what they cost.`
    : `${tokens} An estimate at the configured prices.`;
}
const ROLE_NAMES = { reading: 'reading', answer: 'answers', ticket: 'tickets' } as const;
