import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { isHtmlPage, pageOutcome } from './page-outcome.ts';

const NOW = new Date('2026-11-21T12:00:00Z');
const judged = (status: number, headers: IncomingHttpHeaders = {}) => pageOutcome({ url: 'https://d.example/a/b', status, headers }, NOW);
const html = { 'content-type': 'text/html' };

describe('an answer', () => {
  test.each<[number, IncomingHttpHeaders, object]>([
    [200, html, { kind: 'page' }],
    [200, {}, { kind: 'page' }],
    [200, { 'content-type': 'TEXT/HTML; charset=x' }, { kind: 'page' }],
    [200, { 'content-type': 'application/xhtml+xml' }, { kind: 'page' }],
    [203, html, { kind: 'page' }],
    [200, { 'content-type': 'application/pdf' }, { kind: 'gone', reason: 'no HTML page but application/pdf' }],
    [200, { ...html, 'content-disposition': 'attachment; filename=x.html' }, { kind: 'gone', reason: 'no page but a file to download' }],
    [200, { ...html, 'content-disposition': 'inline' }, { kind: 'page' }],
    [204, {}, { kind: 'gone', reason: 'nothing there to read (HTTP 204)' }],
    [205, html, { kind: 'gone' }],
    [206, html, { kind: 'failed', retry: false }],
    [301, { location: '/x' }, { kind: 'redirect', to: 'https://d.example/x' }],
    [308, { location: 'http://other.example' }, { kind: 'redirect', to: 'http://other.example/' }],
    [302, { location: '' }, { kind: 'failed', retry: false, reason: 'redirects to nowhere (HTTP 302)' }],
    [302, { location: 'http://[' }, { kind: 'gone', reason: 'redirects to something that is no address' }],
    [302, { location: Buffer.from('/größe').toString('latin1') }, { kind: 'redirect', to: 'https://d.example/gr%C3%B6%C3%9Fe' }],
    [304, {}, { kind: 'unchanged' }],
    [401, html, { kind: 'failed', retry: false, reason: 'the server refused it (HTTP 401)' }],
    [404, html, { kind: 'missing', reason: 'not found (HTTP 404)' }],
    [408, {}, { kind: 'failed', retry: true, waitMs: 0 }],
    [410, html, { kind: 'missing' }],
    [429, {}, { kind: 'failed', retry: true, waitMs: 2_000 }],
    [500, { 'content-type': 'application/json' }, { kind: 'failed', retry: true, waitMs: 0 }],
    [503, {}, { kind: 'failed', retry: true, waitMs: 2_000 }],
    [999, html, { kind: 'failed', retry: false }],
  ])('HTTP %s with %j', (status, headers, expected) => expect(judged(status, headers)).toMatchObject(expected));

  test('a body is read of pages alone', () => {
    expect([isHtmlPage(200, html), isHtmlPage(206, html), isHtmlPage(404, html), isHtmlPage(200, { 'content-type': 'image/png' })]).toEqual(
      [true, false, false, false],
    );
  });
});

describe('Retry-After', () => {
  test.each<[string, IncomingHttpHeaders, number]>([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['none', { 'retry-after': '0' }, 0],
    ['a date', { 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, 30_000],
    ['a date that is past', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
    [
      'a date by a clock that is an hour late',
      { 'retry-after': 'Sat, 21 Nov 2026 11:00:30 GMT', date: 'Sat, 21 Nov 2026 11:00:00 GMT' },
      30_000,
    ],
    ['no sense', { 'retry-after': 'soon' }, 2_000],
    ['less than nothing', { 'retry-after': '-5' }, 2_000],
    ['more than a number holds', { 'retry-after': '9'.repeat(400) }, Number.POSITIVE_INFINITY],
  ])('%s', (_, headers, waitMs) => {
    for (const status of [429, 503]) expect(judged(status, headers)).toMatchObject({ retry: true, waitMs });
  });
});
