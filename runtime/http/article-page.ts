import { html } from 'hono/html';
import { draftUrl } from '#core/domain/curated-article.ts';
import { type Draft, draftSlug, type Step, servedDraft, slugEnd } from '#core/domain/draft.ts';
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
    const main = [...articleParts(draft), ...relatedDocs(draft, options.articlesBaseUrl), reviewed(draft)];
    return pageResponse({ title: `${draft.title} · ${heading}`, heading, main });
  }
  const renamed = served.find((one) => slug.endsWith(`-${slugEnd(one)}`));
  if (renamed) return new Response(null, { status: 302, headers: { location: draftUrl(renamed, options.articlesBaseUrl) } });
  const main = html`<h1>No such article</h1><p>It may have been withdrawn, or its address was cut. <a href="/">Start page</a></p>`;
  return pageResponse({ title: 'No such article', heading, main }, 404);
}

/** Question, what was seen, what to do, where it applies: the parts of its rows in the knowledge base, with headings to find one by. */
function articleParts({ title, question, symptoms, steps, appliesTo }: Draft): Html[] {
  const parts = [html`<h1>${title}</h1>`, ...markdownToHtml(question.text)];
  if (symptoms.length)
    parts.push(html`<h2>What you may see</h2>`, html`<ul>${symptoms.map((symptom) => html`<li><code>${symptom}</code></li>`)}</ul>`);
  parts.push(html`<h2>What to do</h2>`, ...markdownToHtml(joinSteps(steps)));
  if (appliesTo.length)
    parts.push(html`<h2>Applies to</h2>`, html`<p>${appliesTo.map((entry) => html`<span class="tag">${entry}</span> `)}</p>`);
  return parts;
}

/** Steps that the mail numbered are one list, the others paragraphs of their own. */
function joinSteps(steps: readonly Step[]): string {
  const isItem = (step: Step | undefined) => step !== undefined && /^(?:[-*+]|\d{1,3}[.)])\s/.test(step.text);
  return steps.map((step, index) => (index === 0 ? '' : isItem(step) && isItem(steps[index - 1]) ? '\n' : '\n\n') + step.text).join('');
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
