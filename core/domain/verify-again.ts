import { type Article, withoutPart } from './article.ts';
import { sha256 } from './digest.ts';
import type { Draft } from './draft.ts';

/** An approved draft whose ground moved: the docs sections that it was checked against and that read differently now, or are gone. */
export type ToVerify = { readonly id: string; readonly changed: readonly { readonly url: string; readonly was: 'changed' | 'gone' }[] };

/**
 * Which approved drafts must be verified again: those with a section in `checkedAgainst` that changed or vanished. Drafts in other states, and
 * those that were checked against nothing, are left out. `articles` are the rows of the docs now, in any order; they are read once.
 */
export function articlesToVerify(drafts: readonly Draft[], articles: Iterable<Article>): ToVerify[] {
  const approved = drafts.filter(({ state, checkedAgainst }) => state === 'approved' && checkedAgainst?.length);
  const wanted = new Set(approved.flatMap(({ checkedAgainst = [] }) => checkedAgainst.map(({ url }) => url)));
  const now = sectionDigests(articles, wanted);
  return approved.flatMap(({ id, checkedAgainst = [] }) => {
    const changed = checkedAgainst.flatMap(({ url, digest }) => {
      const current = now.get(url);
      if (current === digest) return [];
      return [{ url, was: current === undefined ? ('gone' as const) : ('changed' as const) }];
    });
    return changed.length ? [{ id, changed }] : [];
  });
}

/**
 * A digest of each section's whole body, by its url without part marks. The rows of a section may come in any order; each part repeats the
 * heading, which counts once. With `wanted` only those sections are kept.
 */
export function sectionDigests(articles: Iterable<Article>, wanted?: ReadonlySet<string>): Map<string, string> {
  const sections = new Map<string, { part: number; body: string }[]>();
  for (const { url, title, body } of articles) {
    const section = withoutPart(url);
    if (wanted && !wanted.has(section)) continue;
    const part = Number(/:~:part=(\d+)$/.exec(url)?.[1] ?? 1);
    const own = part > 1 && body.startsWith(`# ${title}\n`) ? body.slice(title.length + 3).trimStart() : body;
    const rows = sections.get(section);
    if (rows) rows.push({ part, body: own });
    else sections.set(section, [{ part, body: own }]);
  }
  return new Map([...sections].map(([url, rows]) => [url, digestOf(rows)]));
}

function digestOf(rows: readonly { part: number; body: string }[]): string {
  const inOrder = rows.toSorted((a, b) => a.part - b.part).map(({ body }) => body);
  return sha256(inOrder.join('\n\n'));
}
