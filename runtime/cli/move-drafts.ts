import { type Article, withoutPart } from '#core/domain/article.ts';
import type { Draft } from '#core/domain/draft.ts';
import { Conflict } from '#core/domain/errors.ts';
import { sectionDigests } from '#core/domain/verify-again.ts';
import type { Platform } from '#core/ports/platform.ts';

/**
 * Moves what drafts point at from one own address to another: similar articles, contradictions, and the sections that they were checked
 * against. `docs` are the articles of the docs before and after the move, since their digests change with the links in them: without this,
 * every article would have to be verified again. Drafts that point nowhere there stay as they are; cut short, it is done again.
 */
export async function moveDrafts(
  move: { readonly before: string; readonly after: string },
  docs: { readonly before: readonly Article[]; readonly after: readonly Article[] },
  ports: Pick<Platform, 'drafts' | 'clock'>,
): Promise<void> {
  const was = sectionDigests(docs.before);
  const now = sectionDigests(docs.after);
  const moved = (url: string) => (url.startsWith(`${move.before}/`) ? move.after + url.slice(move.before.length) : url);
  const movedDigest = (url: string, digest: string) =>
    was.get(withoutPart(url)) === digest ? (now.get(withoutPart(moved(url))) ?? digest) : digest;
  const at = ports.clock.now().toISOString();
  for (const draft of await ports.drafts.list()) {
    const links = {
      similar: draft.similar.map((found) => ({ ...found, url: moved(found.url) })),
      contradictions: draft.contradictions.map((found) => ({ ...found, docsUrl: moved(found.docsUrl) })),
      ...(draft.checkedAgainst
        ? { checkedAgainst: draft.checkedAgainst.map(({ url, digest }) => ({ url: moved(url), digest: movedDigest(url, digest) })) }
        : {}),
      ...(draft.toVerify ? { toVerify: draft.toVerify.map((section) => ({ ...section, url: moved(section.url) })) } : {}),
    };
    if (!pointsTo(draft, `${move.before}/`)) continue;
    const audit = [...draft.audit, { at, who: 'threadwell', what: 'moved', note: `links lead to ${move.after} now` }];
    try {
      await ports.drafts.put({ ...draft, ...links, version: draft.version + 1, audit });
    } catch (error) {
      // Somebody decides on it in this moment; the next start finds its links.
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

function pointsTo({ similar, contradictions, checkedAgainst = [], toVerify = [] }: Draft, start: string): boolean {
  const urls = [...similar, ...checkedAgainst, ...toVerify].map(({ url }) => url).concat(contradictions.map(({ docsUrl }) => docsUrl));
  return urls.some((url) => url.startsWith(start));
}
