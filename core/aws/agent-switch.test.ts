import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bedrockAgentSwitch } from './agent-switch.ts';
import { AGENT_ID, ALIAS_ID } from './fixtures/agent-server.ts';
import { openWireAccount } from './fixtures/wire-account.ts';

let account: Awaited<ReturnType<typeof openWireAccount>>;
beforeEach(async () => {
  account = await openWireAccount({ maxAttempts: 2 });
});
afterEach(() => account.close());
const { BLUE, GREEN } = { BLUE: ['KBBLUE0000'], GREEN: ['KBGREEN000'] };
const changes = () => account.wire.actions(/^(Update|Prepare)/);

test('changes and prepares the draft before the alias moves to a version of it', async () => {
  await account.agentSwitch.serveFrom('green');
  expect(account.supportAgent.answersFrom()).toEqual(GREEN);
  expect(changes()).toEqual([
    `UpdateAgentKnowledgeBase /agents/${AGENT_ID}/agentversions/DRAFT/knowledgebases/KBGREEN000/`,
    `UpdateAgentKnowledgeBase /agents/${AGENT_ID}/agentversions/DRAFT/knowledgebases/KBBLUE0000/`,
    `PrepareAgent /agents/${AGENT_ID}/`,
    `UpdateAgentAlias /agents/${AGENT_ID}/agentaliases/${ALIAS_ID}/`,
  ]);
  expect(account.supportAgent.state.alias).toEqual({
    agentAliasName: 'live',
    description: 'What visitors reach',
    aliasInvocationState: 'ACCEPT_INVOCATIONS',
  });
});

test('sends nothing where the alias answers from that side already', async () => {
  await account.agentSwitch.serveFrom('blue');
  expect(changes()).toEqual([]);
});

test('goes there and back', async () => {
  await account.agentSwitch.serveFrom('green');
  await account.agentSwitch.serveFrom('blue');
  expect(account.supportAgent.answersFrom()).toEqual(BLUE);
});

describe('broken off', () => {
  test.each(['UpdateAgentKnowledgeBase', 'PrepareAgent', 'GetAgent', 'UpdateAgentAlias'])(
    'at %s, visitors are answered from the old side; called again, it goes through',
    async (action) => {
      account.wire.fail({ action, does: 'denied' });
      await expect(account.agentSwitch.serveFrom('green')).rejects.toThrow(
        `Bedrock refuses the credentials (AccessDeniedException); check that they are there and may call bedrock:${action} on the agent ${AGENT_ID}`,
      );
      expect(account.supportAgent.answersFrom()).toEqual(BLUE);
      account.wire.mend();
      await account.agentSwitch.serveFrom('green');
      expect(account.supportAgent.answersFrom()).toEqual(GREEN);
    },
  );

  test.each([
    ['throttled', 'LimitReached'],
    ['broken', 'UpstreamFailed'],
    ['cut answer', 'UpstreamFailed'],
  ] as const)('by a service that is %s', async (does, name) => {
    account.wire.fail({ action: 'UpdateAgentAlias', does });
    await expect(account.agentSwitch.serveFrom('green')).rejects.toMatchObject({ name });
    account.wire.mend();
    await account.agentSwitch.serveFrom('green');
    expect(account.supportAgent.answersFrom()).toEqual(GREEN);
  });
});

test.each([
  ['prepareFails', `the agent ${AGENT_ID} ended FAILED: The model is not available; look at it there`],
  ['aliasFails', `the agent ${AGENT_ID} ended FAILED: The version could not be made; look at it there`],
] as const)('%s: the old side goes on answering, and the reason is told', async (fault, message) => {
  account.supportAgent.state[fault] = true;
  await expect(account.agentSwitch.serveFrom('green')).rejects.toThrow(message);
  expect(account.supportAgent.answersFrom()).toEqual(BLUE);
  account.supportAgent.state[fault] = false;
  await account.agentSwitch.serveFrom('green');
  expect(account.supportAgent.answersFrom()).toEqual(GREEN);
});

test('an agent that lacks one of the knowledge bases is told before anything is changed', async () => {
  account.supportAgent.state.draft = { KBBLUE0000: 'ENABLED' };
  await expect(account.agentSwitch.serveFrom('green')).rejects.toThrow(
    `the agent ${AGENT_ID} is not associated with the green knowledge base KBGREEN000; associate it there`,
  );
  expect(changes()).toEqual([]);
});

test('an agent that is not there is named', async () => {
  const knowledgeBases = { blue: 'KBBLUE0000', green: 'KBGREEN000' };
  const gone = bedrockAgentSwitch({ ...account.aws, agentId: 'AGENT99999', agentAliasId: ALIAS_ID, knowledgeBases, pollMs: 0 });
  await expect(gone.serveFrom('green')).rejects.toThrow('Bedrock does not find the agent AGENT99999');
});
