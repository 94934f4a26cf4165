import { describe, expect, it } from 'vitest';
import { htmlForms, markdownOutput, withTitle } from './outputs.ts';
import { score, scoreWords } from './score.ts';

const EXPECTED = '# Pump\n\nRun it, run it.\n\n```sh\na\n  b\n```\n\n| Key | Value |\n| --- | --- |\n| `x` | 1 |';

describe('word score', () => {
  it('counts a word as often as both texts have it', () => {
    expect(scoreWords(['run', 'run', 'run', 'stop'], ['run', 'run', 'it'])).toMatchObject({ precision: 0.5, recall: 2 / 3 });
  });

  it('is zero for an empty result, not undefined', () => {
    expect(scoreWords([], ['run'])).toEqual({ precision: 0, recall: 0, f1: 0 });
  });
});

describe('score of a page', () => {
  it('is full for the expected text itself', () => {
    expect(score([markdownOutput(EXPECTED)], EXPECTED, new Set())).toEqual({
      precision: 1,
      recall: 1,
      f1: 1,
      code: { kept: 1, of: 1 },
      rows: { kept: 2, of: 2 },
      leaked: 0,
    });
  });

  it('loses a code block by one changed line and a row by one moved cell', () => {
    const changed = EXPECTED.replace('  b', ' b').replace('| `x` | 1 |', '| 1 | `x` |');
    expect(score([markdownOutput(changed)], EXPECTED, new Set())).toMatchObject({
      f1: 1,
      code: { kept: 0, of: 1 },
      rows: { kept: 1, of: 2 },
    });
  });

  it('takes of each extractor the form that does best', () => {
    const html = '<p>Run it, run it.</p><pre>a<br>  b</pre><table><tr><th>Key</th><th>Value</th></tr><tr><td>x</td><td>1</td></tr></table>';
    expect(score(withTitle('Pump', htmlForms(html)), EXPECTED, new Set())).toMatchObject({
      f1: 1,
      code: { kept: 1, of: 1 },
      rows: { kept: 2, of: 2 },
    });
  });

  it('counts hidden words that came through', () => {
    expect(score([markdownOutput(`${EXPECTED}\n\nquorlish quorlish`)], EXPECTED, new Set(['quorlish'])).leaked).toBe(2);
  });

  it('is zero for an extractor that gave nothing', () => {
    expect(score([], EXPECTED, new Set())).toMatchObject({ f1: 0, code: { kept: 0, of: 1 }, leaked: 0 });
  });
});
