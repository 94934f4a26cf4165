import { html } from 'hono/html';
import { page } from './page.ts';

type FrontPage = {
  readonly brand: { readonly name: string; readonly suggestions: readonly string[] };
  /** Where the style is a file; in the page without it. */
  readonly style?: string;
  /** The other rooms of this server. */
  readonly rooms: readonly { readonly address: string; readonly name: string }[];
};

/** The page at `/` where a site has none of its own: one place to try the chat, and the way to the other rooms. */
export function frontPage({ brand: { name, suggestions }, style, rooms }: FrontPage): Promise<string> {
  return page({
    title: `${name} support`,
    heading: 'Threadwell',
    style,
    main: html`
      <h1>Ask ${name}</h1>
      <p>The chat at the bottom right answers from the docs and from approved articles, and says where it read it.</p>
      ${suggestions.length ? html`<p>Questions to try:</p><ul>${suggestions.map((text) => html`<li>${text}</li>`)}</ul>` : ''}
      <p>Put it on any page of yours with one line:</p>
      <pre><code>&lt;script type="module" src="…/widget.js" data-endpoint="…"&gt;&lt;/script&gt;</code></pre>
      <p>${rooms.map((room, at) => html`${at > 0 ? ' · ' : ''}<a href="${room.address}">${room.name}</a>`)}</p>
      <script type="module" src="/widget.js" data-endpoint="/"></script>`,
  });
}
