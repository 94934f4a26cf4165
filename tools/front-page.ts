import { html } from 'hono/html';
import type { Config } from '#core/config.ts';
import { page as ownPage } from '../runtime/http/page.ts';

type Addresses = { readonly style: string; readonly widget: string };

/**
 * The page at `/` of a deployed site: a place to try the chat, and the way to the desk. Its style is a file of its own, since CloudFront's policy
 * for content allows none in a page.
 */
export async function frontPage(brand: Config['brand']): Promise<{ readonly page: (at: Addresses) => string; readonly style: string }> {
  const suggestions = brand.suggestions.map((text) => html`<li>${text}</li>`);
  const whole = String(
    await ownPage({
      title: `${brand.name} support`,
      heading: 'Threadwell',
      main: html`
      <h1>Ask ${brand.name}</h1>
      <p>The chat at the bottom right answers from the docs and from approved articles, and says where it read it.</p>
      ${suggestions.length ? html`<p>Questions to try:</p><ul>${suggestions}</ul>` : ''}
      <p><a href="/curate">Review drafts</a></p>`,
    }),
  );
  const [style, css] = /<style>([^<]*)<\/style>/.exec(whole) ?? [];
  if (style === undefined || css === undefined)
    throw new Error('the page has no style of its own any more; front-page.ts makes a file of it');
  const page = (at: Addresses) =>
    whole
      .replace(style, () => `<link rel="stylesheet" href="${at.style}">`)
      .replace('</body>', () => `<script type="module" src="${at.widget}" data-endpoint="/"></script>\n</body>`);
  return { page, style: css };
}
