import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIREWALL_RULES, KEYS, SECRETS } from './traffic.ts';

const MODULES = 'terraform/modules';
const read = (file: string) => readFileSync(path.join(MODULES, file), 'utf8');

test('what stands is counted as Terraform makes it', () => {
  const firewall = read('edge/firewall.tf');
  const rules = [...firewall.matchAll(/^ {4}\w+ += \{ priority = /gm).map(String), ...firewall.matchAll(/^ {2}rule \{/gm).map(String)];
  expect(rules).toHaveLength(FIREWALL_RULES);
  expect([...read('tickets/main.tf').matchAll(/= \{ name = "/g)]).toHaveLength(SECRETS);
  const terraform = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf'));
  expect(terraform.flatMap((file) => [...read(file).matchAll(/^resource "aws_kms_key"/gm)])).toHaveLength(KEYS);
});
