import { type GoldenQuestion, type Metrics, metrics, metricsByTag, type Outcome, rankOf } from '#core/domain/golden.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import type { Progress } from '#core/ports/progress.ts';

export type Miss = {
  readonly question: string;
  readonly tags: readonly string[];
  readonly what: 'not_found' | 'refused' | 'wrong_citation' | 'answered' | 'failed';
  readonly expected: readonly string[];
  /** The cited articles, or the first found where nothing was cited. */
  readonly got: readonly string[];
};

export type EvalReport = Metrics & {
  /** Turns that ended in an error; they count as not answered. */
  readonly errors: number;
  readonly groups: Readonly<Record<string, Metrics>>;
  readonly misses: readonly Miss[];
};

type Ports = { readonly knowledgeBase: KnowledgeBase; readonly assistant: Assistant; readonly progress?: Progress };
type Answer = Pick<Outcome, 'answered' | 'cited'> & { readonly failed: boolean };

/** The deepest place that a figure looks at. */
const DEPTH = 10;

/** Asks every golden question, of the search and of the assistant, and counts. Each is a session of its own. */
export async function evaluate(golden: readonly GoldenQuestion[], ports: Ports): Promise<EvalReport> {
  const outcomes: (Outcome & Answer)[] = [];
  ports.progress?.step('Evaluate', golden.length);
  for (const [index, question] of golden.entries()) {
    const passages = await ports.knowledgeBase.retrieve({ text: question.question, limit: DEPTH });
    const answer = await ask(ports.assistant, question.question, `eval-${index + 1}`);
    outcomes.push({ ...question, ...answer, found: passages.map((passage) => passage.url) });
    ports.progress?.at(outcomes.length);
  }
  ports.progress?.end(`${outcomes.length} questions`);
  return {
    ...metrics(outcomes),
    errors: outcomes.filter((outcome) => outcome.failed).length,
    groups: metricsByTag(outcomes),
    misses: outcomes.flatMap(missesOf),
  };
}

async function ask(assistant: Assistant, text: string, sessionId: string): Promise<Answer> {
  const citations = new Map<number, string>();
  let answered = false;
  let failed = false;
  let marks: readonly number[] = [];
  for await (const event of assistant.answer({ sessionId, turnId: '1', text, history: [] }, new AbortController().signal)) {
    if (event.type === 'citation') citations.set(event.n, event.url);
    else if (event.type === 'error') failed = true;
    else if (event.type === 'done') {
      answered = event.answered;
      marks = event.citations;
    }
  }
  return { answered, failed, cited: marks.flatMap((mark) => citations.get(mark) ?? []) };
}

function missesOf(outcome: Outcome & Answer): Miss[] {
  const what = whatIsWrong(outcome);
  if (!what) return [];
  const { question, tags, urls: expected, cited, found } = outcome;
  return [{ question, tags, what, expected, got: cited.length ? cited : found.slice(0, 3) }];
}

function whatIsWrong(outcome: Outcome & Answer): Miss['what'] | undefined {
  if (outcome.failed) return 'failed';
  if (outcome.urls.length === 0) return outcome.answered ? 'answered' : undefined;
  const rank = rankOf(outcome, outcome.found);
  if (rank === 0 || rank > 5) return 'not_found';
  if (!outcome.answered) return 'refused';
  return rankOf(outcome, outcome.cited) === 0 ? 'wrong_citation' : undefined;
}
