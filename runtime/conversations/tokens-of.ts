import { MODEL_ROLES, type ModelRole, type TokenCount } from '#core/domain/conversation.ts';
import type { TurnNotes } from '#core/domain/session.ts';

/** What each role of a turn cost, as the calls of its models noted it (`runtime/assistant/converse/model-calls.ts`); what they did not is left out. */
export function tokensOf(notes: TurnNotes | undefined): ReadonlyMap<ModelRole, TokenCount> {
  const noted = (notes?.tokens ?? {}) as Readonly<Record<string, { readonly input?: unknown; readonly output?: unknown } | undefined>>;
  const counted = new Map<ModelRole, TokenCount>();
  for (const role of MODEL_ROLES) {
    const { input, output } = noted[role] ?? {};
    if (typeof input === 'number' && typeof output === 'number') counted.set(role, { input, output });
  }
  return counted;
}

/** The sum, or null of nothing. */
export function sumTokens(counts: Iterable<TokenCount>): TokenCount | null {
  const all = [...counts];
  const sum = (of: keyof TokenCount) => all.reduce((total, count) => total + count[of], 0);
  return all.length === 0 ? null : { input: sum('input'), output: sum('output') };
}
