import type { ApiInvocationInput, Attribution, ResponseStream, ReturnControlPayload, Trace } from '@aws-sdk/client-bedrock-agent-runtime';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Freshness } from '#core/domain/freshness.ts';
import type { AgentEvent } from '#core/ports/support-agent.ts';
import { formatAction } from './agent-action.ts';
import { fromRetrievedResult } from './from-retrieved-result.ts';

/**
 * What each frame of InvokeAgent comes to. There is no last frame: an answer is whole when its stream ends cleanly and said anything at all. A
 * trace holds what visitors wrote, so of each its kind alone is told, to `onTrace`.
 */
export async function* fromAgentStream(
  frames: AsyncIterable<ResponseStream>,
  freshness: Freshness,
  onTrace: (kind: string) => void,
): AsyncGenerator<readonly AgentEvent[]> {
  // A piece may end within a character.
  const decoder = new TextDecoder();
  let hasAnswer = false;
  for await (const { chunk, returnControl, trace } of frames) {
    if (trace?.trace) onTrace(kindOf(trace.trace));
    const events = [
      ...textOf(decoder.decode(chunk?.bytes, { stream: true })),
      ...attributionsOf(chunk?.attribution, freshness),
      ...actionsOf(returnControl),
    ];
    hasAnswer ||= events.length > 0;
    yield events;
  }
  if (!hasAnswer) throw new UpstreamFailed('the agent ends without an answer; ask again');
  yield [...textOf(decoder.decode()), { type: 'end' }];
}

function textOf(text: string): AgentEvent[] {
  return text ? [{ type: 'text', text }] : [];
}

/** What cannot be cited is left out, as in a search. */
function attributionsOf(attribution: Attribution | undefined, freshness: Freshness): AgentEvent[] {
  return (attribution?.citations ?? []).flatMap(({ generatedResponsePart, retrievedReferences = [] }) => {
    const text = generatedResponsePart?.textResponsePart?.text;
    const passages = retrievedReferences.flatMap(({ content, metadata }) => fromRetrievedResult({ content, metadata }, freshness) ?? []);
    return text && passages.length ? [{ type: 'attribution' as const, text, passages }] : [];
  });
}

function actionsOf(asked: ReturnControlPayload | undefined): AgentEvent[] {
  return (asked?.invocationInputs ?? []).map(({ apiInvocationInput: input }) => {
    if (!asked?.invocationId || !input?.apiPath || !input.httpMethod)
      throw new UpstreamFailed('the agent asks for something that is no operation of its action group; check its action groups', {
        retryable: false,
      });
    const { actionGroup = '', httpMethod, apiPath } = input;
    return {
      type: 'action' as const,
      invocationId: asked.invocationId,
      action: formatAction({ actionGroup, httpMethod, apiPath }),
      arguments: argumentsOf(input),
    };
  });
}

/** Path, query and body in one: names are unique within an operation of ours. Every value is a text, lists are JSON in one. */
function argumentsOf({ parameters = [], requestBody }: ApiInvocationInput): Record<string, string> {
  const inBody = Object.values(requestBody?.content ?? {}).flatMap(({ properties = [] }) => properties);
  return Object.fromEntries(
    [...parameters, ...inBody].flatMap(({ name, value }) =>
      name && value !== undefined ? [[name, typeof value === 'string' ? value : JSON.stringify(value)]] : [],
    ),
  );
}

/** Such as `orchestrationTrace.rationale`. */
function kindOf(trace: Trace): string {
  const [[part, content] = ['unknown', {}]] = Object.entries(trace);
  const [step] = content && typeof content === 'object' ? Object.keys(content) : [];
  return step ? `${part}.${step}` : part;
}
