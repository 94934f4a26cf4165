import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { printedLines } from '#core/aws/fixtures/printed-lines.ts';
import { cloudWatchMetrics } from '#core/aws/metrics.ts';
import { FUNCTION_NAMES } from '../tools/bundle-function.ts';

/** What Terraform's alarms, graphs and queries look for must be what the code says: nothing else would notice a renamed metric. */
const MODULE = 'terraform/modules/observability';
const read = (file: string) => readFileSync(path.join(MODULE, file), 'utf8');
const code = ['core', 'pipelines', 'runtime']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('fixtures'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const counted = new Set(
  [...code.matchAll(/metrics\.(?:count|time)\(([^)]*)/g)].flatMap((call) =>
    [...call[1]!.matchAll(/'([A-Z]\w+)'/g)].map((name) => name[1]!),
  ),
);
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

test('each metric of the dashboard and of the filters is counted by the code', () => {
  const dashboard = read('dashboard.tf');
  const totals = all(dashboard.slice(dashboard.indexOf('total = {'), dashboard.indexOf('by = {')), /"([A-Z]\w+)"/g);
  const by = all(dashboard, /\{Threadwell,[^}]*\} \$\{local\.own\} MetricName=\\"(\w+)\\"/g);
  const pipeline = all(dashboard + read('alarms.tf'), /"Threadwell\/Pipeline",(?: name =)? "(\w+)"/g);
  const filtered = all(read('measures.tf'), /\$\.([A-Z]\w+) = \*/g);
  const queried = all(read('queries.tf'), /ispresent\((\w+)\)/g);
  for (const names of [totals, by, pipeline, filtered, queried]) expect(names.length).toBeGreaterThan(0);
  expect([...totals, ...by, ...pipeline, ...filtered, ...queried].filter((name) => !counted.has(name))).toEqual([]);
});

test('each line that a filter or a query looks for is logged by the code', () => {
  const lines = [
    ...all(read('measures.tf'), /\$\.message = \\"([^"\\]+)\\"/g),
    ...all(read('queries.tf'), /message in \[([^\]]+)\]/g).flatMap((list) => all(list, /'([^']+)'/g)),
  ];
  expect(lines.length).toBeGreaterThan(4);
  expect(lines.filter((line) => !code.includes(`'${line}'`))).toEqual([]);
});

test('each dimension of the dashboard is one that the code gives that metric', () => {
  const pairs = [...read('dashboard.tf').matchAll(/\{Threadwell,service,environment,(\w+)\} \$\{local\.own\} MetricName=\\"(\w+)\\"/g)].map(
    (match) => [match[2]!, match[1]!] as const,
  );
  expect(pairs.length).toBeGreaterThan(4);
  const given = (name: string, dimension: string) => new RegExp(`'${name}'[^;]{0,120}\\{ ${dimension}[ :]`).test(code);
  expect(pairs.filter(([name, dimension]) => !given(name, dimension))).toEqual([]);
});

test('what the code measures has the dimensions that graphs and alarms look for, and no graph looks without them', () => {
  const { json } = printedLines();
  cloudWatchMetrics({ service: 'work-ticket-events', environment: 'dev' }).count('TicketIngested');
  const [given] = json()[0]._aws.CloudWatchMetrics[0].Dimensions as string[][];
  const searched = all(read('dashboard.tf'), /\{Threadwell,([^}]*)\}/g).map((names) => names.split(','));
  const graphed = [...read('dashboard.tf').matchAll(/"Threadwell\/Pipeline", "\w+", "(\w+)", "[\w-]+", "(\w+)", var\.environment/g)].map(
    (match) => match.slice(1, 3),
  );
  const alarmed = all(read('alarms.tf'), /"Threadwell\/Pipeline",[^{]*dimensions = \{([^}]*)\}/g).map((names) => all(names, /(\w+) =/g));
  for (const found of [searched, graphed, alarmed]) expect(found.length).toBeGreaterThan(0);
  expect(graphed).toHaveLength(all(read('dashboard.tf'), /("Threadwell\/Pipeline")/g).length);
  for (const names of [...searched, ...graphed, ...alarmed]) expect(names.slice(0, 2)).toEqual(given);
});

test('each function whose log is read is one that is built', () => {
  const lists = all(read('measures.tf'), /(?:functions|answering)\s*= \[([^\]]+)\]/g).flatMap((list) => all(list, /"([\w-]+)"/g));
  const single = all(read('queries.tf'), /var\.functions\["([\w-]+)"\]/g);
  expect(lists.length).toBeGreaterThan(4);
  expect([...lists, ...single].filter((name) => !FUNCTION_NAMES.some((built) => built === name))).toEqual([]);
});
