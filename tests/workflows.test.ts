import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };

const FOLDER = '.github/workflows';
/** Each action with the commit that its tag named when it was looked up in the action's own repository. */
const PINNED: Readonly<Record<string, readonly [commit: string, tag: string]>> = {
  'actions/checkout': ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'actions/setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  'hashicorp/setup-terraform': ['dfe3c3f87815947d99a8997f908cb6525fc44e9e', 'v4.0.1'],
  'aws-actions/configure-aws-credentials': ['e6de054238d6b7531b4efff3b6587d9aade6a06c', 'v6.2.3'],
  'terraform-linters/setup-tflint': ['6e1e0642c0289bd619021bf6b34e3c08ed1e005a', 'v6.3.0'],
  'actions/dependency-review-action': ['2031cfc080254a8a887f58cffee85186f0e49e48', 'v4.9.0'],
};

const scripts = Object.keys(packageJson.scripts);
const targets = [...readFileSync('Makefile', 'utf8').matchAll(/^([a-z]+):/gm)].map((match) => match[1]!);

type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
};
type Job = {
  readonly uses?: string;
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
};
type Workflow = { readonly on: Record<string, unknown>; readonly permissions: Record<string, string>; readonly jobs: Record<string, Job> };

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.yml'));
const workflows = new Map(files.map((file) => [file, parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Workflow]));
const workflow = (file: string) => workflows.get(file)!;

