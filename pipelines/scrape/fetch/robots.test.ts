import { describe, expect, test } from 'vitest';
import { MAX_ROBOTS_BYTES, mayFetch, parseRobots, robotsText } from './robots.ts';

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

    ['a group for others only leaves us free', 'User-agent: elsebot\nDisallow: /', '/a', true],
    ['our group with no rules frees us from the star', 'User-agent: *\nDisallow: /\nUser-agent: threadwell\nDisallow:', '/a', true],
    ['whichever comes first', 'User-agent: threadwell\nAllow: /\nUser-agent: *\nDisallow: /', '/a', true],
    ['the star group is used where none names us', 'User-agent: elsebot\nAllow: /\nUser-agent: *\nDisallow: /a', '/a', false],
    [
      'star groups count together',
      'User-agent: *\nDisallow: /a\nUser-agent: elsebot\nDisallow: /\nUser-agent: *\nDisallow: /b',
      '/b',
      false,
    ],
    ['a name in a list with the star', 'User-agent: *\nUser-agent: elsebot\nDisallow: /a', '/a', false],
    ['a rule ends the list of names', 'User-agent: threadwell\nDisallow: /a\nUser-agent: elsebot\nDisallow: /b', '/b', true],
    ['so does an empty rule', 'User-agent: threadwell\nDisallow:\nUser-agent: elsebot\nDisallow: /', '/a', true],
    ['an empty line does not', 'User-agent: threadwell\n\n\nUser-agent: elsebot\nDisallow: /a', '/a', false],
    [
      'a sitemap between names does not',
      'User-agent: threadwell\nSitemap: https://a.example/s\nUser-agent: elsebot\nDisallow: /a',
      '/a',
      false,
    ],
    ['a crawl-delay between names does not', 'User-agent: threadwell\nCrawl-delay: 3\nUser-agent: elsebot\nDisallow: /a', '/a', false],
    [
      'an unknown line between names does not',
      'User-agent: threadwell\nVisit-time: 0600-0845\nUser-agent: elsebot\nDisallow: /a',
      '/a',
      false,
    ],
    [
      'a sitemap inside a group does not end it',
      'User-agent: threadwell\nDisallow: /x\nSitemap: https://a.example/s\nDisallow: /a',
      '/a',
      false,
    ],
    ['an empty line inside a group does not end it', 'User-agent: threadwell\nDisallow: /x\n\nDisallow: /a', '/a', false],
    ['what follows the first word of a name does not count', 'User-agent: threadwell reader of docs\nDisallow: /a', '/a', false],
    ['a name before ours is another robot', 'User-agent: my threadwell\nDisallow: /a', '/a', true],
    ['digits end a name', 'User-agent: threadwell2\nDisallow: /a', '/a', false],
    ['a part of our name is another robot', 'User-agent: thread\nDisallow: /', '/a', true],
    ['a star with more behind it is still everybody', 'User-agent: * all of you\nDisallow: /a', '/a', false],
    ['a star inside a name is not', 'User-agent: *bot\nDisallow: /', '/a', true],
    ['an empty name is nobody', 'User-agent:\nDisallow: /', '/a', true],

    ['fields in any case', 'USER-AGENT: *\nDISALLOW: /a', '/a', false],
    ['spaces and tabs around everything', ' \tUser-agent \t: \t* \t\n\tDisallow\t:\t/a\t', '/a', false],
    ['no space at all', 'User-agent:*\nDisallow:/a', '/a', false],
    ['a forgotten colon', 'User-agent *\nDisallow /a', '/a', false],
    ['but not in a sentence', 'User-agent: *\nDisallow all of /a', '/all', true],
    ['useragent', 'Useragent: *\nDisallow: /a', '/a', false],
    ['user agent', 'User Agent: *\nDisallow: /a', '/a', false],
    ['disalow', 'User-agent: *\nDisalow: /a', '/a', false],
    ['dissallow', 'User-agent: *\nDissallow: /a', '/a', false],
    ['dissalow', 'User-agent: *\nDissalow: /a', '/a', false],
    ['diasllow', 'User-agent: *\nDiasllow: /a', '/a', false],
    ['disallaw', 'User-agent: *\nDisallaw: /a', '/a', false],
    ['other words are no rule', 'User-agent: *\nForbid: /a\nNoindex: /a', '/a', true],
    ['only the first colon counts', 'User-agent: *\nDisallow: /a:b', '/a:b', false],
    ['a hash begins a comment anywhere', 'User-agent: *\nDisallow: /a#b', '/ac', false],
    ['carriage returns end lines', 'User-agent: *\rDisallow: /a\r', '/a', false],
    ['as do both', 'User-agent: *\r\nDisallow: /a\r\n', '/a', false],
    ['in one file', 'User-agent: *\rDisallow: /x\r\nDisallow: /y\nDisallow: /a', '/a', false],
    ['a byte order mark in front', '\uFEFFUser-agent: *\nDisallow: /a', '/a', false],
    ['half a byte order mark in front', '\uFFFDUser-agent: *\nDisallow: /a', '/a', false],
    ['other bytes in front spoil the line', '\uFFFD\u0011User-agent: *\nDisallow: /a', '/a', true],
    ['NUL bytes are no reason to stop', 'User-agent: *\nX\0Y: 1\nDisallow: /a', '/a', false],

    ['a path is the beginning of an address', 'User-agent: *\nDisallow: /fish', '/fisherman/x.html?a', false],
    ['a last slash counts', 'User-agent: *\nDisallow: /fish/', '/fish', true],
    ['a path without its slash matches nothing', 'User-agent: *\nDisallow: fish', '/fish', true],
    ['a whole address is no path', 'User-agent: *\nDisallow: https://docs.example.com/a', '/a', true],
    ['a longer Disallow beats a shorter Allow', 'User-agent: *\nAllow: /p\nDisallow: /page', '/page', false],
    ['a longer Allow beats the closed site', 'User-agent: *\nDisallow: /\nAllow: /page', '/pages', true],
    ['stars count in the length', 'User-agent: *\nAllow: /page\nDisallow: /*.html', '/page.html', false],
    ['and the exact rule may be longer', 'User-agent: *\nAllow: /x/page.\nDisallow: /*.html', '/x/page.html', true],
    ['a dollar makes a rule longer', 'User-agent: *\nAllow: /$\nDisallow: /', '/', true],
    ['and holds only for the end', 'User-agent: *\nAllow: /$\nDisallow: /', '/page', false],
    ['equal length, allow first', 'User-agent: *\nAllow: /a\nDisallow: /a', '/ab', true],
    ['a star at the end changes nothing', 'User-agent: *\nDisallow: /a*', '/abc', false],
    ['a star may be nothing', 'User-agent: *\nDisallow: /a*b', '/ab', false],
    ['a star alone is everything', 'User-agent: *\nDisallow: *', '/a', false],
    ['a star first', 'User-agent: *\nDisallow: *.php', '/x/y.php?z', false],
    ['stars side by side', 'User-agent: *\nDisallow: /a**b', '/axb', false],
    ['pieces in their order', 'User-agent: *\nDisallow: /*b*a', '/xayb', true],
    ['pieces do not overlap', 'User-agent: *\nDisallow: /*aba*aba$', '/xababa', true],
    ['the end after a star is the very end', 'User-agent: *\nDisallow: /*.php$', '/a.php/b.php', false],
    ['a star before the end', 'User-agent: *\nDisallow: /a*$', '/abc', false],
    ['a query after the end', 'User-agent: *\nDisallow: /*.php$', '/a.php?x', true],
    ['a dollar within is only itself', 'User-agent: *\nDisallow: /a$b', '/a$b', false],
    ['an encoded dollar at the end too', 'User-agent: *\nDisallow: /a%24', '/a$', false],
    ['and is no end', 'User-agent: *\nDisallow: /a%24', '/a', true],
    ['an encoded star is only itself', 'User-agent: *\nDisallow: /a%2A', '/a*', false],
    ['and nothing else', 'User-agent: *\nDisallow: /a%2A', '/abc', true],

    ['letters are decoded in the address too', 'User-agent: *\nDisallow: /baz', '/%62%61%7A', false],
    ['hexadecimal digits in any case', 'User-agent: *\nDisallow: /%e3%83%84', '/%E3%83%84', false],
    ['characters beyond ASCII against their octets', 'User-agent: *\nDisallow: /ツ', '/%e3%83%84', false],
    ['and as themselves', 'User-agent: *\nDisallow: /%E3%83%84', '/ツ', false],
    ['an encoded slash in a path is no slash', 'User-agent: *\nDisallow: /a%2Fb', '/a/b', true],
    ['but itself', 'User-agent: *\nDisallow: /a%2fb', '/a%2Fb', false],
    ['in a query it is one', 'User-agent: *\nDisallow: /a?u=https://b.example', '/a?u=https%3A%2F%2Fb.example', false],
    ['a percent sign alone is itself', 'User-agent: *\nDisallow: /100%', '/100%', false],
    ['half a character does no harm', 'User-agent: *\nDisallow: /\uD800a\nDisallow: /b', '/b', false],
    ['an index file that is allowed does not open its folder', 'User-agent: *\nDisallow: /\nAllow: /x/index.html', '/x/', false],
    ['parameters are compared as they stand', 'User-agent: *\nDisallow: /a?x=1&y=2', '/a?y=2&x=1', true],
    ['a fragment does not count', 'User-agent: *\nDisallow: /a$', '/a#b', false],
    [
      'a rule in a line that is too long still closes',
      `User-agent: *\nDisallow: /a*${'x*'.repeat(9_000)}y`,
      `/a${'x'.repeat(9_000)}`,
      false,
    ],
    ['and does not open', `User-agent: *\nDisallow: /\nAllow: /a*${'x*'.repeat(9_000)}y`, `/a${'x'.repeat(9_000)}`, false],
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

  test.each<[string, number]>([
    ['10', 10],
    ['0.5', 0.5],
    ['1,5', 1.5],
    ['5s', 5],
    ['1e999', Number.POSITIVE_INFINITY],
    ['-3', 0],
    ['soon', 0],
    ['', 0],
    ['NaN', 0],
  ])('a crawl-delay of "%s" is %s seconds', (written, expected) => {
    expect(parseRobots(`User-agent: *\nCrawl-delay: ${written}`).crawlDelaySeconds).toBe(expected);
  });

  test('takes the crawl-delay of the group that holds for us', () => {
    const text = 'User-agent: *\nCrawl-delay: 9\nUser-agent: threadwell\nUser-agent: elsebot\nCrawl-delay: 2\nDisallow: /x';
    expect(parseRobots(text)).toMatchObject({ crawlDelaySeconds: 2 });
    expect(parseRobots('Crawl-delay: 9\nUser-agent: *\nDisallow: /x')).toMatchObject({ crawlDelaySeconds: 0 });
  });

  test('knows sitemaps under both spellings, wherever they stand', () => {
    expect(parseRobots('site-map: https://a.example/1\nUser-agent: elsebot\nSITEMAP: https://a.example/2').sitemaps).toEqual([
      'https://a.example/1',
      'https://a.example/2',
    ]);
  });

  test('reads 500 KiB, and leaves out the line that the limit cuts', () => {
    const head = 'User-agent: *\nDisallow: /a\n#';
    const padded = (tail: string) => `${head.padEnd(MAX_ROBOTS_BYTES - 12, '-')}\n${tail}`;
    const read = (tail: string) => parseRobots(robotsText(Buffer.from(padded(tail))));
    // The eleven bytes that are left hold `Disallow: /` and the rest of the rule is beyond them.
    expect(mayFetch(read('Disallow: /private/'), 'https://docs.example.com/b')).toBe(true);
    expect(mayFetch(read('Disallow: /private/'), 'https://docs.example.com/a')).toBe(false);
    expect(mayFetch(read('Disallow:/b'), 'https://docs.example.com/b')).toBe(false);
  });

  test('takes no web page for robots.txt', () => {
    const page = '<!doctype html>\n<pre>\nUser-agent: *\nDisallow: /\n</pre>';
    expect(mayFetch(parseRobots(robotsText(Buffer.from(page))), 'https://docs.example.com/a')).toBe(true);
  });

  test('hostile rules cost no time', () => {
    const rules = `User-agent: *\n${`Disallow: /${'*a'.repeat(5_000)}b\n`.repeat(50)}`;
    expect(allows(rules, `/${'a'.repeat(600)}`)).toBe(true);
  });
});
