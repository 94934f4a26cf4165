import type { Passage } from '#core/domain/passage.ts';

export type AgentRequest = {
  readonly sessionId: string;
  /** The visitor's words; not read where `decision` is there. */
  readonly text: string;
  /** What the agent's tools are told and its model is not: the confirmation that may be filed. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The visitor's word on what the agent asked to do before. */
  readonly decision?: { readonly invocationId: string; readonly action: string; readonly accepted: boolean };
};

export type AgentEvent =
  | { readonly type: 'text'; readonly text: string }
  /** This part of the text, as it stands there, is taken from these passages. They have no score: `score` and `confidence` are 0. */
  | { readonly type: 'attribution'; readonly text: string; readonly passages: readonly Passage[] }
  /** The agent wants to act and asks first. Its arguments were written by a model that reads passages: they are never filed. */
  | {
      readonly type: 'action';
      readonly invocationId: string;
      readonly action: string;
      readonly arguments: Readonly<Record<string, string>>;
    }
  /** Once, last, and only when the service ended the answer. */
  | { readonly type: 'end' };

/** A managed agent that keeps the conversation and looks things up by itself. */
export interface SupportAgent {
  readonly name: string;
  /** One turn. Fails, retries and stops as ChatModel does; a session is at most 100 characters of `[0-9a-zA-Z._:-]`. */
  invoke(request: AgentRequest, signal: AbortSignal): AsyncIterable<AgentEvent>;
}
