import type { Article } from './article.ts';
import { type Draft, draftSlug } from './draft.ts';
import { type Section, splitSection } from './split-article.ts';

/** Where the article of a draft is served: `{articlesBaseUrl}/{slug}`. */
export function draftUrl(draft: Pick<Draft, 'id' | 'title'>, articlesBaseUrl: string): string {
  return `${articlesBaseUrl.replace(/\/+$/, '')}/${draftSlug(draft)}`;
}

/** A draft as the section that its page and its rows are made of: question, what was seen, what to do, where it applies. */
export function draftToSection(draft: Draft, articlesBaseUrl: string): Section {
  const parts = [draft.question.text];
  if (draft.symptoms.length) parts.push('What you may see:', draft.symptoms.map((symptom) => `- ${inlineCode(symptom)}`).join('\n'));
  parts.push('What to do:', ...draft.steps.map((step) => step.text));
  if (draft.appliesTo.length) parts.push(`Applies to: ${draft.appliesTo.join(', ')}.`);
  return {
    title: draft.title,
    url: draftUrl(draft, articlesBaseUrl),
    text: parts.join('\n\n'),
    tags: draft.tags,
  };
}

/** The rows of `curated_articles.csv` for drafts that a person approved; the others give none. */
export function draftsToArticles(drafts: readonly Draft[], articlesBaseUrl: string): Article[] {
  return drafts.filter(({ state }) => state === 'approved').flatMap((draft) => splitSection(draftToSection(draft, articlesBaseUrl)));
}

/** Log lines and error codes as code, so that their signs are not taken for Markdown. */
function inlineCode(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}
