import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { sha256 } from '#core/domain/digest.ts';
import { shardArticles } from '#core/domain/shard.ts';
import { formatSidecar, SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import { openDatabase } from '#core/local/database.ts';
import { localServing } from '#core/local/serving.ts';
import { type Kill as KillAfter, runOrKill } from '../../tests/fixtures/kill-threadwell.ts';
import type { Manifest } from './manifest.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ingest-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(path.join(folder, 'my.json'), JSON.stringify({ brand: { name: 'A', fallbackEmail: 'a@shop.example' } }));

/** 1,200 articles, each of which differs from edition to edition. */
const edition = (number: number): Article[] =>
  Array.from({ length: 1_200 }, (_, n) => {
    const title = `Setting ${n} of part ${n % 37}`;
    const body = `# ${title}\n\nEdition ${number}: set \`part${n % 37}.setting${n}\` to ${n * number} and start the worker again.`;
    return { title, url: `https://docs.example.com/part${n % 37}/#setting-${n}`, body, tags: [`topic:part${n % 37}`] };
  });

type Kill = KillAfter<'Check' | 'Plan' | 'Upload' | 'Sync' | 'Canary'>;

/** Runs `ingest` to its end, or kills it. Returns the exit code; null when the kill came before the end. */
async function ingestInto(data: string, kill?: Kill): Promise<number | null> {
  const args = ['ingest', '--config', path.join(folder, 'my.json'), '--data', path.join(folder, data)];
  return runOrKill(args, folder, kill);
}

function write(data: string, number: number): void {
  mkdirSync(path.join(folder, data), { recursive: true });
  writeFileSync(path.join(folder, data, 'web_docs.csv'), formatArticles(edition(number)));
}

/** The digests of the files that make a side of these articles. */
function filesOf(articles: readonly Article[]): Manifest['files'] {
  return Object.fromEntries(
    shardArticles(articles).flatMap(({ name, csv }) => [
      [`web_docs/${name}`, sha256(csv)],
      [`web_docs/${name}${SIDECAR_SUFFIX}`, sha256(formatSidecar('web_docs'))],
    ]),
  );
}

/** The manifest of the side that serves, and the index of that side. */
async function serves(data: string) {
  const home = path.join(folder, data);
  const database = openDatabase(home);
  const { side } = (await localServing(database).current())!;
  const index = database.prepare('SELECT source, url, title, body, tags, digest FROM kb_articles WHERE side = ? ORDER BY url').all(side);
  database.close();
  return { manifest: JSON.parse(readFileSync(path.join(home, 'kb', side, 'manifest.json'), 'utf8')) as Manifest, index };
}

test('killed in every step, the next run ends with the index and the manifest of an undisturbed one', async () => {
  write('killed', 1);
  expect(await ingestInto('killed')).toBe(0);
  const steps = ['start', 'Check', 'Plan', 'Upload', 'Sync', 'Canary'] as const;
  const kills = steps.map((after): Kill => ({ after, ms: Math.random() * (after === 'start' ? 1_500 : 100) }));
  let hits = 0;
  for (const [n, kill] of kills.entries()) {
    write('killed', n + 2);
    hits += (await ingestInto('killed', kill)) === null ? 1 : 0;
    expect(await ingestInto('killed')).toBe(0);
    const { manifest, index } = await serves('killed');
    expect(manifest, JSON.stringify(kill)).toHaveProperty('files', filesOf(edition(n + 2)));
    expect(index, JSON.stringify(kill)).toHaveLength(1_200);
  }
  expect(hits, JSON.stringify(kills)).toBeGreaterThan(2);

  write('undisturbed', kills.length + 1);
  expect(await ingestInto('undisturbed')).toBe(0);
  expect(await serves('killed'), JSON.stringify(kills)).toEqual(await serves('undisturbed'));
}, 300_000);
