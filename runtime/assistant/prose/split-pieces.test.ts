import { describe, expect, test } from 'vitest';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import { type Piece, pieceSplitter } from './split-pieces.ts';

const TEXT = `Set \`a.b\` to 5 s, e.g. Java 17. It is off. [1] Next one[2].

To do this:

1. Open the file. Then wait.
2. Save it. [1]

   with a note

\`\`\`yaml
a:

- b
\`\`\`
| A | B |
|---|---|
| 1 | 2 |

## A heading

Last words`;

const WHOLE: Piece[] = [
  { kind: 'sentence', text: 'Set `a.b` to 5 s, e.g. Java 17.', opens: true },
  { kind: 'sentence', text: 'It is off. [1]', opens: false },
  { kind: 'sentence', text: 'Next one[2].', opens: false },
  { kind: 'sentence', text: 'To do this:', opens: true },
  { kind: 'list', text: '1. Open the file. Then wait.\n2. Save it. [1]\n\n   with a note', opens: true },
  { kind: 'code', text: '```yaml\na:\n\n- b\n```', opens: true },
  { kind: 'table', text: '| A | B |\n|---|---|\n| 1 | 2 |', opens: true },
  { kind: 'label', text: 'A heading', opens: true },
  { kind: 'sentence', text: 'Last words', opens: true },
];

function cut(text: string, size: number): Piece[] {
  const splitter = pieceSplitter();
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(...splitter.push(text.slice(at, at + size)));
  return [...pieces, ...splitter.end()];
}

test.each([1, 2, 3, 7, 20, 10_000])('cuts the same pieces from parts of %i characters', (size) => {
  expect(cut(TEXT, size)).toEqual(WHOLE);
});

describe('a piece', () => {
  test('comes as soon as the next one begins, with the mark behind it', () => {
    const splitter = pieceSplitter();
    expect(splitter.push('It is off. ')).toEqual([]);
    expect(splitter.push('[1')).toEqual([]);
    expect(splitter.push('] T')).toEqual([{ kind: 'sentence', text: 'It is off. [1]', opens: true }]);
  });

  test('of code counts only when its fence closes', () => {
    expect(cut('Do this:\n\n```sh\nrm -r build', 5)).toEqual([{ kind: 'sentence', text: 'Do this:', opens: true }]);
  });

  test('has no invisible characters', () => {
    expect(cut('It is o\u200Bff\u202E.', 3)).toEqual([{ kind: 'sentence', text: 'It is off.', opens: true }]);
  });

  test('does not end inside inline code or behind a bold lead', () => {
    expect(cut('**Cause.** The call `a. B` fails. Try again.', 4).map(({ text }) => text)).toEqual([
      '**Cause.** The call `a. B` fails.',
      'Try again.',
    ]);
  });
});

test('stays fast on hostile text', async () => {
  for (const text of ['[1] '.repeat(20_000), '`'.repeat(50_000), '- '.repeat(30_000), '| '.repeat(30_000), '. A'.repeat(20_000)]) {
    expect(await threadMs(() => cut(text, 1_000))).toBeLessThan(5_000);
  }
});
