import { expect, test } from 'vitest';
import { normaliseUrl, urlKey } from './page-url.ts';
import { siteScope } from './scope.ts';
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
])('%s is asked for as %s', (href, expected) => {
  expect(normaliseUrl(href, 'https://d.example/a/')).toBe(expected);
});

test('index files and last slashes make no other page', () => {
  const keys = ['https://d.example/a', 'https://d.example/a/', 'https://d.example/a/index.html'].map(urlKey);
  expect(new Set(keys).size).toBe(1);
  expect(urlKey('https://d.example/a?x=1')).not.toBe(keys[0]);
});

test.each([
  ['https://d.example/g/**', 'https://d.example/g/a/b', true],
  ['https://d.example/g/**', 'https://d.example/g', true],
  ['https://d.example/g/*', 'https://d.example/g/a/b', false],
  ['**/old/**', 'https://d.example/g/old/x', true],
  ['/g/{a,b}.html', 'https://d.example/g/b.html', true],
  ['/g/a.html', 'https://d.example/g/aXhtml', false],
  ['**/*print*', 'https://d.example/g/a?print=1', true],
])('glob %s on %s: %s', (glob, url, expected) => {
  expect(siteScope({ ...SITE_DEFAULTS, start: ['https://other.example/'], include: [glob] }).covers(url)).toBe(expected);
});

test('a brace that does not close is told', () => {
  expect(() => siteScope({ ...SITE_DEFAULTS, start: ['https://d.example/'], exclude: ['/{a'] })).toThrow(
    'opens a brace that it does not close',
  );
});
