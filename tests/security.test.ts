import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const text = readFileSync('SECURITY.md', 'utf8');
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);
/** Cells of a section's table, without its head. */
const rowsOf = (name: string) =>
  sections
    .get(name)!
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const testsIn = (cell: string) => [...cell.matchAll(/`([^`]+\.(?:test\.ts|tftest\.hcl))`/g)].map((match) => match[1]!);

/** https://genai.owasp.org/llm-top-10/ */
const OWASP_2025 = [
  'LLM01 Prompt Injection',
  'LLM02 Sensitive Information Disclosure',
  'LLM03 Supply Chain',
  'LLM04 Data and Model Poisoning',
  'LLM05 Improper Output Handling',
  'LLM06 Excessive Agency',
  'LLM07 System Prompt Leakage',
  'LLM08 Vector and Embedding Weaknesses',
  'LLM09 Misinformation',
  'LLM10 Unbounded Consumption',
];

test('each of the ten risks has a row with controls and at least two tests', () => {
  const rows = rowsOf('OWASP Top 10 for LLM Applications 2025');
  expect(rows.map(([risk]) => risk)).toEqual(OWASP_2025);
  for (const [risk, controls = '', tests = ''] of rows) {
    expect(controls.length, risk).toBeGreaterThan(60);
    expect(testsIn(tests).length, risk).toBeGreaterThanOrEqual(2);
  }
});

test('each abuse has a control and a test', () => {
  const rows = rowsOf('Abuse, and what stops it');
  expect(rows.length).toBeGreaterThanOrEqual(12);
  for (const [abuse, control = '', tests = ''] of rows) {
    expect(control.length, abuse).toBeGreaterThan(10);
    expect(testsIn(tests).length, abuse).toBeGreaterThan(0);
  }
});

test('the threat model names assets, actors, every kind of caller, and what is left', () => {
  for (const name of ['What is worth something', 'Who comes', 'What is left']) expect(sections.has(name), name).toBe(true);
  const routes = JSON.parse(readFileSync('terraform/modules/http_api/routes.json', 'utf8')) as { for: string }[];
  const callers = rowsOf('Ways in').map(([caller]) => caller);
  for (const caller of new Set(routes.map((route) => route.for))) expect(callers).toContain(`\`${caller}\``);
  for (const [caller, , , held = ''] of rowsOf('Ways in')) expect(testsIn(held).length, caller).toBeGreaterThan(0);
});

test('every file that is named is there, and every test in it has something to say', () => {
  const named = [...text.matchAll(/`([\w./-]+\/[\w.-]+\.(?:ts|tf|hcl|json))`|\]\(([^)#]+)\)/g)].map(([, file, link]) => file ?? link!);
  expect(named.length).toBeGreaterThan(60);
  for (const file of named) expect(existsSync(file), file).toBe(true);
  for (const file of new Set(testsIn(text))) expect(readFileSync(file, 'utf8'), file).toMatch(/\btest\b|\bdescribe\w*\(|^run "/m);
});

test('it says how to report a hole', () => {
  expect(sections.get('Report a hole')).toMatch(/in private/);
});

test('each policy that says * is on the list, and none on the list says so no more', () => {
  const saysAll = /\b[Rr]esources?\s*=\s*(?:\["\*"\]|"\*")/;
  const files = readdirSync('terraform', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tf') && !file.includes('.terraform'))
    .map((file) => path.posix.join('terraform', file))
    .filter((file) => saysAll.test(readFileSync(file, 'utf8')));
  const listed = [...sections.get('Where a policy says `*`')!.matchAll(/`(terraform\/[^`]+)`/g)].map((match) => match[1]!);
  expect([...new Set(listed)].sort()).toEqual(files.sort());
});
