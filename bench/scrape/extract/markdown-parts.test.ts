import { describe, expect, it } from 'vitest';
import { codeBlocks, tableRows } from './markdown-parts.ts';

describe('code blocks of Markdown', () => {
  it('keep every line, with longer fences around fences', () => {
    expect(codeBlocks('````md\n```js\na\n```\n````\n\n~~~\n  b\n\nc  \n~~~')).toEqual(['```js\na\n```', '  b\n\nc']);
  });

  it('lose the indent of a fence within a list', () => {
    expect(codeBlocks('1. Do\n\n   ```sh\n   a\n     b\n   ```\n2. Next')).toEqual(['a\n  b']);
  });

  it('end with the text when a fence is never closed', () => {
    expect(codeBlocks('```\na')).toEqual(['a']);
  });
});

describe('table rows of Markdown', () => {
  it('are cells without the ruler, and pipes within cells stay', () => {
    expect(tableRows('| A | B |\n| --- | :-: |\n| `x\\|y` |  |')).toEqual([
      ['A', 'B'],
      ['`x|y`', ''],
    ]);
  });

  it('are not looked for in code', () => {
    expect(tableRows('```\n| a | b |\n```')).toEqual([]);
  });
});
