import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { s3Service } from '#core/aws/fixtures/s3-server.ts';
import { STATE_MACHINE_ARN, stepFunctionsService } from '#core/aws/fixtures/step-functions-server.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../bin/threadwell');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'threadwell-deployed-'));
  const config = { brand: { name: 'Acme', fallbackEmail: 'help@acme.example' } };
  writeFileSync(path.join(folder, 'threadwell.config.json'), JSON.stringify(config));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function threadwell(args: readonly string[], env: Record<string, string> = {}) {
  const all = { ...process.env, ...env, AWS_EC2_METADATA_DISABLED: 'true' };
  return await promisify(execFile)(PROGRAM, [...args, '--platform', 'aws'], { cwd: folder, env: all }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

function writeOutputs(outputs: object): void {
  const wrapped = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { sensitive: false, type: 'dynamic', value }]));
  writeFileSync(path.join(folder, 'outputs.json'), JSON.stringify(wrapped));
}
const side = (name: string) => ({ id: name, data_sources: { web_docs: `${name}0`, curated_articles: `${name}1` } });
const OUTPUTS = { region: 'eu-central-1', bucket: 'acme-kb', table: 'acme', knowledge_bases: { blue: side('BLUE'), green: side('GREEN') } };

test('without the outputs of a stack it says how to get them', async () => {
  const { code, stderr } = await threadwell(['ingest']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /terraform\/envs\/dev\/outputs\.json cannot be read \(ENOENT\); write it with `terraform output -json > outputs\.json`.*THREADWELL_OUTPUTS/,
  );
});

test('outputs that lack something are told', async () => {
  writeOutputs(OUTPUTS);
  const { code, stderr } = await threadwell(['rollback'], { THREADWELL_OUTPUTS: 'outputs.json' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/outputs\.json lacks `refresh_state_machine_arn`/);
});

test('ingest starts the deployed refresh, shows its steps, and prints its report', async () => {
  const state = { sources: [{ source: 'web_docs', rows: 12 }], base: 4, status: 'unchanged', unchanged: 12 };
  let started: object | undefined;
  const sfn = stepFunctionsService({
    async execute(input, tell) {
      started = input;
      tell({ name: 'Check', left: false, state: input });
      tell({ name: 'Check', left: true, state });
      return state;
    },
  });
  const wire = await wireServer([sfn.service]);
  try {
    writeOutputs({ ...OUTPUTS, refresh_state_machine_arn: STATE_MACHINE_ARN });
    const { url, accessKeyId, secretAccessKey } = wire.endpoint;
    const env = {
      THREADWELL_OUTPUTS: 'outputs.json',
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
    const told = await threadwell(['ingest', '--force', 'a new edition'], env);
    expect(told).toMatchObject({ code: 0, stdout: 'nothing has changed; version 4 goes on serving\n' });
    expect(told.stderr).toMatch(/Check.*web_docs 12/);
    expect(started).toEqual({ force: 'a new edition', scrape: false });
    expect(JSON.parse((await threadwell(['ingest', '--dry-run', '--json'], env)).stdout)).toMatchObject({
      version: 4,
      status: 'unchanged',
    });
    expect(started).toEqual({ dryRun: true, scrape: false });
    wire.fail({ action: 'StartExecution', does: 'denied' });
    const denied = await threadwell(['ingest'], env);
    expect(denied.code).toBe(1);
    expect(denied.stderr).toMatch(/Step Functions refuses the credentials \(AccessDeniedException\).*states:StartExecution/);
  } finally {
    await wire.close();
  }
});

test('a crawl that is told to stop while it waits for AWS ends at once, and not as if it had been done', async () => {
  const wire = await wireServer([s3Service({ bucket: 'acme-kb' }).service]);
  try {
    wire.fail({ action: 'GetObject', does: 'silent' });
    const { url, accessKeyId, secretAccessKey } = wire.endpoint;
    const crawl = spawn(PROGRAM, ['scrape', '--platform', 'aws', 'https://docs.acme.example/'], {
      cwd: folder,
      env: {
        ...process.env,
        THREADWELL_STACK: JSON.stringify(OUTPUTS),
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      },
      stdio: 'ignore',
    });
    await vi.waitFor(() => expect(wire.actions().some((action) => action.startsWith('GetObject'))).toBe(true), { timeout: 20_000 });
    const stopped = performance.now();
    crawl.kill('SIGTERM');
    const [code, signal] = await once(crawl, 'exit');
    expect({ code, signal }).toEqual({ code: 143, signal: null });
    expect(performance.now() - stopped).toBeLessThan(2_000);
  } finally {
    await wire.close();
  }
});
