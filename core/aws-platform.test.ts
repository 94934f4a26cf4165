import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SITE_OUTPUTS } from './aws/fixtures/site-outputs.ts';
import { openFunctionPlatform } from './aws-platform.ts';
import { temporaryFolder } from './local/fixtures/temporary.ts';

const side = (name: string) => ({ id: `KB${name}`, data_sources: { web_docs: `DS${name}0`, curated_articles: `DS${name}1` } });
const stack = {
  region: 'eu-central-1',
  bucket: 'acme-kb',
  table: 'acme',
  knowledge_bases: { blue: side('BLUE'), green: side('GREEN') },
  site: SITE_OUTPUTS,
};
const config = {
  brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' },
  tickets: { zendesk: { baseUrl: 'https://ferrywork.zendesk.example', email: 'help@ferrywork.example' } },
};
const bedrock = { provider: 'bedrock', model: 'us.amazon.nova-lite-v1:0' };

type Changes = { readonly stack?: object; readonly config?: object };

function whole(changes: Changes) {
  const file = path.join(temporaryFolder(), 'threadwell.config.json');
  writeFileSync(file, JSON.stringify({ ...config, ...changes.config }));
  return openFunctionPlatform({ THREADWELL_STACK: JSON.stringify({ ...stack, ...changes.stack }) }, file, 'chat');
}
const opened = (changes: Changes = {}) => whole(changes).platform;

test('opens without asking AWS anything', () => {
  expect(opened()).toMatchObject({ site: { origin: 'https://help.acme.example' }, supportAgent: null, machine: null, model: null });
});

test('has an agent and a state machine where the stack has them', () => {
  const { supportAgent, machine } = opened({
    stack: {
      agent: { id: 'AGENT00001', alias_id: 'ALIAS00001' },
      refresh_state_machine_arn: 'arn:aws:states:eu-central-1:1:stateMachine:x',
    },
  });
  expect([supportAgent !== null, machine !== null]).toEqual([true, true]);
});

describe('names everything that is lacking at once', () => {
  test('of what the environment and the file say', () => {
    const { table: _, ...rest } = stack;
    expect(() => openFunctionPlatform({ THREADWELL_STACK: JSON.stringify(rest) }, '/nowhere/threadwell.config.json', 'chat')).toThrow(
      /THREADWELL_STACK lacks `table`.* · \/nowhere\/threadwell\.config\.json cannot be read/,
    );
  });

  test('of a chat, an assistant and its tickets', () => {
    expect(() => opened({ stack: { site: null }, config: { tickets: {} } })).toThrow(
      'the deployed chat lacks `site` in THREADWELL_STACK, `tickets.zendesk` in the configuration; add it and deploy again',
    );
    // Its own tool is made before it and cannot know it; whoever asks it is told by the assistant.
    expect(opened({ config: { assistant: { name: 'bedrock-agent' } } }).supportAgent).toBeNull();
    expect(() => opened({ config: { assistant: { name: 'converse' } } })).toThrow('lacks `assistant.converse` in the configuration');
  });
});

test('asks Bedrock’s models only', () => {
  const models = (answer: object) => {
    const { platform, config: read } = whole({ config: { assistant: { name: 'converse', converse: { answer } } } });
    return platform.assistantModels(read.assistant.converse!);
  };
  expect(models(bedrock).answer.name).toBe('bedrock us.amazon.nova-lite-v1:0');
  expect(() => models({ provider: 'openai', model: 'small', baseUrl: 'https://models.example/v1' })).toThrow(/small is not Bedrock’s/);
});

test('reads support requests with a model of Bedrock, or says that the one of the configuration is none', () => {
  expect(opened().triageModel).toBeNull();
  expect(opened({ config: { triage: { model: bedrock } } }).triageModel?.name).toBe('bedrock us.amazon.nova-lite-v1:0');
  const small = { provider: 'openai', model: 'small', baseUrl: 'https://models.example/v1' };
  expect(() => opened({ config: { triage: { model: small } } })).toThrow('lacks a `triage.model` of Bedrock');
});
