import { expect, test } from 'vitest';
import { limitNesting } from './limit-nesting.ts';

test('leaves the HTML of a mail as it is', () => {
  const html = '<div>a<p>b<br>c<ul><li>d<li>e</ul><!-- <b> --><img src="x">f</div>';
  expect(limitNesting(html)).toBe(html);
});

test('takes out the tags beyond a thousand open ones, with their ends', () => {
  const nested = `${'<b>'.repeat(1_500)}deep${'</b>'.repeat(1_500)}`;
  expect(limitNesting(`${nested}<i>after</i>`)).toBe(`${'<b>'.repeat(1_000)}deep${'</b>'.repeat(1_000)}<i>after</i>`);
});

test('does not count paragraphs and cells that are never closed', () => {
  const html = '<p>a<td>b<li>c'.repeat(2_000);
  expect(limitNesting(html)).toBe(html);
});
