import type { ChatEvent } from '#core/domain/chat-event.ts';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import type { Assistant, Question } from '#core/ports/assistant.ts';
import type { Metrics } from '#core/ports/metrics.ts';
import type { SupportAgent } from '#core/ports/support-agent.ts';
import { assistantOf } from '../assistant-of.ts';
import type { AnswerRequest, AssistantOptions, Written } from '../brain.ts';
import { screenMessage } from '../conversation/screen-message.ts';
import { answerGate } from '../prose/answer-gate.ts';
import { agentProse } from './agent-prose.ts';
import { openAction, speaksOfHelp, ticketAttributes, visitorsWord } from './open-action.ts';

export type BedrockAgentOptions = AssistantOptions & {
  readonly agent: SupportAgent;
  readonly ports: AssistantOptions['ports'] & { readonly metrics: Metrics };
};

/**
 * The assistant whose answers a managed agent writes. The agent looks up by itself, but only where our own search found something to
 * answer from; its prose passes the same gate as a model's; and what it wants to do is at most a reason to prepare a ticket, from the
 * visitor's words and with the visitor's confirmation. Its model tokens are not counted by the service: the limits of messages hold.
 */
export function bedrockAgentAssistant(options: BedrockAgentOptions): Assistant {
  return assistantOf({ writeAnswer: agentWriter(options) }, options);
}

function agentWriter({ agent, ports }: BedrockAgentOptions) {
  return async function* ({ asked, question }: AnswerRequest, signal: AbortSignal): AsyncGenerator<ChatEvent, Written> {
    await closeOpenAction(question, agent, ports, signal);
    const message = screenMessage(question.text);
    const passages = new Map(asked.flatMap((each) => each.passages).map((passage) => [passage.url, passage]));
    const gate = answerGate([...passages.values()], asked.map((each) => each.question.text).join(' '));
    const prose = agentProse(gate, passages.size);
    let wantsToAct = false;
    try {
      const request = { sessionId: question.sessionId, text: message, attributes: ticketAttributes(question.history) };
      for await (const event of agent.invoke(request, signal)) {
        if (event.type === 'action') {
          wantsToAct = true;
          question.note?.({ agent: { open: { invocationId: event.invocationId, action: event.action } } });
        } else yield* prose.take(event);
      }
      yield* gate.end();
    } finally {
      for (const why of new Set(gate.dropped))
        ports.metrics.count('SentencesDropped', gate.dropped.filter((one) => one === why).length, { why });
    }
    const unanswered = asked.flatMap((each, index) => (each.passages.length === 0 ? [index] : []));
    return { unanswered, wantsTicket: wantsToAct && speaksOfHelp(message) };
  };
}

/** Tells the agent what became of what it wanted to do. Its words on that are not shown, and its failure costs the visitor nothing. */
async function closeOpenAction(
  { sessionId, turnId, history, note }: Question,
  agent: SupportAgent,
  ports: BedrockAgentOptions['ports'],
  signal: AbortSignal,
): Promise<void> {
  const open = openAction(history);
  if (!open) return;
  const decision = visitorsWord(open, history);
  try {
    const attributes = ticketAttributes(history);
    for await (const event of agent.invoke({ sessionId, text: '', attributes, decision }, signal))
      if (event.type === 'action') ports.log.warn('the agent asks again for what was decided', { sessionId, turnId });
  } catch (error) {
    if (signal.aborted || !(error instanceof UpstreamFailed || error instanceof LimitReached)) throw error;
    ports.log.warn('the agent could not be told a decision', { sessionId, turnId, code: error.code });
  }
  note?.({ agent: { open: null } });
}
