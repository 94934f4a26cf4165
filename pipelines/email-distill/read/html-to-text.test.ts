import { expect, test } from 'vitest';
import { htmlToText } from './html-to-text.ts';

test('marks quotes, nested ones twice', () => {
  expect(htmlToText('<p>New</p><blockquote>Old<blockquote>Older</blockquote></blockquote>')).toBe('New\n\n> Old\n>\n> > Older');
});

test('keeps the lines and the indent of code', () => {
  expect(htmlToText('<p>Set:</p><pre>export:\n  retries: 3\n\n  target: x</pre>')).toBe('Set:\n\nexport:\n  retries: 3\n\n  target: x');
});

test.each([
  ['display:none', '<p>a<span style="display: none">b</span></p>'],
  ['a zero font', '<p>a<span style="font-size:0">b</span></p>'],
  ['a font of one point', '<p>a<font style="font-size:1px">b</font></p>'],
  ['white on white', '<p>a<span style="color:#FFFFFF">b</span></p>'],
  ['the old white', '<p>a<font color="#ffffff">b</font></p>'],
  ['no height', '<p>a</p><div style="max-height:0;overflow:hidden">b</div>'],
  ['Outlook hiding', '<p>a<span style="mso-hide:all">b</span></p>'],
  ['a comment', '<p>a<!-- b --></p>'],
  ['a script', '<p>a</p><script>b</script>'],
])('drops text hidden by %s', (_, html) => {
  expect(htmlToText(html)).toBe('a');
});

test('keeps white letters on a dark ground', () => {
  expect(htmlToText('<p style="color:#fff;background:#003366">Error</p>')).toBe('Error');
});

test.each(['<b>', '<div>', '<blockquote>', '<table><tr><td>', '<li>'])('ends on 200 KB of nested %s', (tag) => {
  expect(htmlToText(tag.repeat(Math.floor(200_000 / tag.length))).replace(/[>\s|-]/g, '')).toBe('');
});
