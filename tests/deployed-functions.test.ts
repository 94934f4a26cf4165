import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../tools/bundle-function.ts';

const STACK = 'terraform/modules/stack';
const read = (file: string) => readFileSync(file, 'utf8');

test('Terraform deploys each function that is built, once', () => {
  const text = read(path.join(STACK, 'functions.tf'));
  const blocks = [...text.matchAll(/for_each = toset\(\[([^\]]*)\]\)/g)].flatMap(([, names]) => [...names!.matchAll(/"([\w-]+)"/g)]);
  expect(blocks.map(([, name]) => name).toSorted()).toEqual([...FUNCTION_NAMES].toSorted());
});

test('dev and prod differ by the values of environment.tf, and by nothing else', () => {
  const [dev, prod] = ['terraform/envs/dev', 'terraform/envs/prod'];
  const files = readdirSync(dev!).filter((file) => file.endsWith('.tf') || file === '.terraform.lock.hcl');
  expect(files).toEqual(
    expect.arrayContaining(['.terraform.lock.hcl', 'environment.tf', 'main.tf', 'outputs.tf', 'variables.tf', 'versions.tf']),
  );
  for (const file of files.filter((name) => name !== 'environment.tf'))
    expect(read(path.join(prod!, file)), file).toBe(read(path.join(dev!, file)));
  const names = (folder: string) => [...read(path.join(folder, 'environment.tf')).matchAll(/^\s*(\w+)\s*=/gm)].map(([, name]) => name);
  expect(names(prod!)).toEqual(names(dev!));
});

test('a root passes on every variable and every output of the stack', () => {
  const declared = (kind: string, file: string) => [...read(file).matchAll(new RegExp(`^${kind} "(\\w+)"`, 'gm'))].map(([, name]) => name!);
  const ofRoot = ['region', 'account_id'];
  const ofEnvironment = ['environment', 'is_prod', 'dist', 'config'];
  const stack = declared('variable', path.join(STACK, 'variables.tf'));
  const root = declared('variable', 'terraform/envs/dev/variables.tf');
  expect(root.filter((name) => !ofRoot.includes(name)).toSorted()).toEqual(
    stack.filter((name) => !ofEnvironment.includes(name)).toSorted(),
  );
  const main = read('terraform/envs/dev/main.tf');
  for (const name of stack) expect(main, name).toMatch(new RegExp(`^  ${name} += `, 'm'));
  expect(declared('output', 'terraform/envs/dev/outputs.tf')).toEqual(declared('output', path.join(STACK, 'outputs.tf')));
});

test('the outputs have the names that the functions and the command line read', () => {
  const outputs = read(path.join(STACK, 'outputs.tf'));
  const wanted = [...read('core/aws/stack.ts').matchAll(/\b(?:read|memberOf)\((?:outputs, )?'(\w+)'/g)].map(([, name]) => name!);
  expect(new Set(wanted)).toEqual(
    new Set(['region', 'bucket', 'table', 'knowledge_bases', 'agent', 'refresh_state_machine_arn', 'site', 'guardrail']),
  );
  for (const name of new Set(wanted)) expect(outputs, name).toContain(`output "${name}" {`);
});

test('each action that an adapter names as missing, where it is missing, is one that somebody was given', () => {
  const adapters = readdirSync('core/aws').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const called = adapters.flatMap(
    (file) => read(path.join('core/aws', file)).match(/'(?:bedrock|dynamodb|events|lambda|s3|secretsmanager|sns|sqs|states):\w+'/g) ?? [],
  );
  expect(new Set(called).size).toBeGreaterThan(20);
  const policies = ['stack/policies.tf', 'stack/operator.tf', 'kb_refresh/iam.tf']
    .map((file) => read(path.join('terraform/modules', file)))
    .join();
  // Several rows at once ask for the right to write each of them.
  const granted = (action: string) => action === 'dynamodb:TransactWriteItems' || policies.includes(`"${action}"`);
  expect([...new Set(called)].map((quoted) => quoted.slice(1, -1)).filter((action) => !granted(action))).toEqual([]);
});
