import { expect, test } from 'vitest';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import { answerBlocks, inlineOf } from './answer-blocks.ts';
import { cutAtTerms } from './cut-at-terms.ts';

test('takes an answer apart into paragraphs, lists, code and tables', () => {
  const answer =
    'Two lines\nof text.\n- one\n  goes on\n- two\n```sh\n- no item\n```\nAfter.\n| a | b |\n|---|---|\n| 1 \\| 2 | |\n## Then\n3. three';
  expect(answerBlocks(answer)).toEqual([
    { kind: 'text', text: 'Two lines\nof text.' },
    { kind: 'list', isNumbered: false, items: ['one\ngoes on', 'two'] },
    { kind: 'code', text: '- no item' },
    { kind: 'text', text: 'After.' },
    {
      kind: 'table',
      rows: [
        ['a', 'b'],
        ['1 | 2', ''],
      ],
    },
    { kind: 'text', text: 'Then' },
    { kind: 'list', isNumbered: true, items: ['three'] },
  ]);
});

test('shows code that was cut off before its end', () => {
  expect(answerBlocks('```\nproxy:\n  host')).toEqual([{ kind: 'code', text: 'proxy:\n  host' }]);
});

test('finds code, bold and marks in a line, and leaves what is not closed', () => {
  expect(inlineOf('Set `a[1]` **now** [12], not ** this ` or [x].')).toEqual([
    { kind: 'text', text: 'Set ' },
    { kind: 'code', text: 'a[1]' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: 'now' },
    { kind: 'text', text: ' ' },
    { kind: 'mark', text: '12' },
    { kind: 'text', text: ', not ** this ` or [x].' },
  ]);
});

/** Every text of up to so many of these signs. */
function* texts(signs: string, most: number): Generator<string> {
  yield '';
  if (most > 0) for (const text of texts(signs, most - 1)) for (const sign of signs) yield sign + text;
}

test('loses no word of any text, and takes no time for a hostile one', async () => {
  const letters = (text: string) => text.replace(/[^a-z1]/g, '');
  for (const text of texts('a1 \n`*[]|-', 4)) {
    const blocks = answerBlocks(text).map((block) =>
      block.kind === 'list' ? block.items.join('') : block.kind === 'table' ? block.rows.flat().join('') : block.text,
    );
    // What stands behind the opening of code is the name of its language.
    if (!/^ {0,3}```/m.test(text)) expect(letters(blocks.join('')), text).toBe(letters(text));
    expect(
      letters(
        inlineOf(text)
          .map((piece) => piece.text)
          .join(''),
      ),
      text,
    ).toBe(letters(text));
  }
  for (const hostile of ['```\n'.repeat(20_000), '**'.repeat(50_000), '`a'.repeat(50_000), '| '.repeat(50_000), '- \n'.repeat(30_000)]) {
    const took = await threadMs(() => {
      for (const block of answerBlocks(hostile)) if ('text' in block) inlineOf(block.text);
    });
    expect(took).toBeLessThan(500);
  }
});

test('cuts a text at the words of a search, whatever signs they have', () => {
  expect(cutAtTerms('Set Proxy.Host, not proxyXhost (a+b)', 'proxy.host (a+b)')).toEqual([
    { text: 'Set ', isTerm: false },
    { text: 'Proxy.Host', isTerm: true },
    { text: ', not proxyXhost ', isTerm: false },
    { text: '(a+b)', isTerm: true },
  ]);
  expect(cutAtTerms('as it is', ' ')).toEqual([{ text: 'as it is', isTerm: false }]);
  for (const q of ['.* [', '\\', '^$', 'a|b {2}', '/ -'])
    expect(
      cutAtTerms(`a ${q} b`, q)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(`a ${q} b`);
});
