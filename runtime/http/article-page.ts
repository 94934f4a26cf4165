import { html } from 'hono/html';
import { draftToSection, draftUrl } from '#core/domain/curated-article.ts';
import { type Draft, draftSlug, servedDraft, slugEnd } from '#core/domain/draft.ts';
import type { Platform } from '#core/ports/platform.ts';
import { markdownToHtml } from './markdown-html.ts';
import { type Html, pageResponse } from './page.ts';

type ArticleOptions = { readonly articlesBaseUrl: string; readonly brand: { readonly name: string } };

/** The page that a citation of a curated article opens: what the knowledge base has of it, for people. An address of an earlier title leads on. */
export async function articlePage(slug: string, ports: Pick<Platform, 'drafts'>, options: ArticleOptions): Promise<Response> {
  const heading = `${options.brand.name} support`;
  const drafts = [...(await ports.drafts.list('approved')), ...(await ports.drafts.list('verify_again'))];
  const served = drafts.flatMap((draft) => servedDraft(draft) ?? []);
  const draft = served.find((one) => draftSlug(one) === slug);
  if (draft) {
    const main = [html`<h1>${draft.title}</h1>`, ...markdownToHtml(draftToSection(draft, options.articlesBaseUrl).text)];
    const related = relatedDocs(draft, options.articlesBaseUrl);
    return pageResponse({ title: `${draft.title} · ${heading}`, heading, main: [...main, ...related, reviewed(draft)] });
  }
  const renamed = served.find((one) => slug.endsWith(`-${slugEnd(one)}`));
  if (renamed) return new Response(null, { status: 302, headers: { location: draftUrl(renamed, options.articlesBaseUrl) } });
  const main = html`<h1>No such article</h1><p>It may have been withdrawn, or its address was cut. <a href="/">Start page</a></p>`;
  return pageResponse({ title: 'No such article', heading, main }, 404);
}

/** Docs sections that say something close. Only what a reader can open: our own pages, and others over https. */
function relatedDocs(draft: Draft, articlesBaseUrl: string): Html[] {
  const own = `${new URL(articlesBaseUrl).origin}/`;
  const shown = draft.similar.filter(({ url }) => URL.canParse(url) && (url.startsWith('https://') || url.startsWith(own)));
  if (shown.length === 0) return [];
  return [html`<h2>See also</h2>`, html`<ul>${shown.map(({ url, title }) => html`<li><a href="${url}">${title}</a></li>`)}</ul>`];
}

function reviewed(draft: Draft): Html {
  const decided = draft.audit.findLast(({ what }) => what === 'approved');
  const when = decided ? html`, last reviewed <time datetime="${decided.at}">${DAY.format(new Date(decided.at))}</time>` : '';
  return html`<p class="dim">Written from answers of our support team${when}.</p>`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
