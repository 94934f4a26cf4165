import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagePath } from './site-page.ts';
import { type RunningSite, startSite } from './start-site.ts';

describe('the loopback site', () => {
  let site: RunningSite;
  beforeAll(async () => {
    site = await startSite({ pages: 5, links: 3, wordsPerSection: 30 });
  });
  afterAll(async () => {
    await site.stop();
  });

  it('answers 304 to a validator that still holds, and the page to one that does not', async () => {
    const address = `${site.origin}${pagePath(2)}`;
    const { headers } = await fetch(address);
    const etag = headers.get('etag') ?? '';
    const status = async (sent: Record<string, string>) => (await fetch(address, { headers: sent })).status;
    expect(await status({ 'if-none-match': etag })).toBe(304);
    expect(await status({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await status({ 'if-none-match': '"other"', 'if-modified-since': headers.get('last-modified') ?? '' })).toBe(200);
    expect(await status({ 'if-modified-since': headers.get('last-modified') ?? '' })).toBe(304);
  });

  it('counts page requests from a reset on, robots.txt and the sitemap not among them', async () => {
    await site.order('reset');
    for (const path of ['/robots.txt', '/sitemap.xml', pagePath(0), '/docs/', '/docs/page-5.html'])
      await (await fetch(`${site.origin}${path}`)).text();
    expect(await site.order('stats')).toMatchObject({ requests: 2, notModified: 0 });
  });

  it('sends no validators when told so, and the same bytes each time', async () => {
    await site.order('validators-off');
    const [first, second] = [
      await fetch(`${site.origin}${pagePath(1)}`),
      await fetch(`${site.origin}${pagePath(1)}`, { headers: { 'if-none-match': '"1-1"' } }),
    ];
    await site.order('validators-on');
    expect(first.headers.get('etag')).toBeNull();
    expect(second.status).toBe(200);
    expect(await second.text()).toBe(await first.text());
  });

  it('lists every page in its sitemap, and its links stay within it', async () => {
    const sitemap = await (await fetch(`${site.origin}/sitemap.xml`)).text();
    expect(sitemap.match(/<loc>/g)).toHaveLength(5);
    const page = await (await fetch(`${site.origin}${pagePath(4)}`)).text();
    for (const [, number] of page.matchAll(/page-(\d+)\.html"/g)) expect(Number(number)).toBeLessThan(5);
  });
});
