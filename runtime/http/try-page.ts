import { html } from 'hono/html';
import { page } from './page.ts';

/** The front page where no static pages are configured: one place to try the chat, and the way to the other rooms. */
export async function tryPage(brand: { name: string; suggestions: readonly string[] }): Promise<string> {
  const suggestions = brand.suggestions.map((text) => html`<li>${text}</li>`);
  return page({
    title: `${brand.name} support`,
    heading: 'Threadwell',
    main: html`
      <h1>Ask ${brand.name}</h1>
      <p>The chat at the bottom right answers from your docs and your approved articles, and says where it read it.</p>
      ${suggestions.length ? html`<p>Questions to try:</p><ul>${suggestions}</ul>` : ''}
      <p>Put it on any page of yours with one line:</p>
      <pre><code>&lt;script type="module" src="…/widget.js" data-endpoint="…"&gt;&lt;/script&gt;</code></pre>
      <p><a href="/curate">Review drafts</a> · <a href="/desk">Tickets</a></p>
      <script type="module" src="/widget.js" data-endpoint="/"></script>`,
  });
}
