import { describe, expect, test } from 'vitest';
import { parseSitemap } from './sitemap.ts';

const BASE = 'https://d.example/maps/s.xml';
const pagesOf = (text: string) => parseSitemap(text, BASE).pages.map(({ loc }) => loc);
const urlset = (...entries: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.map((entry) => `<url>${entry}</url>`).join('\n')}</urlset>`;

describe('a sitemap', () => {
  test.each<[string, string, string[]]>([
    ['one page', urlset('<loc>https://d.example/a</loc>'), ['https://d.example/a']],
    ['space around it', urlset('\n <loc>\n https://d.example/a \n</loc>\n'), ['https://d.example/a']],
    ['CDATA', urlset('<loc><![CDATA[https://d.example/a?x=1&y=2]]></loc>'), ['https://d.example/a?x=1&y=2']],
    ['space around CDATA', urlset('<loc> <![CDATA[ https://d.example/a ]]> </loc>'), ['https://d.example/a']],
    ['entities', urlset('<loc>https://d.example/a?x=1&amp;y=&#50;&amp;z=&#x33;</loc>'), ['https://d.example/a?x=1&y=2&z=3']],
    ['entities of entities stay', urlset('<loc>https://d.example/a?x=&amp;lt;</loc>'), ['https://d.example/a?x=&lt;']],
    ['a prefix of its own', '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>https://d.example/a</s:loc></s:url></s:urlset>', ['https://d.example/a']],
    ['pictures and films are no pages', urlset('<image:image><image:loc>https://d.example/i</image:loc></image:image><loc>https://d.example/a</loc><video:video><video:player_loc>https://d.example/v</video:player_loc><video:content_loc>https://d.example/w</video:content_loc></video:video>'), ['https://d.example/a']],
    ['nor are they without a prefix', urlset('<image><loc>https://d.example/i</loc></image><loc>https://d.example/a</loc>'), ['https://d.example/a']],
    ['nor are other languages', urlset('<loc>https://d.example/a</loc><xhtml:link rel="alternate" hreflang="de" href="https://d.example/de"/>'), ['https://d.example/a']],
    ['tags in upper case', '<URLSET><URL><LOC>https://d.example/a</LOC></URL></URLSET>', ['https://d.example/a']],
    ['attributes', urlset('<loc x="y">https://d.example/a</loc>'), ['https://d.example/a']],
    ['comments do not count', `${urlset('<!-- <loc>https://d.example/b</loc> --><loc>https://d.example/a</loc>')}<!-- <url><loc>https://d.example/c</loc></url>`, ['https://d.example/a']],
    ['an entry without address', urlset('<lastmod>2026-01-01</lastmod>', '<loc></loc>', '<loc/>', '<loc>https://d.example/a</loc>'), ['https://d.example/a']],
    ['addresses of other kinds', urlset('<loc>javascript:x</loc>', '<loc>ftp://d.example/a</loc>', '<loc>http://[</loc>'), []],
    ['an address without its host', urlset('<loc>/a</loc>', '<loc>b</loc>'), ['https://d.example/a', 'https://d.example/maps/b']],
    ['what a DOCTYPE defines does not exist', `<!DOCTYPE x [<!ENTITY a "https://d.example/">]>${urlset('<loc>&a;x</loc>', '<loc>https://d.example/a</loc>')}`, ['https://d.example/maps/&a;x', 'https://d.example/a']],
    ['cut off in the middle', urlset('<loc>https://d.example/a</loc>', '<loc>https://d.example/b</loc>').slice(0, -30), ['https://d.example/a']],
    ['an address that is cut off', '<urlset><url><loc>https://d.example/a', []],
    ['a list of addresses', '\uFEFFhttps://d.example/a\r\nhttps://d.example/b\n\nnot an address\n', ['https://d.example/a', 'https://d.example/b']],
    ['RSS', '<rss><channel><link>https://d.example/</link><item><title>A</title><link>https://d.example/a</link></item></channel></rss>', ['https://d.example/a']],
    ['Atom', '<feed><link href="https://d.example/"/><entry><link rel="edit" href="https://d.example/edit"/><link href=\'https://d.example/a\'/><content><link href="https://d.example/c"/></content></entry></feed>', ['https://d.example/a']],
    ['a web page', '<!doctype html><html><body><a href="https://d.example/a">a</a></body></html>', []],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => expect(pagesOf(text)).toEqual(expected)); // biome-ignore format: a table reads as a table

  test('says when a page was changed, and no more of it than a date', () => {
    const { pages } = parseSitemap(urlset('<loc>/a</loc><lastmod> 2026-11-01T10:00:00Z </lastmod>', '<loc>/b</loc>', `<loc>/c</loc><lastmod>${'9'.repeat(99)}</lastmod>`), BASE); // biome-ignore format: short
    expect(pages.map(({ lastmod }) => lastmod)).toEqual(['2026-11-01T10:00:00Z', null, '9'.repeat(40)]);
  });

  test('an index names sitemaps and no pages', () => {
    const text = '<sitemapindex><sitemap><loc>https://d.example/1.xml</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>2.xml</loc></sitemap></sitemapindex>';
    expect(parseSitemap(text, BASE)).toEqual({ pages: [], sitemaps: ['https://d.example/1.xml', 'https://d.example/maps/2.xml'] });
  }); // biome-ignore format: short

  test('ends at 50,000 entries, listed or marked up', () => {
    const many = Array.from({ length: 50_100 }, (_, n) => `https://d.example/${n}`);
    expect(pagesOf(many.join('\n'))).toHaveLength(50_000);
    expect(pagesOf(urlset(...many.map((loc) => `<loc>${loc}</loc>`)))).toHaveLength(50_000);
  });

  test.each([
    ['openings', '<'.repeat(2_000_000)],
    ['comments that do not end', '<!--'.repeat(500_000)],
    ['CDATA that does not end', `<url><loc>${'<![CDATA['.repeat(200_000)}`],
    ['entries that do not end', '<url><loc>'.repeat(200_000)],
    ['addresses that do not end', `<url><loc>${' '.repeat(5_000_000)}`],
    ['attributes that do not end', `<entry><link ${'href="a" rel='.repeat(200_000)}`],
  ])('of nothing but %s costs no time', (_, text) => expect(pagesOf(text)).toEqual([]));
});
