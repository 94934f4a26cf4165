import { describe, expect, test } from 'vitest';
import { robotsDirectives } from './robots-directives.ts';

const header = (...lines: string[]) => robotsDirectives({ header: lines });
const metas = (...pairs: [string, string][]) => robotsDirectives({ metas: pairs.map(([name, content]) => ({ name, content })) });
const NOTHING = { isNoindex: false, isNofollow: false };
const NOINDEX = { isNoindex: true, isNofollow: false };
const NOFOLLOW = { isNoindex: false, isNofollow: true };
const BOTH = { isNoindex: true, isNofollow: true };

describe('X-Robots-Tag', () => {
  test.each<[string, string[], object]>([
    ['nothing said', [], NOTHING],
    ['to all', ['noindex'], NOINDEX],
    ['in any case', [' NoIndex ,NOFOLLOW'], BOTH],
    ['none is both', ['none'], BOTH],
    ['all and others forbid nothing', ['all, index, noarchive, max-snippet:20'], NOTHING],
    ['to us', ['Threadwell: noindex'], NOINDEX],
    ['to another robot', ['elsebot: noindex, nofollow'], NOTHING],
    ['to another robot and then to us', ['elsebot: noindex, threadwell: nofollow'], NOFOLLOW],
    ['to us and then to another', ['threadwell: nofollow, elsebot: noindex'], NOFOLLOW],
    ['a name holds for its line alone', ['elsebot: nofollow', 'noindex'], NOINDEX],
    ['a star is everybody', ['*: noindex'], NOINDEX],
    ['a value is no name', ['max-image-preview: large, noindex'], NOINDEX],
    ['nor is a date with its times', ['unavailable_after: 25 Jun 2031 15:00:00 GMT, nofollow'], NOFOLLOW],
    ['words that contain others', ['noindexed, nonefollow'], NOTHING],
    ['a name that begins with ours', ['threadwell-images: noindex'], NOTHING],
    ['nothing between commas', [',,,:,'], NOTHING],
  ])('%s', (_, lines, expected) => expect(header(...lines)).toEqual(expected));

  test('one string is one line', () => expect(robotsDirectives({ header: 'noindex' })).toEqual(NOINDEX));
});

describe('meta elements', () => {
  test.each<[string, [string, string][], object]>([
    ['to all', [['ROBOTS', 'NOINDEX']], NOINDEX],
    ['to us', [['threadwell', 'nofollow']], NOFOLLOW],
    ['to another robot', [['elsebot', 'noindex']], NOTHING],
    ['several count together', [['robots', 'index, follow'], ['robots', 'noindex'], ['threadwell', 'nofollow']], BOTH],
    ['without commas', [['robots', 'noindex nofollow']], BOTH],
    ['other elements', [['description', 'noindex']], NOTHING],
    ['a property of the word', [['robots', 'max-snippet:-1']], NOTHING],
  ])('%s', (_, pairs, expected) => expect(metas(...pairs)).toEqual(expected)); // biome-ignore format: a table reads as a table

  test('and header count together', () => {
    expect(robotsDirectives({ metas: [{ name: 'robots', content: 'noindex' }], header: 'nofollow' })).toEqual(BOTH);
  });
});
