import { expect, test } from 'vitest';
import { SITE_OUTPUTS } from './fixtures/site-outputs.ts';
import { parseStack } from './stack.ts';

const side = (name: string) => ({ id: `KB${name}`, data_sources: { web_docs: `DS${name}0`, curated_articles: `DS${name}1` } });
const values = {
  region: 'eu-central-1',
  bucket: 'acme-kb',
  table: 'acme',
  knowledge_bases: { blue: side('BLUE'), green: side('GREEN') },
  refresh_state_machine_arn: 'arn:aws:states:eu-central-1:123456789012:stateMachine:acme-refresh',
  agent: { id: 'AGENT00001', alias_id: 'ALIAS00001' },
  site: SITE_OUTPUTS,
  guardrail: { id: 'gr00000001', version: '3' },
};
const asTerraformPrints = (outputs: object) =>
  JSON.stringify(Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { sensitive: false, type: 'dynamic', value }])));

const stack = {
  region: 'eu-central-1',
  bucket: 'acme-kb',
  table: 'acme',
  sides: {
    blue: { knowledgeBaseId: 'KBBLUE', dataSources: { web_docs: 'DSBLUE0', curated_articles: 'DSBLUE1' } },
    green: { knowledgeBaseId: 'KBGREEN', dataSources: { web_docs: 'DSGREEN0', curated_articles: 'DSGREEN1' } },
  },
  agent: { agentId: 'AGENT00001', agentAliasId: 'ALIAS00001' },
  refreshStateMachineArn: values.refresh_state_machine_arn,
  site: {
    origin: 'https://help.acme.example',
    secretsPrefix: 'acme/prod/',
    environment: 'prod',
    queue: { queueUrl: values.site.queue.url, deadLetterUrl: values.site.queue.dead_letter_url },
    ticketEvents: { queueUrl: values.site.ticket_events.url, deadLetterUrl: values.site.ticket_events.dead_letter_url },
    topics: values.site.topics,
    bus: 'acme',
    workflowFunction: 'acme-article-workflow:live',
  },
  guardrail: { id: 'gr00000001', version: '3' },
};

test('reads what `terraform output -json` prints, and the values alone', () => {
  expect(parseStack(asTerraformPrints({ ...values, unrelated: 1 }), 'outputs.json')).toEqual(stack);
  expect(parseStack(JSON.stringify(values), 'THREADWELL_STACK')).toEqual(stack);
});

test('a stack may have no agent and no guardrail, and a function knows no state machine and no site', () => {
  const { agent: _, refresh_state_machine_arn: __, site: ___, guardrail: ____, ...rest } = values;
  expect(parseStack(asTerraformPrints({ ...rest, agent: null }), 'x')).toEqual({
    ...stack,
    agent: null,
    refreshStateMachineArn: null,
    site: null,
    guardrail: null,
  });
});

test('a site whose name CloudFront tells has none, which is something else than a forgotten one', () => {
  const site = { ...SITE_OUTPUTS, origin: null };
  expect(parseStack(JSON.stringify({ ...values, site }), 'x').site).toEqual({ ...stack.site, origin: null });
  const { origin: _, ...rest } = SITE_OUTPUTS;
  expect(() => parseStack(JSON.stringify({ ...values, site: rest }), 'x')).toThrow('x lacks `site.origin`');
});

test('names everything that is missing at once', () => {
  const { bucket: _, ...rest } = values;
  const broken = { ...rest, table: '', knowledge_bases: { blue: side('BLUE'), green: { id: 'KBGREEN' } } };
  expect(() => parseStack(asTerraformPrints(broken), 'outputs.json')).toThrow(
    'outputs.json lacks `knowledge_bases.green.data_sources.web_docs`, `knowledge_bases.green.data_sources.curated_articles`, `bucket`, `table`; ' +
      'write it anew with `terraform output -json > outputs.json`',
  );
});

test.each(['', 'no json', '[]', 'null'])('is no stack: %j', (text) => {
  expect(() => parseStack(text, 'outputs.json')).toThrow(/^outputs\.json is no JSON.*terraform output -json/);
});
