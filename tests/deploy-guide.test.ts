import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '#core/config.ts';
import packageJson from '../package.json' with { type: 'json' };
import { lacksForAws } from '../tools/deployed-config.ts';
import { costTable } from './fixtures/cost-table.ts';
import { temporaryFolder, threadwell } from './fixtures/threadwell.ts';

/** Written by the reader on the way, so that no repository has them. */
const MADE_ON_THE_WAY = [
  'terraform/bootstrap/terraform.tfvars',
  'terraform/envs/dev/terraform.tfvars',
  'terraform/envs/dev/backend.hcl',
  'terraform/envs/dev/outputs.json',
  'terraform/envs/prod/outputs.json',
  'data/local/own',
  'data/local/own/curated_articles.csv',
];

const GUIDE = 'docs/deploy.md';
const guide = readFileSync(GUIDE, 'utf8');
const overview = readFileSync('terraform/README.md', 'utf8');
const workflows = readdirSync('.github/workflows').map((file) => readFileSync(path.join('.github/workflows', file), 'utf8'));
const code = [
  ...[...guide.matchAll(/^ *```(?:sh|html|json)?\n([\s\S]*?)^ *```/gm)].map((match) => match[1]!),
  ...[...guide.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!),
].join('\n');
const namesIn = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))];
const headings = (text: string) => namesIn(text, /^#{2,3} (.+)$/gm);
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-');

const commands = new Map<string, Set<string>>();
for (const [, command, rest = ''] of code.matchAll(/\.\/bin\/threadwell ([a-z]+)([^\n|&]*)/g)) {
  const flags = commands.get(command!) ?? new Set();
  for (const [flag] of rest.matchAll(/--[a-z-]+/g)) flags.add(flag);
  commands.set(command!, flags);
}

describe('every command', () => {
  test.each([...commands])('threadwell %s knows its options', async (command, flags) => {
    const { code, stdout } = await threadwell([command, '--help']);
    expect(code).toBe(0);
    for (const flag of flags) expect(stdout).toMatch(new RegExp(`${flag}\\b`));
  });

  test('of npm and make is there', () => {
    const scripts = Object.keys(packageJson.scripts);
    const targets = namesIn(readFileSync('Makefile', 'utf8'), /^([a-z]+):/gm);
    expect(namesIn(code, /npm run ([\w-]+)/g).filter((name) => !scripts.includes(name))).toEqual([]);
    expect(
      [...namesIn(code, /\bmake ([a-z]+)/g), ...namesIn(overview, /`make ([a-z]+)`/g)].filter((name) => !targets.includes(name)),
    ).toEqual([]);
    expect(commands.size).toBeGreaterThan(6);
  });
});

test('every file, and every link, leads somewhere', () => {
  const known = MADE_ON_THE_WAY;
  const files = namesIn(code, /(?<![\w./-])((?:terraform|docs|data|pipelines|tests|\.github)\/[\w./-]*\w)/g);
  expect(files.length).toBeGreaterThan(8);
  expect(files.filter((file) => !existsSync(file) && !known.includes(file))).toEqual([]);
  for (const [from, text] of [
    [GUIDE, guide],
    ['terraform/README.md', overview],
  ] as const) {
    for (const link of namesIn(text, /\]\(([^)]+)\)/g)) {
      const [file = '', section] = link.split('#');
      if (/^https?:$/.test(link.slice(0, link.indexOf(':') + 1))) continue;
      const target = file ? path.join(path.dirname(from), file) : from;
      expect(existsSync(target), `${from} leads to ${link}`).toBe(true);
      if (section) expect(headings(readFileSync(target, 'utf8')).map(anchor), `${from} leads to ${link}`).toContain(section);
    }
  }
});

const declared = (kind: 'variable' | 'output', folder = 'terraform/envs') =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.tf') && !file.includes('.terraform'))
        .flatMap((file) => namesIn(readFileSync(path.join(folder, file), 'utf8'), new RegExp(`^${kind} "(\\w+)"`, 'gm')));

test('every variable of Terraform is declared', () => {
  const runbooks = readFileSync('docs/runbooks.md', 'utf8');
  const named = [...namesIn(`${guide}\n${runbooks}`, /\bvar\.(\w+)/g), ...namesIn([guide, ...workflows].join('\n'), /\bTF_VAR_(\w+)/g)];
  const known = declared('variable');
  expect([...new Set(named)].filter((name) => name !== 'NAME' && !known.includes(name))).toEqual([]);
});

