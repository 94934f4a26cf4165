import { isExpected, LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { checkEvidence } from '#core/domain/evidence.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import { applyRewrite } from './apply-rewrite.ts';
import { fromRewriteAnswer } from './from-rewrite-answer.ts';
import { numberQuotes } from './number-quotes.ts';
import { toRewriteRequest } from './to-rewrite-request.ts';
import { wordsDigest } from './words-digest.ts';

/** Why a draft kept the words of the mail as a whole. */
export type RewriteFailure = 'no answer' | 'does not fit the schema' | 'nothing supported' | 'too long' | 'not asked';

export type RewriteReport = {
  readonly model: string;
  /** Drafts with words of the model, and those in the mail's own. */
  readonly rewritten: number;
  readonly kept: number;
  /** Titles, questions and steps. */
  readonly texts: { readonly rewritten: number; readonly kept: number };
  readonly failed: Readonly<Partial<Record<RewriteFailure, number>>>;
  /** Why the model was not asked to the end, for people. */
  readonly stopped?: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** What is asked at once: while one answer is checked and stored, the next ones are on their way. */
const AHEAD = 4;
/** A service that fails so often in a row is down, and each attempt costs its whole time limit. */
const MAX_FAILURES = 3;
/** Some fifteen pages of mail; a draft of more is not one article. */
const MAX_PROMPT_CHARACTERS = 40_000;

type Ports = { readonly model?: Platform['model'] } & Pick<Platform, 'drafts' | 'log'>;

/**
 * Lets the configured model put drafts into better words, as far as the mail supports them. `wordsOf` gives a draft in its final words; it never
 * fails: whatever goes wrong, the draft keeps those of the mail, and the report says how many did. A draft that is stored already is not asked
 * about again, since its id is a digest of the mail's own words. Without a model every draft stays as it is and there is no report.
 */
export function rewriteDrafts(drafts: readonly WrittenDraft[], ports: Ports) {
  const { model } = ports;
  const counts = { rewritten: 0, kept: 0, inputTokens: 0, outputTokens: 0, texts: { rewritten: 0, kept: 0 } };
  const failed: Partial<Record<RewriteFailure, number>> = {};
  const started = new Map<string, Promise<WrittenDraft>>();
  const places = new Map(drafts.map(({ id }, index) => [id, index]));
  let failures = 0;
  let stopped: string | undefined;

  const keep = (draft: WrittenDraft, why: RewriteFailure): WrittenDraft => {
    counts.kept++;
    failed[why] = (failed[why] ?? 0) + 1;
    return draft;
  };

  async function rewrite(draft: WrittenDraft): Promise<WrittenDraft> {
    if (!model || (await ports.drafts.get(draft.id))) return draft;
    if (stopped !== undefined) return keep(draft, 'not asked');
    const quotes = numberQuotes(draft);
    const request = toRewriteRequest(draft, quotes);
    if (request.prompt.length > MAX_PROMPT_CHARACTERS) return keep(draft, 'too long');
    const answer = await model.generate(request);
    failures = 0;
    counts.inputTokens += answer.inputTokens;
    counts.outputTokens += answer.outputTokens;
    const parsed = fromRewriteAnswer(answer.output);
    if (!parsed) return keep(draft, 'does not fit the schema');
    const { rewritten, kept, ...words } = applyRewrite(draft, quotes, parsed);
    const next = proven({ ...draft, ...words, rewritten: { by: model.name, from: wordsDigest(draft) } });
    if (rewritten === 0 || !next) return keep(draft, 'nothing supported');
    counts.rewritten++;
    counts.texts.rewritten += rewritten;
    counts.texts.kept += kept;
    return next;
  }

  function failedWith(draft: WrittenDraft, error: unknown): WrittenDraft {
    if (error instanceof LimitReached && error.code === 'too_large') return keep(draft, 'too long');
    if (!isExpected(error)) ports.log.error('a draft could not be rewritten', { draft: draft.id }, error);
    failures++;
    const isFinal =
      (error instanceof UpstreamFailed && !error.retryable) || (error instanceof LimitReached && error.code === 'budget_spent');
    if (stopped === undefined && (isFinal || failures >= MAX_FAILURES)) {
      stopped = error instanceof Error && isExpected(error) ? error.message : 'an error in the program; the log has it';
      ports.log.warn('the model is not asked any more', { model: model?.name, reason: stopped });
    }
    return keep(draft, 'no answer');
  }

  function start(draft: WrittenDraft): Promise<WrittenDraft> {
    const running = started.get(draft.id) ?? rewrite(draft).catch((error: unknown) => failedWith(draft, error));
    started.set(draft.id, running);
    return running;
  }

  return {
    wordsOf(draft: WrittenDraft): Promise<WrittenDraft> {
      const place = places.get(draft.id) ?? drafts.length;
      const own = start(draft);
      for (const next of drafts.slice(place + 1, place + AHEAD)) void start(next);
      return own;
    },
    report(): RewriteReport | undefined {
      return model ? { model: model.name, ...counts, failed, ...(stopped === undefined ? {} : { stopped }) } : undefined;
    },
  };
}

/** The draft checked by the rule that approval goes by; null when it finds what the rewriting should have left out. */
function proven(draft: WrittenDraft): WrittenDraft | null {
  const { question, steps } = checkEvidence({ ...draft, version: 1, state: 'proposed', similar: [], contradictions: [], audit: [] });
  return [question, ...steps].every(({ supported }) => supported) ? { ...draft, question, steps } : null;
}
