import { describe, expect, test } from 'vitest';
import { mayFetch, parseRobots } from './robots.ts';

const allows = (robots: string, path: string) => mayFetch(parseRobots(robots), `https://docs.example.com${path}`);

describe('robots.txt by RFC 9309', () => {
  test.each<[string, string, string, boolean]>([
    ['nothing said', '', '/a', true],
    ['everything closed', 'User-agent: *\nDisallow: /', '/a', false],
    ['an empty Disallow forbids nothing', 'User-agent: *\nDisallow:', '/a', true],
    ['our group wins over the star', 'User-agent: *\nDisallow: /\n\nUser-agent: Threadwell\nDisallow: /x', '/a', true],
    ['our name counts with a version and in any case', 'User-agent: THREADWELL/2.0\nDisallow: /', '/a', false],
    ['a longer name is another robot', 'User-agent: threadwellbot\nDisallow: /', '/a', true],
    ['groups that name us count together', 'User-agent: threadwell\nDisallow: /a\n\nUser-agent: threadwell\nDisallow: /b', '/b', false],
    ['several names share a group', 'User-agent: one\nUser-agent: threadwell\nDisallow: /a', '/a', false],
    ['the longest rule decides', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['whatever their order', 'User-agent: *\nAllow: /a/b\nDisallow: /a', '/a/x', false],
    ['allow wins a tie', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a star is any characters', 'User-agent: *\nDisallow: /*/private', '/x/y/private', false],
    ['a dollar is the end', 'User-agent: *\nDisallow: /*.php$', '/a.php', false],
    ['and nothing after it', 'User-agent: *\nDisallow: /*.php$', '/a.php5', true],
    ['an anchored rule without a star is the whole path', 'User-agent: *\nDisallow: /a$', '/ab', true],
    ['the query belongs to the path', 'User-agent: *\nDisallow: /*?print=', '/a?print=1', false],
    ['encoded and plain letters are the same', 'User-agent: *\nDisallow: /%61b', '/ab', false],
    ['so are characters beyond ASCII', 'User-agent: *\nDisallow: /ö', '/%C3%B6', false],
    ['paths tell cases apart', 'User-agent: *\nDisallow: /A', '/a', true],
    ['comments and unknown lines mean nothing', '# hi\nUser-agent: * # all\nNoise\nHost: x\nDisallow: /a # not this', '/a', false],
    ['rules before any group mean nothing', 'Disallow: /a', '/a', true],
    ['robots.txt itself may always be read', 'User-agent: *\nDisallow: /', '/robots.txt', true],
  ])('%s', (_, robots, path, expected) => {
    expect(allows(robots, path)).toBe(expected);
  });

  test('gives delay and sitemaps, which belong to no group', () => {
    expect(
      parseRobots('Sitemap: https://a.example/one.xml\nUser-agent: *\nCrawl-delay: 2.5\nsitemap: https://a.example/two.xml'),
    ).toMatchObject({
      crawlDelaySeconds: 2.5,
      sitemaps: ['https://a.example/one.xml', 'https://a.example/two.xml'],
    });
  });
});
