import { type Article, byteLength, estimateTokens, MAX_BODY_TOKENS } from '#core/domain/article.ts';
import type { ArticleRow } from '#core/domain/article-csv.ts';
import type { Source } from '#core/domain/passage.ts';
import { markdownBlocks } from '#core/domain/split-article.ts';
import type { Finding } from './finding.ts';
import { leftOvers } from './personal-data.ts';

/** Titan Text Embeddings V2 reads 8,192 tokens; at the four characters of our estimate that is what this is. */
const MAX_EMBEDDED_TOKENS = 8_192;
/**
 * Names and values of the columns that each vector carries, in bytes. S3 Vectors takes 2,048 filterable bytes and Bedrock adds its own: uri,
 * ids, modality. What we predict beyond this may fail.
 */
const WARN_METADATA_BYTES = 1_000;
/** What campaigns add to a link; a page has one address without them. */
const TRACKING = /[?&](?:utm_\w{1,20}|gclid|fbclid|mc_[ce]id)=/i;
const LOST_CHARACTER = '\uFFFD';

type Place = { readonly file: string; readonly source: Source };

/** What stops an ingest: the contract broken, or a body that no model reads to its end. */
export function rowErrors({ row, article, problems }: ArticleRow, file: string): Finding[] {
  const found = problems.map((problem): Finding => ({ severity: 'error', file, row, ...problem }));
  if (!article) return found;
  const error = (column: string, problem: string, fix: string) => found.push({ severity: 'error', file, row, column, problem, fix });
  const tokens = estimateTokens(article.body);
  if (tokens > MAX_EMBEDDED_TOKENS)
    error('body', `\`body\` has about ${tokens} tokens; the embedding model reads ${MAX_EMBEDDED_TOKENS}`, 'split it into sections');
  if (/^https?:\/\/[^/?#]*@/.test(article.url)) error('url', '`url` carries a user or password', 'take it out of the address');
  return found;
}

/** What a person should look at. `own` are domains whose addresses may be published. */
export function rowWarnings(row: number, article: Article, { file, source }: Place, own: readonly string[]): Finding[] {
  const found: Finding[] = [];
  const warn = (column: string | null, problem: string, fix: string) =>
    found.push({ severity: 'warning', file, row, column, problem, fix });
  const { title, url, body } = article;
  const tokens = estimateTokens(body);
  if (tokens > MAX_BODY_TOKENS && proseTokens(body) > MAX_BODY_TOKENS)
    warn('body', `\`body\` has about ${tokens} tokens, more than ${MAX_BODY_TOKENS}`, 'split it: a long passage crowds the others out');
  const bytes = metadataBytes(article, source);
  if (bytes > WARN_METADATA_BYTES)
    warn('url', `a vector would carry ${bytes} filterable bytes, more than ${WARN_METADATA_BYTES}`, 'shorten title, url or tags');
  if (TRACKING.test(url)) warn('url', '`url` has tracking parameters', 'cut them off, so that the page has one address');
  if (/\s/.test(url)) warn('url', '`url` has white space', 'write it as %20, or correct the address');
  for (const column of ['title', 'body'] as const) {
    if (article[column].includes(LOST_CHARACTER))
      warn(column, `\`${column}\` has replacement characters (U+FFFD)`, 'make the row anew from a source that is UTF-8');
    for (const { kind, count } of leftOvers(article[column], { own, isFromMail: source === 'curated_articles' }))
      warn(column, `\`${column}\` may have personal or secret data left over: ${kind} × ${count}`, 'mask or remove it before it is public');
  }
  if (!hasText(body, title)) warn('body', '`body` has nothing but its heading', 'write the text, or remove the row');
  return found;
}

/** Predicted bytes of the metadata of one vector: the columns without `body`, and the `source` of the sidecar, names and values. */
function metadataBytes({ title, url, tags }: Article, source: Source): number {
  return byteLength(`title${title}url${url}tags${tags.join(';')}source${source}`);
}

function hasText(body: string, title: string): boolean {
  return body.slice(`# ${title}`.length).trim() !== '';
}

/** Tokens beside the code: a single block of code stays whole on purpose. */
function proseTokens(body: string): number {
  return markdownBlocks(body).reduce((sum, block) => sum + (/^\s*(?:`{3}|~{3})/.test(block) ? 0 : estimateTokens(block)), 0);
}