test('every variable of an environment says what it is, and stands in its example', () => {
  const text = readFileSync('terraform/envs/dev/variables.tf', 'utf8');
  const variables = text.split(/^variable "/m).slice(1).map((block) => ({ name: block.slice(0, block.indexOf('"')), block })); // biome-ignore format: one step a word
  const unexplained = variables.filter(({ block }) => !/^ {2}description = (?:"[^"]{15,}"|<<-EOT\n\s+\S)/m.test(block));
  expect(unexplained.map(({ name }) => name)).toEqual([]);
  // Secrets come from the environment, which the guide tells.
  const bySecret = variables.filter(({ block }) => /^ {2}sensitive\s+= true/m.test(block)).map(({ name }) => name);
  expect(bySecret.filter((name) => !guide.includes(`TF_VAR_${name}`))).toEqual([]);
  for (const environment of ['dev', 'prod']) {
    const example = readFileSync(`terraform/envs/${environment}/terraform.tfvars.example`, 'utf8');
    const named = namesIn(example, /^(?:# )?(\w+) += /gm);
    expect(named.toSorted()).toEqual(variables.map(({ name }) => name).filter((name) => !bySecret.includes(name)).toSorted()); // biome-ignore format: one step a word
    const wanted = variables.filter(({ block }) => !/^ {2}default\b/m.test(block)).map(({ name }) => name);
    const given = namesIn(example, /^(\w+) += /gm);
    expect(wanted.filter((name) => !given.includes(name) && !bySecret.includes(name))).toEqual([]);
  }
});

test('the table of rows is called as Terraform calls it', () => {
  const suffix = /name\s+= "\$\{var\.name\}(-\w+)"/.exec(readFileSync('terraform/modules/store/table.tf', 'utf8'))![1]!;
  const runbooks = readFileSync('docs/runbooks.md', 'utf8');
  const tables = namesIn(`${guide}\n${runbooks}`, /--(?:source-)?table-name (\S+)/g);
  expect(tables.length).toBeGreaterThan(1);
  expect(tables.filter((name) => !name.endsWith(suffix))).toEqual([]);
});

test('the configuration of the guide is one that is deployed as it stands', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'mail'));
  const init = /\.\/bin\/threadwell (init .+)/.exec(guide)![1]!.split(' ');
  expect(await threadwell(init, { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
  const file = path.join(folder, 'threadwell.config.json');
  const added = JSON.parse(`{${/^```json\n("assistant"[\s\S]*?)^```/m.exec(guide)![1]}}`) as object;
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...added }));
  expect(lacksForAws(loadConfig(file))).toEqual([]);
});

test('what is exported in a step is used by its name', () => {
  const exported = namesIn(code, /export (\w+)=/g);
  const known = ['AWS_REGION', ...namesIn(readFileSync('core/config.ts', 'utf8'), /environment\.(\w+)/g)];
  expect(exported).toContain('TF_VAR_origin_secret');
  expect(exported.filter((name) => !name.startsWith('TF_VAR_') && !known.includes(name))).toEqual([]);
});

test('every output of Terraform is declared', () => {
  const text = [code, ...workflows].join('\n');
  const ofRoots = [...namesIn(text, /envs\/[^ ]+ output -(?:raw|json) (\w+)/g), ...namesIn(guide, /\boutput `(\w+)`/g)];
  const ofBootstrap = [
    ...namesIn(text, /bootstrap output -(?:raw|json) (\w+)/g),
    ...namesIn(guide, /bootstrap: ([^|]+)\|/g).flatMap((cell) => namesIn(cell, /`(\w+)`/g)),
  ];
  expect(ofRoots.filter((name) => !declared('output').includes(name))).toEqual([]);
  expect(ofBootstrap.length).toBeGreaterThan(3);
  expect(ofBootstrap.filter((name) => !declared('output', 'terraform/bootstrap').includes(name))).toEqual([]);
});

test('every variable and secret that workflows read is in the table of GitHub', () => {
  const read = namesIn(workflows.join('\n'), /\b(?:vars|secrets)\.([A-Z][A-Z_]*[A-Z])\b/g);
  const optional = ['NIGHTLY_EVAL_ON_AWS', 'GOLDEN_FILE'];
  const table = guide.slice(guide.indexOf('### 11.'), guide.indexOf('## Day two'));
  expect(read.filter((name) => !optional.includes(name) && !table.includes(`\`${name}\``))).toEqual([]);
});

/** By module, the sections that its README sends to. */
const SENT_TO: Readonly<Record<string, readonly string[]>> = {
  kb_s3_vectors: ['Re-embed with another model', 'Pre-launch checklist'],
  store: ['Export and remove'],
};

test('what READMEs of modules send to is a section', () => {
  const senders = readdirSync('terraform/modules').filter((name) =>
    readFileSync(`terraform/modules/${name}/README.md`, 'utf8').includes('docs/deploy.md'),
  );
  expect(senders.sort()).toEqual(Object.keys(SENT_TO).sort());
  for (const section of Object.values(SENT_TO).flat()) expect(headings(guide)).toContain(section);
});

test('what a person does later has its section', () => {
  for (const section of [
    'Rotate secrets', 'Roll back', 'Restore', 'Re-embed with another model', 'Switch assistant', 'Connect', 'Before an upgrade', 'Memory',
    'Export and remove', 'Pre-launch checklist', 'Troubleshooting', 'What is not verified without an account',
  ]) expect(headings(guide)).toContain(section); // biome-ignore format: a list
});

test('the module table of terraform/README.md names each module', () => {
  const modules = new Set(readdirSync('terraform/modules'));
  expect(namesIn(overview, /`modules\/(\w+)\/`/g).sort()).toEqual([...modules].sort());
});

test('the table of cost is the one that threadwell cost makes', async () => {
  const begin = /<!-- made by [^\n]+ -->\n/.exec(guide)!;
  const from = begin.index + begin[0].length;
  const to = guide.indexOf('<!-- end of the table -->');
  const table = `${await costTable()}\n`;
  if (process.env.UPDATE) writeFileSync(GUIDE, guide.slice(0, from) + table + guide.slice(to));
  else expect(guide.slice(from, to)).toBe(table);
});
