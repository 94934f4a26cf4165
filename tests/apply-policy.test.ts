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
