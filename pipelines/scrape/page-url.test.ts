import { expect, test } from 'vitest';
import { siteScope } from './crawl/scope.ts';
import { normaliseUrl, urlKey } from './page-url.ts';
import { SITE_DEFAULTS } from './site.ts';

test.each([
  ['../b?utm_source=x&a=1&gclid=2#frag', 'https://d.example/b?a=1'],
  ['HTTPS://D.Example:443/x', 'https://d.example/x'],
  ['/x?', 'https://d.example/x'],
  ['//user:pw@d.example//x', 'https://d.example/x'],
  ['/x;jsessionid=ABC', 'https://d.example/x'],
  ['mailto:a@b.example', null],
  ['javascript:void(0)', null],
  ['/logo.PNG', null],
  ['/manual.pdf', 'https://d.example/manual.pdf'],
  ['/a/b/a/b/a/b/a', null],
  [`/${'x'.repeat(700)}`, null],
  ['/x?utm_id=1&gad_source=1&srsltid=z&mtm_kwd=k&_ga=2.1', 'https://d.example/x'],
  ['/x?PHPSESSID=1&session_id=2&q=a%20b+c', 'https://d.example/x?q=a%20b+c'],
  ['/x?b=2&a=1&b=2', 'https://d.example/x?b=2&a=1&b=2'],
  ['/x?&&a=1&', 'https://d.example/x?a=1'],
  ['/(S(lit3py55t21z5v55vlm25s55))/x', 'https://d.example/x'],
  ['/x;jsessionid=1/y;JSESSIONID=2', 'https://d.example/x/y'],
  ['/%7euser/%e4%b8%80/%41', 'https://d.example/~user/%E4%B8%80/A'],
  ['/x?q=%7e%3d', 'https://d.example/x?q=~%3D'],
  ['./c/../../d/./e', 'https://d.example/d/e'],
  ['/a/%2e%2e/b', 'https://d.example/b'],
  ['http://d.example:80/x', 'http://d.example/x'],
  ['http://d.example:8080/x', 'http://d.example:8080/x'],
  ['https://d.example./x', 'https://d.example/x'],
  ['https://BÜCHER.example/x', 'https://xn--bcher-kva.example/x'],
  ['/x#a#b', 'https://d.example/x'],
  ['#top', 'https://d.example/a/'],
  ['', 'https://d.example/a/'],
  ['  /x\n', 'https://d.example/x'],
  ['\\x\\y', 'https://d.example/x/y'],
  ['/integrations/next.js', 'https://d.example/integrations/next.js'],
  ['/x?view=a.png', 'https://d.example/x?view=a.png'],
  ['https://', null],
  ['http://[::1', null],
  ['data:text/html,x', null],
  ['blob:https://d.example/1', null],
  ['tel:+491234', null],
  ['ftp://d.example/x', null],
  [`/f?${Array.from({ length: 11 }, (_, n) => `f${n}=1`).join('&')}`, null],
  [`/${Array.from({ length: 31 }, (_, n) => n).join('/')}`, null],
  ['/docs/docs/docs/docs/', null],
  [`/?utm_source=${'x'.repeat(3_000)}`, 'https://d.example/'],
  [`/${'/'.repeat(5_000)}`, null],
])('%s is asked for as %s', (href, expected) => {
  expect(normaliseUrl(href, 'https://d.example/a/')).toBe(expected);
});

test('index files and last slashes make no other page', () => {
  const keys = ['https://d.example/a', 'https://d.example/a/', 'https://d.example/a/index.html'].map(urlKey);
  expect(new Set(keys).size).toBe(1);
  expect(urlKey('https://d.example/a?x=1')).not.toBe(keys[0]);
});

test('the order of parameters and repeated ones make no other page, their values do', () => {
  const keys = ['https://d.example/a?x=1&y=2', 'https://d.example/a/?y=2&x=1', 'https://d.example/a?x=1&y=2&x=1'].map(urlKey);
  expect(new Set(keys).size).toBe(1);
  expect(urlKey('https://d.example/a?x=2&y=1')).not.toBe(keys[0]);
});

test('an address that a page makes up of a million slashes costs no time', () => {
  const address = `https://d.example/${'/'.repeat(1_000_000)}x`;
  expect(urlKey(address)).toBe(address);
  expect(normaliseUrl(address)).toBeNull();
  expect(normaliseUrl(`/${'%'.repeat(3_900)}`, 'https://d.example/')).toBeNull();
});

test.each([
  ['https://d.example/g/**', 'https://d.example/g/a/b', true],
  ['https://d.example/g/**', 'https://d.example/g', true],
  ['https://d.example/g/*', 'https://d.example/g/a/b', false],
  ['**/old/**', 'https://d.example/g/old/x', true],
  ['/g/{a,b}.html', 'https://d.example/g/b.html', true],
  ['/g/a.html', 'https://d.example/g/aXhtml', false],
  ['**/*print*', 'https://d.example/g/a?print=1', true],
  ['**/print', 'https://d.example/print', true],
  ['/{a,b/{c,d}}/*', 'https://d.example/b/d/x', true],
  ['/{a,b/{c,d}}/*', 'https://d.example/b/x', false],
  ['/a{,.html}', 'https://d.example/a', true],
  ['/a,b', 'https://d.example/a,b', true],
  ['/(a+)+$', 'https://d.example/aaaa', false],
  ['**/**/**/**/**/**/x', `https://d.example/${'a/'.repeat(280)}`, false],
  ['**a**a**a**a**a**a**b', `https://d.example/${'a'.repeat(580)}`, false],
])('glob %s on %s: %s', (glob, url, expected) => {
  expect(siteScope({ ...SITE_DEFAULTS, start: ['https://other.example/'], include: [glob] }).covers(url)).toBe(expected);
});

test('a brace that does not close is told', () => {
  expect(() => siteScope({ ...SITE_DEFAULTS, start: ['https://d.example/'], exclude: ['/{a'] })).toThrow(
    'opens a brace that it does not close',
  );
});

test('choices that multiply are refused', () => {
  const glob = '/{a,b}'.repeat(20);
  expect(() => siteScope({ ...SITE_DEFAULTS, start: ['https://d.example/'], exclude: [glob] })).toThrow('has over 200 choices');
});
