import { setTimeout } from 'node:timers/promises';
import type { AgentAlias } from '@aws-sdk/client-bedrock-agent';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { AgentSwitch } from '#core/ports/agent-switch.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import { bedrockCalls } from './bedrock-calls.ts';
import type { AwsConnection } from './connection.ts';

export type BedrockAgentSwitchOptions = AwsConnection & {
  readonly agentId: string;
  /** The alias that visitors are answered by; not the test alias, which follows the draft at once. */
  readonly agentAliasId: string;
  readonly knowledgeBases: Readonly<Record<Side, string>>;
  /** Shorter in tests. */
  readonly pollMs?: number;
};

type State = { readonly status: string | undefined; readonly reasons: readonly string[] | undefined };

const DRAFT = 'DRAFT';
const BUSY = ['CREATING', 'PREPARING', 'VERSIONING', 'UPDATING', 'DELETING'];
const POLL_MS = 500;
/** Preparing and versioning take seconds; a function has 15 minutes for all of it. */
const MAX_POLLS = 480;

/**
 * The alias of a Bedrock agent. Its draft is changed and prepared first, which no visitor sees; then the alias moves to a new version of the
 * draft. https://docs.aws.amazon.com/bedrock/latest/userguide/deploy-agent.html
 */
export function bedrockAgentSwitch(options: BedrockAgentSwitchOptions): AgentSwitch {
  const { agentId, agentAliasId, knowledgeBases, pollMs = POLL_MS } = options;
  const { agent: call } = bedrockCalls(options);
  const name = `the agent ${agentId}`;

  /** The sides that a version of the agent may search. */
  async function sidesOf(agentVersion: string): Promise<Side[]> {
    const found = await call('bedrock:ListAgentKnowledgeBases', name, async ({ paginateListAgentKnowledgeBases }, client) => {
      const pages = await Array.fromAsync(paginateListAgentKnowledgeBases({ client }, { agentId, agentVersion }));
      return pages.flatMap(({ agentKnowledgeBaseSummaries }) => agentKnowledgeBaseSummaries ?? []);
    });
    const missing = SIDES.find((side) => !found.some(({ knowledgeBaseId }) => knowledgeBaseId === knowledgeBases[side]));
    if (missing && agentVersion === DRAFT)
      throw failed(`${name} is not associated with the ${missing} knowledge base ${knowledgeBases[missing]}; associate it there`);
    const enabled = found
      .filter(({ knowledgeBaseState }) => knowledgeBaseState === 'ENABLED')
      .map(({ knowledgeBaseId }) => knowledgeBaseId);
    return SIDES.filter((side) => enabled.includes(knowledgeBases[side]));
  }

  async function associate(side: Side, knowledgeBaseState: 'ENABLED' | 'DISABLED'): Promise<void> {
    const asked = { agentId, agentVersion: DRAFT, knowledgeBaseId: knowledgeBases[side], knowledgeBaseState };
    await call('bedrock:UpdateAgentKnowledgeBase', name, ({ UpdateAgentKnowledgeBaseCommand }, client) =>
      client.send(new UpdateAgentKnowledgeBaseCommand(asked)),
    );
  }

  async function agentState(): Promise<State> {
    const { agent } = await call('bedrock:GetAgent', name, ({ GetAgentCommand }, client) => client.send(new GetAgentCommand({ agentId })));
    return { status: agent?.agentStatus, reasons: agent?.failureReasons };
  }

  async function prepare(): Promise<void> {
    // A run that broke off may have begun it.
    await settled(agentState);
    await call('bedrock:PrepareAgent', name, ({ PrepareAgentCommand }, client) => client.send(new PrepareAgentCommand({ agentId })));
    mustBePrepared(await settled(agentState));
  }

  async function readAlias(): Promise<Partial<AgentAlias>> {
    return await call('bedrock:GetAgentAlias', name, async ({ GetAgentAliasCommand }, client) => {
      return (await client.send(new GetAgentAliasCommand({ agentId, agentAliasId }))).agentAlias ?? {};
    });
  }

  /** The alias once nothing happens to it. */
  async function settledAlias(): Promise<Partial<AgentAlias>> {
    let alias: Partial<AgentAlias> = {};
    await settled(async () => {
      alias = await readAlias();
      return aliasState(alias);
    });
    return alias;
  }

  /** What is left out of the request is taken from the alias; without a route Bedrock makes a version of the draft, and routes to it. */
  async function moveAlias({ agentAliasName, description, aliasInvocationState }: Partial<AgentAlias>): Promise<Partial<AgentAlias>> {
    const kept = { agentAliasName, ...(description && { description }), ...(aliasInvocationState && { aliasInvocationState }) };
    await call('bedrock:UpdateAgentAlias', name, ({ UpdateAgentAliasCommand }, client) =>
      client.send(new UpdateAgentAliasCommand({ agentId, agentAliasId, ...kept })),
    );
    const moved = await settledAlias();
    mustBePrepared(aliasState(moved));
    return moved;
  }

  async function settled(look: () => Promise<State>): Promise<State> {
    for (let polls = 0; polls < MAX_POLLS; polls++) {
      const state = await look();
      if (state.status !== undefined && !BUSY.includes(state.status)) return state;
      await setTimeout(pollMs);
    }
    throw failed(`${name} is busy after ${MAX_POLLS} looks; look at it there, then run ingest again`);
  }

  function mustBePrepared({ status, reasons = [] }: State): void {
    if (status !== 'PREPARED') throw failed(`${name} ended ${status}: ${reasons.join('; ') || 'no reason given'}; look at it there`);
  }

  async function servesFrom(side: Side, alias: Partial<AgentAlias>): Promise<boolean> {
    const version = alias.routingConfiguration?.[0]?.agentVersion;
    return version !== undefined && isAlone(side, await sidesOf(version));
  }

  return {
    async serveFrom(side) {
      const alias = await settledAlias();
      if (await servesFrom(side, alias)) return;
      const enabled = await sidesOf(DRAFT);
      if (!enabled.includes(side)) await associate(side, 'ENABLED');
      for (const other of enabled) if (other !== side) await associate(other, 'DISABLED');
      // Also when a run before has changed the draft: it may not have come to preparing it.
      await prepare();
      if (!(await servesFrom(side, await moveAlias(alias))))
        throw failed(`${name} was prepared for the ${side} side, but its alias ${agentAliasId} did not move there; look at it there`);
    },
  };
}

function aliasState({ agentAliasStatus, failureReasons }: Partial<AgentAlias>): State {
  return { status: agentAliasStatus, reasons: failureReasons };
}

function isAlone(side: Side, sides: readonly Side[]): boolean {
  return sides.length === 1 && sides[0] === side;
}

function failed(message: string): UpstreamFailed {
  return new UpstreamFailed(message, { retryable: false });
}
