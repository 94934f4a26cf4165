import { type Article, withoutPart } from './article.ts';
import { sha256 } from './digest.ts';
import type { ChangedSection, Draft } from './draft.ts';

/** The digest of a docs section by its url: that of its bodies, a section that was split counts as one. */
export function sectionDigests(articles: Iterable<Article>): Map<string, string> {
  const bodies = new Map<string, string[]>();
  for (const { url, body } of articles) bodies.set(withoutPart(url), [...(bodies.get(withoutPart(url)) ?? []), body]);
  return new Map([...bodies].map(([url, parts]) => [url, sha256(parts.join('\n'))]));
}

/** The approved drafts that were checked against docs sections which have changed or gone since, with those sections. */
export function articlesToVerify(
  drafts: readonly Draft[],
  articles: Iterable<Article>,
): { readonly id: string; readonly changed: readonly ChangedSection[] }[] {
  const digests = sectionDigests(articles);
  return drafts.flatMap((draft) => {
    if (draft.state !== 'approved' || !draft.checkedAgainst) return [];
    const changed = draft.checkedAgainst.flatMap(({ url, digest }): ChangedSection[] => {
      const now = digests.get(withoutPart(url));
      return now === digest ? [] : [{ url, was: now === undefined ? 'gone' : 'changed' }];
    });
    return changed.length ? [{ id: draft.id, changed }] : [];
  });
}
