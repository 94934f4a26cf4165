import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWireAccount } from '#core/aws/fixtures/wire-account.ts';
import { openScrapePorts } from '#core/aws-scrape-ports.ts';
import { parseArticles } from '#core/domain/article-csv.ts';
import { serveStaticSite } from './fixtures/static-site.ts';
import { scrape } from './scrape.ts';
import { SITE_DEFAULTS } from './site.ts';

let account: Awaited<ReturnType<typeof openWireAccount>>;
const folders: string[] = [];
beforeEach(async () => {
  account = await openWireAccount();
});
afterEach(async () => {
  await account.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The ports of a container: its disk is empty. */
function container() {
  const folder = mkdtempSync(path.join(tmpdir(), 'crawl-'));
  folders.push(folder);
  const { region, ...connection } = account.aws;
  const side = (id: string) => ({ id, data_sources: { web_docs: `${id}0`, curated_articles: `${id}1` } });
  const stack = { region, bucket: 'acme-kb', table: 'acme', knowledge_bases: { blue: side('B'), green: side('G') } };
  return openScrapePorts(JSON.stringify(stack), 'THREADWELL_STACK', { folder, onError() {}, connection });
}

test('a container crawls into the bucket, and the next one knows what it knew', async () => {
  const server = await serveStaticSite(path.join(import.meta.dirname, '../../data/samples/site'));
  try {
    const sites = [{ ...SITE_DEFAULTS, allowPrivate: true, start: [`${server.url}docs/`] }];
    const first = await scrape({ sites }, { ...container(), mayReadPrivateHosts: true });
    expect(first.pagesRead).toBeGreaterThanOrEqual(first.pages);
    const csv = account.s3.objects.get('web_docs.csv')!.content.toString();
    expect(parseArticles(csv, 'web_docs.csv')).toHaveLength(first.articles);

    const second = await scrape({ sites }, { ...container(), mayReadPrivateHosts: true });
    expect(second).toMatchObject({ pagesRead: 0, unchanged: first.articles, pages: first.pages });
    expect(account.s3.objects.get('web_docs.csv')!.content.toString()).toBe(csv);
    // What the role of the container may write, and nothing else (terraform/modules/kb_refresh).
    const written = [...account.s3.objects.keys()];
    expect(written.filter((key) => !/^(web_docs\.(csv|crawled\.json)|work\/crawl\/[^/]+)$/.test(key))).toEqual([]);
  } finally {
    await server.close();
  }
});

test('hosts of a private network are the stack’s own and are not read', async () => {
  const sites = [{ ...SITE_DEFAULTS, allowPrivate: true, start: ['http://169.254.170.2/v2/credentials'] }];
  await expect(scrape({ sites }, container())).rejects.toMatchObject({ name: 'InvalidInput' });
  await expect(scrape({ sites: [{ ...SITE_DEFAULTS, start: ['http://169.254.170.2/v2/credentials'] }] }, container())).rejects.toThrow(
    /169\.254\.170\.2/,
  );
  expect(account.s3.objects.has('web_docs.csv')).toBe(false);
});
