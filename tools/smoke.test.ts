import { afterAll, beforeAll, expect, test } from 'vitest';
import { servedApp } from '../runtime/http/fixtures/test-app.ts';
import { type Started, startThreadwell, temporaryFolder } from '../tests/fixtures/threadwell.ts';
import { smokeChecks } from './smoke-checks.ts';

let started: Started;
beforeAll(async () => {
  started = await startThreadwell(temporaryFolder());
});
afterAll(() => started?.stop());

const question = 'How do I send logs through a proxy?';

test('the local server answers with its sources, refuses, and keeps shut what it should', async () => {
  const results = await Array.fromAsync(smokeChecks({ endpoint: started.origin, question }));
  expect(results.filter(({ problem }) => problem !== null)).toEqual([]);
  expect(results.map(({ name }) => name)).toEqual(['health', 'session', 'cited answer', 'refusal', 'foreign page', 'forged webhook']);
  expect(results.find(({ name }) => name === 'cited answer')?.told).toMatch(/^\d+ sources, done answered$/);
});

test('a question that the docs do not answer, and an address behind that is open, are told', async () => {
  const results = await Array.fromAsync(smokeChecks({ endpoint: started.origin, question: 'Tell me a joke', direct: started.origin }));
  const problems = new Map(results.map(({ name, problem }) => [name, problem]));
  expect(problems.get('cited answer')).toMatch(/`Tell me a joke` got 0 sources and ended done refused/);
  expect(problems.get('way round the firewall')).toMatch(/answers 200 and not 403/);
  expect(problems.get('session')).toBeNull();
});

test('a service that is not ready, lets foreign pages in or answers everything fails for each of it', async () => {
  const { origin } = await servedApp(() => ({
    readiness: () => ({ status: 'preparing', step: 'the first refresh has not ended' }),
    allowedOrigins: ['https://not-listed.example'],
  }));
  const results = await Array.fromAsync(smokeChecks({ endpoint: origin, question }));
  const failed = results.filter(({ problem }) => problem !== null).map(({ name }) => name);
  expect(failed).toEqual(expect.arrayContaining(['health', 'foreign page', 'forged webhook']));
});

test('where nobody listens, each check says so', async () => {
  const results = await Array.fromAsync(smokeChecks({ endpoint: 'http://127.0.0.1:1', question }));
  for (const { problem } of results) expect(problem).toMatch(/fetch failed|bad port|ECONNREFUSED/);
});
