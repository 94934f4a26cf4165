/** The JSON Schema of an answer: a closed object, without lengths and patterns, which not every service understands. */
type AnswerSchema = Readonly<Record<string, unknown>>;

export type ModelRequest = {
  /** What the model is to do. Ours: nothing from outside is part of it. */
  readonly system: string;
  /** What it is to work on, all of it written outside: it is marked for a guardrail where one is configured. */
  readonly prompt: string;
  readonly schema: AnswerSchema;
  /** The answer may not be longer; without it a service reserves the model's whole length. */
  readonly maxTokens: number;
};

type ModelAnswer = {
  /** JSON, as the model wrote it. It should fit the schema; whoever asked checks that. */
  readonly output: unknown;
  /** Counted by the service, over all attempts that it answered; 0 where it does not count. */
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** A language model that answers in JSON. It has no tools: an answer is all that a call can lead to. */
export interface Model {
  /** For messages and the audit trail, such as `openai qwen3:8b`. */
  readonly name: string;
  /**
   * One answer. Retries what is worth retrying, and asks once more for JSON when something else came, all within the adapter's time limit.
   * Throws LimitReached when the service asks to wait (`rate_limited`), when the budget there is spent (`budget_spent`), or when question or
   * answer are too long (`too_large`); UpstreamFailed when the model refuses, cannot be reached or is set up wrongly, `retryable` where the
   * same call may work later. No message holds anything of the prompt. Ends within a second of the signal's abort, upstream too, by throwing
   * its reason.
   */
  generate(request: ModelRequest, signal?: AbortSignal): Promise<ModelAnswer>;
}