describe.each([...workflows])('%s', (file, { on, permissions, jobs }) => {
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);

  test('begins with the right to read, and runs no code of strangers with more', () => {
    expect(permissions).toEqual({ contents: 'read' });
    expect(Object.keys(on)).not.toContain('pull_request_target');
    expect(Object.keys(on)).not.toContain('workflow_run');
  });

  test('pins each action by a commit that was looked up, with its version beside it', () => {
    for (const [, name, commit, tag] of text.matchAll(/uses: ([\w./-]+)@(\S+)(?: # (\S+))?/g)) {
      expect([commit, tag], `${name} of ${file}`).toEqual(PINNED[name!]);
    }
    for (const { uses } of Object.values(jobs)) if (uses) expect(existsSync(uses)).toBe(true);
  });

  test('leaves no credentials of git behind, and every job ends', () => {
    for (const { uses, with: given } of steps)
      if (uses?.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false });
    for (const [name, job] of Object.entries(jobs)) if (!job.uses) expect(job['timeout-minutes'], name).toBeGreaterThan(0);
  });

  test('puts nothing from outside, and no secret, into a command line', () => {
    for (const { run = '' } of steps) {
      expect(run).not.toMatch(/\$\{\{/);
      expect(run).not.toMatch(/\bset -[a-z]*x|printenv|\benv\b\s*$|echo .*SECRET/m);
    }
  });

  test('has command lines that bash can read', () => {
    for (const { run } of steps) {
      if (run === undefined) continue;
      const { status, stderr } = spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' });
      expect(status, `${run}\n${stderr}`).toBe(0);
    }
  });

  test('asks for a token of OIDC only in jobs that take a role, and takes roles by nothing else', () => {
    for (const [name, job] of Object.entries(jobs)) {
      const takesRole = (job.steps ?? []).some(({ uses }) => uses?.startsWith('aws-actions/'));
      expect(job.permissions?.['id-token'] === 'write', name).toBe(takesRole);
    }
    expect(text).not.toMatch(/aws-access-key-id|AWS_SECRET_ACCESS_KEY/i);
  });

  test('runs scripts and targets that are there', () => {
    const runs = steps.map(({ run = '' }) => run).join('\n');
    for (const [, script] of runs.matchAll(/npm run ([\w-]+)/g)) expect(scripts).toContain(script);
    for (const [, target] of runs.matchAll(/^make ([\w-]+)/gm)) expect(targets).toContain(target);
    for (const [, named] of runs.matchAll(/(?<![\w./-])((?:\.github|data|pipelines|bin)\/[\w./-]+)/g))
      expect(existsSync(named!), named).toBe(true);
  });
});

test('a pull request is planned by the role that only reads, without a lock, and never from a fork', () => {
  const plan = workflow('terraform.yml').jobs.plan!;
  expect(plan.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  expect(plan.environment).toBeUndefined();
  const text = JSON.stringify(plan.steps);
  expect(text).toContain('AWS_PLAN_ROLE_ARN');
  expect(text).toContain('-lock=false');
  expect(text).not.toMatch(/ apply |APPLY_ROLE/);
});

test('a pull request from a fork comes by no secret, no variable of ours and no token of OIDC', () => {
  const asked = [...workflows].filter(([, { on }]) => Object.hasOwn(on, 'pull_request'));
  expect(asked.length).toBeGreaterThan(3);
  for (const [file, { jobs }] of asked) {
    for (const [name, job] of Object.entries(jobs)) {
      const isTrusted = job.if?.includes('github.event.pull_request.head.repo.full_name == github.repository') ?? false;
      const wantsTrust = /\b(?:secrets|vars)\.|id-token|pull-requests/.test(JSON.stringify({ ...job, if: undefined }));
      expect(wantsTrust && !isTrusted, `${file}: ${name}`).toBe(false);
    }
  }
});

test('a job is given no right beside those that it is known to want', () => {
  const given = [...workflows].flatMap(([file, { jobs }]) =>
    Object.entries(jobs).flatMap(([name, { permissions = {} }]) =>
      Object.entries(permissions).map(([right, level]) => `${file} ${name}: ${right} ${level}`),
    ),
  );
  expect(given.filter((line) => !line.endsWith(': contents read')).sort()).toEqual([
    'deploy.yml deploy: id-token write',
    'nightly.yml deployed: id-token write',
    'terraform.yml plan: id-token write',
    'terraform.yml plan: pull-requests write',
  ]);
});

test('what is planned and applied is built for AWS: the samples would be refused by the functions', () => {
  for (const [file, job] of [['terraform.yml', 'plan'], ['deploy.yml', 'deploy']] as const) // biome-ignore format: a table
    expect(workflow(file).jobs[job]!.steps!.map(({ run }) => run)).toContain('npm run build -- --for-aws');
  expect(
    JSON.stringify(
      ['deploy.yml', 'nightly.yml'].map((file) => Object.values(workflow(file).jobs).filter(({ environment }) => environment)),
    ),
  ).not.toContain('data/samples/threadwell.config.json');
});

test('make says in one line what is not there, and what to do', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-make-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const make = (target: string, environment: string) => {
    const args = ['-f', path.resolve('Makefile'), '-o', 'node_modules/.package-lock.json', target, `ENV=${environment}`];
    const { status, stdout, stderr } = spawnSync('make', args, { cwd: folder, encoding: 'utf8' });
    return { failed: status !== 0, stdout, told: stderr.split('\n')[0] };
  };
  const dev = path.join(folder, 'terraform/envs/dev');
  mkdirSync(dev, { recursive: true });
  for (const target of ['validate', 'plan', 'apply', 'destroy'])
    expect(make(target, 'staging')).toMatchObject({
      failed: true,
      stdout: '',
      told: expect.stringContaining('envs/staging is not there; ENV names'),
    });
  expect(make('apply', 'dev')).toMatchObject({
    failed: true,
    stdout: '',
    told: expect.stringContaining('dev.tfplan is not there; make it with make plan ENV=dev'),
  });
  for (const target of ['plan', 'init', 'destroy'])
    expect(make(target, 'dev')).toMatchObject({
      failed: true,
      stdout: '',
      told: expect.stringContaining('backend.hcl is not there; make it of'),
    });
  writeFileSync(path.join(dev, 'backend.hcl'), '');
  expect(make('plan', 'dev')).toMatchObject({
    failed: true,
    stdout: '',
    told: expect.stringContaining('*.tfvars is not there; copy terraform.tfvars.example'),
  });
});

test('what is applied has passed the checks, waits for its environment, and is the plan that was made there', () => {
  const { check, deploy } = workflow('deploy.yml').jobs;
  expect(check?.uses).toBe('./.github/workflows/check.yml');
  expect(deploy).toMatchObject({ needs: 'check', strategy: { 'max-parallel': 1, matrix: { environment: ['dev', 'prod'] } } });
  expect(deploy?.environment).toContain('matrix.environment');
  const runs = deploy!.steps!.map(({ run = '' }) => run).join('\n');
  const order = ['plan -out=deploy.tfplan', 'apply deploy.tfplan', 'docker push', 'npm run site -- publish', 'npm run smoke'];
  expect(order.map((part) => runs.indexOf(part))).toEqual(order.map((part) => runs.indexOf(part)).toSorted((a, b) => a - b));
  expect(runs).not.toContain('auto-approve');
  expect(JSON.stringify(workflow('deploy.yml'))).not.toContain('upload-artifact');
});

test('what is started by hand deploys main as well, and no other branch', () => {
  expect(Object.keys(workflow('deploy.yml').on)).toContain('workflow_dispatch');
  expect(workflow('deploy.yml').jobs.deploy!.if).toContain("github.ref == 'refs/heads/main'");
});

test('whatever shapes a plan has a pull request planned', () => {
  const { paths } = workflow('terraform.yml').on.pull_request as { readonly paths: readonly string[] };
  // The configuration names models, origins and the schedule; the builder and Terraform have their versions in files of their own.
  for (const file of ['**/threadwell.config.json', 'package.json', 'package-lock.json', '.terraform-version', '.node-version', 'tools/**'])
    expect(paths).toContain(file);
});

test('only deploying is triggered by main, and only the environments may apply', () => {
  for (const [file, { jobs }] of workflows) {
    const text = JSON.stringify(jobs);
    if (text.includes('AWS_APPLY_ROLE_ARN'))
      for (const job of Object.values(jobs))
        if (JSON.stringify(job).includes('AWS_APPLY_ROLE_ARN')) expect(job.environment, file).toBeTruthy();
  }
});

test.each(['fmt', 'validate', 'plan', 'apply', 'destroy'])('make %s works on the environment that it is told', (target) => {
  const { status, stdout } = spawnSync('make', ['-n', '-o', 'node_modules/.package-lock.json', target, 'ENV=prod'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain(target === 'fmt' ? 'terraform fmt -recursive terraform' : `terraform -chdir=terraform/envs/prod ${target}`);
});

test('Dependabot looks after everything that is pinned', () => {
  const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as { updates: { 'package-ecosystem': string }[] };
  expect(updates.map((update) => update['package-ecosystem']).sort()).toEqual(['docker', 'github-actions', 'npm', 'terraform']);
});

test('Terraform and tflint have versions', () => {
  expect(readFileSync('.terraform-version', 'utf8')).toMatch(/^1\.(1[3-9]|[2-9]\d)\.\d+\n$/);
  expect(readFileSync('.tflint.hcl', 'utf8')).toMatch(/version = "0\.\d+\.\d+"/);
});
