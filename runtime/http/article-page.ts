import { html } from 'hono/html';
import { draftToSection } from '#core/domain/curated-article.ts';
import { draftSlug } from '#core/domain/draft.ts';
import type { Platform } from '#core/ports/platform.ts';
import { markdownToHtml } from './markdown-html.ts';
import { pageResponse } from './page.ts';

/** The page that a citation of a curated article opens: what the knowledge base has of it, for people. */
export async function articlePage(
  slug: string,
  ports: Pick<Platform, 'drafts'>,
  options: { readonly articlesBaseUrl: string; readonly brand: { readonly name: string } },
): Promise<Response> {
  const heading = `${options.brand.name} support`;
  const draft = (await ports.drafts.list('approved')).find((one) => draftSlug(one) === slug);
  if (!draft) {
    const main = html`<h1>No such article</h1><p>It may have been withdrawn, or its address was cut. <a href="/">Start page</a></p>`;
    return pageResponse({ title: 'No such article', heading, main }, 404);
  }
  const decided = draft.audit.findLast(({ what }) => what === 'approved');
  const main = [
    html`<h1>${draft.title}</h1>`,
    ...markdownToHtml(draftToSection(draft, options.articlesBaseUrl).text),
    html`<p class="dim">Written from answers of our support team${decided ? html`, reviewed <time datetime="${decided.at}">${decided.at.slice(0, 10)}</time>` : ''}.</p>`,
  ];
  return pageResponse({ title: `${draft.title} · ${heading}`, heading, main });
}
