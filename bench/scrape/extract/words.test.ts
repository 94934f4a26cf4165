import { describe, expect, it } from 'vitest';
import { markdownWords, words } from './words.ts';

describe('words', () => {
  it('are letters and digits of any script, in small letters', () => {
    expect(words('Größe: 64 KB (server.max_lanes)')).toEqual(['größe', '64', 'kb', 'server', 'max', 'lanes']);
  });

  it('are single characters where a script has no spaces', () => {
    expect(words('堰が up')).toEqual(['堰', 'が', 'up']);
  });
});

describe('words of Markdown', () => {
  it('leave out addresses, languages, list numbers and tags', () => {
    const markdown =
      '1. See [the `run` page](https://a.example/x_(y) "Title") ![A pump](/pump.png)\n\n<b>bold</b> &amp; done\n\n```bash\nrun\n```';
    expect(markdownWords(markdown)).toEqual(['see', 'the', 'run', 'page', 'a', 'pump', 'bold', 'done', 'run']);
  });

  it('keep what looks like a tag within code, or is escaped', () => {
    expect(markdownWords('Use `<name>` or \\<place>\n\n```\n<a href="x">\n2. two\n```')).toEqual([
      'use',
      'name',
      'or',
      'place',
      'a',
      'href',
      'x',
      '2',
      'two',
    ]);
  });

  it('are the same whether a text is Markdown or its rendering', () => {
    expect(markdownWords('## Set **up**\n\n- one\n- two\n\n| A | B |\n| --- | --- |\n| 1 | x\\|y |')).toEqual(
      words('Set up one two A B 1 x y'),
    );
  });
});
