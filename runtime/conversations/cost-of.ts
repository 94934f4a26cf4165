import { type CostFigures, MODEL_ROLES, type ModelRole, type TokenCount } from '#core/domain/conversation.ts';

/** What a million tokens of a model cost. */
type TokenPrice = { readonly input: number; readonly output: number };

/** What answers cost, by the assistant that gives them. */
export type AnswerCost =
  /** No model: an answer is cut from articles and costs nothing. */
  | { readonly kind: 'free' }
  /** Its models count their tokens; null where no prices are configured. */
  | { readonly kind: 'counted'; readonly prices: ModelPrices | null }
  /** A service that answers by itself and does not tell. */
  | { readonly kind: 'uncounted' };
type ModelPrices = { readonly currency: string } & Readonly<Record<ModelRole, TokenPrice>>;

const A_MILLION = 1_000_000;

/**
 * The cost of these turns, each with what was noted of it. An estimate: calls that broke off before their end are not counted, and what
 * retrieval and servers cost is not in it. Tokens of an assistant that answered before this one are priced as this one's.
 */
export function costOf(turns: Iterable<ReadonlyMap<ModelRole, TokenCount>>, assistant: AnswerCost): CostFigures {
  const sums = new Map<ModelRole, { input: number; output: number }>();
  for (const counted of turns)
    for (const [role, { input, output }] of counted) {
      const sum = sums.get(role) ?? { input: 0, output: 0 };
      sums.set(role, { input: sum.input + input, output: sum.output + output });
    }
  const roles = MODEL_ROLES.flatMap((role) => (sums.has(role) ? [{ role, ...sums.get(role)! }] : []));
  const basis = assistant.kind === 'free' && roles.length > 0 ? 'counted' : assistant.kind;
  if (basis === 'free') return { roles, estimate: 0, currency: null, basis };
  const prices = assistant.kind === 'counted' ? assistant.prices : null;
  if (!prices) return { roles, estimate: null, currency: null, basis };
  const estimate =
    roles.reduce((sum, { role, input, output }) => sum + input * prices[role].input + output * prices[role].output, 0) / A_MILLION;
  return { roles, estimate, currency: prices.currency, basis };
}
