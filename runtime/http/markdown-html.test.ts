import { html } from 'hono/html';
import { expect, test } from 'vitest';
import { markdownToHtml } from './markdown-html.ts';

const render = async (markdown: string) => String(await html`${markdownToHtml(markdown)}`).replace(/\n/g, '');

test.each([
  ['# Title\n\nOne\ntwo.', '<h1>Title</h1><p>One two.</p>'],
  ['- a\n- b `c`\n\n1. x\n2. y', '<ul><li>a</li><li>b <code>c</code></li></ul><ol><li>x</li><li>y</li></ol>'],
  ['1. x\n\n```\ncode\n```\n\n2. y', '<ol><li>x</li></ol><pre tabindex="0"><code>code</code></pre><ol start="2"><li>y</li></ol>'],
  ['```xml\n<a b="c"/>\n```\nAfter.', '<pre tabindex="0"><code>&lt;a b=&quot;c&quot;/&gt;</code></pre><p>After.</p>'],
  ['```\nnever closed', '<pre tabindex="0"><code>never closed</code></pre>'],
  ['> quoted\n> twice', '<blockquote>quoted twice</blockquote>'],
  ['**bold** and *soft* and 2*3*4', '<p><strong>bold</strong> and <em>soft</em> and 2<em>3</em>4</p>'],
  ['[docs](https://docs.example/a?b=1&c=2)', '<p><a href="https://docs.example/a?b=1&amp;c=2" rel="noopener nofollow">docs</a></p>'],
])('renders %j', async (markdown, expected) => expect(await render(markdown)).toBe(expected));

test('renders a table', async () => {
  expect(await render('| a | b |\n| --- | --- |\n| 1 | `x` |')).toBe(
    '<div class="scroll"><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td><code>x</code></td></tr></tbody></table></div>',
  );
});

test.each([
  '<script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '[x](https://a.example/"onmouseover="alert(1))',
  '`<img src=x onerror=alert(1)>`',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '| <img src=x> | b |\n| --- | --- |\n| "><svg onload=alert(1)> | x |',
  '![x](https://evil.example/a.png)',
])('lets nothing of %j become markup', async (markdown) => {
  const rendered = await render(markdown);
  expect(rendered).not.toMatch(/<(script|img|svg)/i);
  expect(rendered).not.toMatch(/<[a-z]+[^>]*\son\w+=/i);
  expect(rendered).not.toMatch(/href="(?!https?:)/i);
});

test('takes hostile input in linear time', async () => {
  const hostile = ['['.repeat(60_000), '`'.repeat(60_000), '*'.repeat(60_001), '**a'.repeat(20_000), '[a]('.repeat(15_000)];
  for (const markdown of hostile) expect((await render(markdown)).length).toBeGreaterThan(0);
});
