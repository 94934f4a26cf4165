/** A piece of a message. `untrusted` was written outside: a visitor, a page, a mail. It is marked for a guardrail where one is configured. */
export type ModelText = { readonly text: string; readonly untrusted: boolean };

export type ModelMessage = { readonly role: 'user' | 'assistant'; readonly content: readonly ModelText[] };

/** The one tool that a call may offer. `schema` is a closed JSON Schema object. */
export type ModelTool = { readonly name: string; readonly description: string; readonly schema: Readonly<Record<string, unknown>> };

export type ChatRequest = {
  /** What the model is to do. Ours: nothing from outside is part of it. */
  readonly system: string;
  /** Oldest first, beginning with the user's. */
  readonly messages: readonly ModelMessage[];
  /** Left out: the call has no tools, and nothing but words can come of it. */
  readonly tool?: ModelTool;
  readonly maxTokens: number;
};

export type ModelEvent =
  | { readonly type: 'text'; readonly text: string }
  /** A whole call of the tool, its input as the model wrote it: JSON that whoever asked has to check. */
  | { readonly type: 'tool'; readonly name: string; readonly input: unknown }
  /** Once, last, and only when the service said that the message is whole. `length`: cut at maxTokens; `filtered`: a guardrail or the model's own filter stepped in. */
  | {
      readonly type: 'end';
      readonly reason: 'end' | 'tool' | 'length' | 'filtered';
      /** Counted by the service; 0 where it does not count. */
      readonly inputTokens: number;
      readonly outputTokens: number;
    };

/** A language model that writes while one reads. */
export interface ChatModel {
  /** For metrics and the log, such as `bedrock us.amazon.nova-2-lite-v1:0`. */
  readonly name: string;
  /**
   * One message. Throttling and passing failures are retried before the first event only; what breaks afterwards — an exception frame, a
   * reset, silence, a corrupt or missing end — throws, after the events that came before it. Throws LimitReached `rate_limited` and
   * UpstreamFailed; no message holds anything of the request. Ends within a second of the signal's abort, upstream too, by throwing its
   * reason.
   */
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}
