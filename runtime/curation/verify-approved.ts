import { type Article, withoutPart } from '#core/domain/article.ts';
import { readArticles } from '#core/domain/article-csv.ts';
import { type Draft, review } from '#core/domain/draft.ts';
import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import { articlesToVerify } from '#core/domain/verify-again.ts';
import type { Platform } from '#core/ports/platform.ts';
import { NOBODY } from './wake-snoozed.ts';

const DOCS = 'web_docs.csv';
/** So many sections are named in the audit trail; the draft has them all. */
const MAX_NAMED = 3;

/** The ids of the articles that are to be verified again; `unread` says why the docs could not be looked at. */
export type VerifyReport = { readonly marked: readonly string[]; readonly unread?: string };

/**
 * Moves approved articles whose docs sections changed or went to `verify_again`, with the reason in their audit trail. They are served on
 * until a person decides. Run after new docs came in and before publishing; again with the same docs it changes nothing. Docs that are not
 * there or have a broken row mark nothing: who ingests them tells.
 */
export async function verifyApproved(ports: Pick<Platform, 'drafts' | 'files' | 'clock'>): Promise<VerifyReport> {
  const approved = await ports.drafts.list('approved');
  const sections = await checkedSections(approved, ports);
  if (!('articles' in sections)) return { marked: [], unread: sections.unread };
  const marked: string[] = [];
  const at = ports.clock.now().toISOString();
  for (const { id, changed } of articlesToVerify(approved, sections.articles)) {
    const draft = approved.find((one) => one.id === id);
    if (!draft) continue;
    const named = changed.slice(0, MAX_NAMED).map(({ url, was }) => `${url} ${was === 'gone' ? 'is gone' : 'changed'}`);
    const more = changed.length > MAX_NAMED ? [`${changed.length - MAX_NAMED} more`] : [];
    try {
      await ports.drafts.put(
        review(draft, 'verify_again', { who: NOBODY, at, note: `docs: ${[...named, ...more].join('; ')}`, toVerify: changed }),
      );
      marked.push(id);
    } catch (error) {
      // Withdrawn in this moment: that decision stands.
      if (!(error instanceof Conflict)) throw error;
    }
  }
  return { marked };
}

/** The docs sections that these drafts were checked against, as they are now; others are not held in memory. */
export async function checkedSections(
  drafts: readonly Draft[],
  { files }: Pick<Platform, 'files'>,
): Promise<{ readonly articles: readonly Article[] } | { readonly unread: string }> {
  const wanted = new Set(drafts.flatMap(({ checkedAgainst }) => (checkedAgainst ?? []).map(({ url }) => withoutPart(url))));
  if (wanted.size === 0) return { articles: [] };
  const chunks = await files.readChunks(DOCS);
  if (!chunks) return { unread: `${DOCS} is not there` };
  const articles: Article[] = [];
  try {
    for await (const article of readArticles(chunks, DOCS)) if (wanted.has(withoutPart(article.url))) articles.push(article);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { unread: error.message };
  }
  return { articles };
}
