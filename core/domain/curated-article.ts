import type { Article } from './article.ts';
import { type Draft, draftSlug, servedDraft, slugEnd } from './draft.ts';
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

/**
 * The rows of `curated_articles.csv`: what readers see of the drafts that a person approved. An article whose docs changed is served on
 * until a person decides: losing an answer silently is worse than giving one that a colleague is looking at.
 */
export function draftsToArticles(drafts: readonly Draft[], articlesBaseUrl: string): Article[] {
  return drafts.flatMap((draft) => {
    const served = servedDraft(draft);
    return served ? splitSection(draftToSection(served, articlesBaseUrl)) : [];
  });
}

/** When a person last approved each article, by its page: it was last seen to be right then. Its docs may have changed since. */
export function approvalTimes(drafts: readonly Draft[], articlesBaseUrl: string): Map<string, string> {
  return new Map(
    drafts.flatMap((draft): [string, string][] => {
      const served = servedDraft(draft);
      const approved = draft.audit.findLast(({ what }) => what === 'approved');
      return served && approved ? [[draftUrl(served, articlesBaseUrl), approved.at]] : [];
    }),
  );
}

/** Tells the addresses that articles of these drafts have or had: a title may change, the end of the slug does not. */
export function draftAddresses(drafts: readonly Pick<Draft, 'id'>[], articlesBaseUrl: string): (url: string) => boolean {
  const base = `${articlesBaseUrl.replace(/\/+$/, '')}/`;
  const ends = new Set(drafts.map(slugEnd));
  return (url) => url.startsWith(base) && !url.slice(base.length).includes('/') && ends.has(url.slice(url.lastIndexOf('-') + 1));
}

/** Log lines and error codes as code, so that their signs are not taken for Markdown. */
function inlineCode(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}
