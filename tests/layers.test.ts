import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Layer = { name: string; files: RegExp; may: string[]; packages?: RegExp };

/** The layers, lowest first: which files belong to each, and what those files may import. The first that matches is the home. */
const layers: Layer[] = [
  { name: 'contract suites', files: /^core\/ports\/.+\.contract\.ts$/, may: ['domain', 'ports'], packages: /^vitest$/ },
  { name: 'domain', files: /^core\/domain\//, may: [], packages: /^papaparse$/ },
  { name: 'ports', files: /^core\/ports\//, may: ['domain'] },
  {
    name: 'local adapters',
    files: /^core\/local\//,
    may: ['domain', 'ports'],
    packages: /^(papaparse|zod|@aws\/durable-execution-sdk-js)$/,
  },
  {
    name: 'aws adapters',
    files: /^core\/aws\//,
    may: ['domain', 'ports'],
    packages: /^(@aws-sdk\/.+|@smithy\/node-http-handler|@aws-lambda-powertools\/(logger|metrics))$/,
  },
  { name: 'zendesk adapter', files: /^core\/zendesk\//, may: ['domain', 'ports'], packages: /^zod$/ },
  { name: 'config', files: /^core\/(config|rewrite-elsewhere)\.ts$/, may: ['domain'], packages: /^zod$/ },
  {
    name: 'platform',
    files: /^core\/(platform|aws-platform|aws-ingest-ports|aws-scrape-ports)\.ts$/,
    may: ['domain', 'ports', 'local adapters', 'aws adapters', 'zendesk adapter', 'config'],
  },
  {
    name: 'entries',
    files: /^(pipelines\/[^/]+\/(main|lambda)\.ts|runtime\/(cli|local)\.ts|runtime\/(cli|lambda)\/.+)$/,
    may: ['domain', 'ports', 'config', 'platform', 'scrape', 'email-distill', 'kb-ingest', 'runtime'],
    packages: /^(commander|@hono\/node-server|esbuild|terser|aws-lambda|zod)$/,
  },
  {
    name: 'scrape',
    files: /^pipelines\/scrape\//,
    may: ['domain', 'ports'],
    packages: /^(cheerio(\/slim)?|domhandler|htmlparser2|crawlee|playwright-core)$/,
  },
  { name: 'email-distill', files: /^pipelines\/email-distill\//, may: ['domain', 'ports'], packages: /^(mailparser|cheerio)$/ },
  { name: 'kb-ingest', files: /^pipelines\/kb-ingest\//, may: ['domain', 'ports'], packages: /^aws-local-stepfunctions$/ },
  { name: 'curation page', files: /^runtime\/curation\/page\//, may: ['domain'], packages: /^(preact(\/.+)?|uplot)$/ },
  {
    name: 'runtime',
    files: /^runtime\//,
    may: ['domain', 'ports'],
    packages: /^(hono(\/.+)?|@hono\/(zod-openapi|node-server)|jose|zod|@aws\/durable-execution-sdk-js)$/,
  },
  { name: 'widget', files: /^widget\//, may: [] },
];

const layerOf = (file: string) => layers.find((layer) => layer.files.test(file));

const sources = ['core', 'pipelines', 'runtime', 'widget']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(folder, file)))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !file.endsWith('.d.ts') && !file.includes('/fixtures/'));

describe.each(sources)('%s', (file) => {
  const home = layerOf(file);
  const specifiers = [...readFileSync(file, 'utf8').matchAll(/\b(?:from\s+|import\s+|import\s*\(\s*)'([^'\s]+)'/g)].map(
    (match) => match[1]!,
  );

  test('lies in a layer and imports only what its layer may', () => {
    if (!home) throw new Error(`${file} belongs to no layer: move it, or add its layer here and a line to DECISIONS.md`);
    for (const specifier of specifiers.filter((name) => !name.startsWith('node:'))) {
      const target = specifier.startsWith('#core/')
        ? specifier.slice(1)
        : specifier.startsWith('.')
          ? path.posix.join(path.posix.dirname(file), specifier)
          : undefined;
      if (target) expect([home.name, ...home.may], `${file} imports ${specifier}`).toContain(layerOf(target)?.name);
      else expect(specifier, `${file} imports ${specifier}`).toMatch(home.packages ?? /^$/);
    }
  });
});

test('only crawlee.ts loads Crawlee, behind the guard that closes the proxy that it opens', () => {
  const loads = (file: string) => /^(?:import|export) (?!type)[^;]*'crawlee'|import\('crawlee'\)/m.test(readFileSync(file, 'utf8'));
  expect(sources.filter(loads)).toEqual(['pipelines/scrape/crawlee/crawlee.ts']);
});

test('only core/config.ts and the entries read the environment', () => {
  const readers = sources.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')));
  for (const file of readers) expect(['config', 'platform', 'entries'], file).toContain(layerOf(file)?.name);
});
