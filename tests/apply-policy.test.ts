import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** The service that a resource's type belongs to, where it is not the first word of it, as IAM spells it. */
const SERVICES: readonly (readonly [type: RegExp, service: string])[] = [
  [/^(security_group|vpc)/, 'ec2'],
  [/^apigatewayv2/, 'apigateway'],
  [/^bedrockagent|^bedrock/, 'bedrock'],
  [/^cloudwatch_event/, 'events'],
  [/^cloudwatch_(log|query)/, 'logs'],
  [/^cognito/, 'cognito-idp'],
  [/^sfn/, 'states'],
];
const MODULES = 'terraform/modules';
const policy = readFileSync('terraform/bootstrap/apply-policy.tf', 'utf8');
const made = new Set(
  readdirSync(MODULES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tf'))
    .flatMap((file) => [...readFileSync(path.join(MODULES, file), 'utf8').matchAll(/^resource "aws_(\w+)"/gm)].map((match) => match[1]!)),
);
const serviceOf = (type: string) => SERVICES.find(([pattern]) => pattern.test(type))?.[1] ?? type.split('_')[0]!;

test('applying may make each kind of thing that a module makes', () => {
  expect(made.size).toBeGreaterThan(60);
  const allowed = new Set([...policy.matchAll(/"([a-z0-9-]+):[A-Z*]/g)].map((match) => match[1]!));
  expect([...made].filter((type) => !allowed.has(serviceOf(type)))).toEqual([]);
});

test('and nothing of services that no module uses', () => {
  const used = new Set([...made].map(serviceOf));
  // Directories are what Connect keeps its users in; Lex is made through CloudFormation.
  const indirect = ['ds', 'lex', 'iam'];
  const whole = [...policy.matchAll(/"([a-z0-9-]+):(?:\*|[A-Z]\w+)"/g)].map((match) => match[1]!);
  expect([...new Set(whole)].filter((service) => !used.has(service) && !indirect.includes(service))).toEqual([]);
});

/** What makes things whose kinds have no resource in IAM: allowed on an ARN, whatever ARN, such an action is refused. */
const MADE_ON_ALL: readonly (readonly [type: string, action: string])[] = [
  ['bedrockagent_agent', 'bedrock:CreateAgent'],
  ['bedrockagent_knowledge_base', 'bedrock:CreateKnowledgeBase'],
  ['cloudfront_cache_policy', 'cloudfront:CreateCachePolicy'],
  ['cloudfront_distribution', 'cloudfront:CreateDistribution'],
  ['cloudfront_function', 'cloudfront:CreateFunction'],
  ['cloudfront_origin_access_control', 'cloudfront:CreateOriginAccessControl'],
  ['cloudfront_origin_request_policy', 'cloudfront:CreateOriginRequestPolicy'],
  ['cloudfront_response_headers_policy', 'cloudfront:CreateResponseHeadersPolicy'],
  ['cloudwatch_log_resource_policy', 'logs:PutResourcePolicy'],
  ['cloudwatch_query_definition', 'logs:PutQueryDefinition'],
  ['cognito_user_pool', 'cognito-idp:CreateUserPool'],
  ['connect_instance', 'connect:CreateInstance'],
  ['ecs_task_definition', 'ecs:DeregisterTaskDefinition'],
  ['kms_key', 'kms:CreateKey'],
  ['lambda_event_source_mapping', 'lambda:CreateEventSourceMapping'],
];

test('what makes a thing that has no name yet is allowed on all resources', () => {
  const onAll = policy.slice(policy.indexOf('sid = "MakeWhatHasNoName"'), policy.indexOf('resources = ["*"]'));
  expect(onAll.length).toBeGreaterThan(100);
  for (const [type] of MADE_ON_ALL) expect([...made], type).toContain(type);
  expect(MADE_ON_ALL.map(([, action]) => action).filter((action) => !onAll.includes(`"${action}"`))).toEqual([]);
});

test('each log that is written has a name that applying may make', () => {
  const names = readdirSync(MODULES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tf'))
    .flatMap((file) =>
      [
        ...readFileSync(path.join(MODULES, file), 'utf8').matchAll(
          /^resource "aws_cloudwatch_log_group"[^\n]*\n[\s\S]*?name\s+= "([^"$]*)\$\{/gm,
        ),
      ].map((match) => match[1]!),
    );
  expect(names.length).toBeGreaterThan(7);
  const prefixes = [...policy.matchAll(/"(\/[a-z/]+\/|aws-waf-logs-)"/g)].map((match) => match[1]!);
  expect(names.filter((name) => !prefixes.includes(name))).toEqual([]);
});
