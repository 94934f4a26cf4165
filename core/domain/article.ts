/** One section of a page, or one curated article: a row of a knowledge-base CSV. */
export type Article = {
  /** What it is about, with its heading path: `Install › Proxy settings`. At most {@link MAX_TITLE_BYTES}. */
  readonly title: string;
  /** Unique; what a citation opens. */
  readonly url: string;
  /** Markdown. Opens with `# {title}`, because only the body is embedded. */
  readonly body: string;
  /** Sorted, without doubles: `product:…`, `version:…`, `topic:…`, `source:docs|email|ticket`. */
  readonly tags: readonly string[];
};

/** Titles ride along with each vector as filterable metadata. */
export const MAX_TITLE_BYTES = 200;
/** Tags do too. */
export const MAX_TAGS_BYTES = 300;
/** S3 Vectors allows 2,048 filterable bytes a vector; Bedrock's own share of them is unknown, so title + url + tags stay far below. */
const MAX_METADATA_BYTES = 1_000;
/** A retrieved passage longer than this crowds the others out of the prompt. */
export const MAX_BODY_TOKENS = 500;

const encoder = new TextEncoder();

/** Size in UTF-8 bytes, the unit of every storage limit here. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Tokens of a text, estimated at four characters each: within 15 % for English prose and code, on the high side for both. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Cuts at a character boundary so that the text, ellipsis included, fits `maxBytes`. */
export function truncateBytes(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  let cut = '';
  let size = byteLength('…');
  for (const character of text) {
    size += byteLength(character);
    if (size > maxBytes) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

/** Sorted by code point, without doubles and empty ones, so that equal sets are equal bytes. */
export function sortTags(tags: Iterable<string>): string[] {
  return [...new Set([...tags].map((tag) => tag.trim()).filter(Boolean))].sort();
}

/** The problems of an article against the CSV contract, as short clauses; empty when it keeps it. */
export function articleProblems(article: Article): string[] {
  const problems: string[] = [];
  if (!article.title.trim()) problems.push('`title` is empty');
  if (/[\r\n]/.test(article.title)) problems.push('`title` has a line break');
  if (byteLength(article.title) > MAX_TITLE_BYTES) problems.push(`\`title\` is over ${MAX_TITLE_BYTES} bytes`);
  if (!article.url.trim()) problems.push('`url` is empty');
  else if (!isHttpUrl(article.url)) problems.push(`\`url\` is not an absolute http(s) address: ${article.url.slice(0, 80)}`);
  if (!article.body.trim()) problems.push('`body` is empty');
  else if (!article.body.startsWith(`# ${article.title}`)) problems.push('`body` does not open with `# {title}`');
  const tags = article.tags.join(';');
  if (byteLength(tags) > MAX_TAGS_BYTES) problems.push(`\`tags\` is over ${MAX_TAGS_BYTES} bytes`);
  if (byteLength(article.title) + byteLength(article.url) + byteLength(tags) >= MAX_METADATA_BYTES)
    problems.push(`title, url and tags together reach ${MAX_METADATA_BYTES} bytes`);
  return problems;
}

/** The page or article a row belongs to: its url without the `:~:part=N` that a split section carries. */
export function withoutPart(url: string): string {
  return url.replace(/#?:~:part=\d+$/, '');
}

/** The page that an article's url points into. */
export function pageOf(url: string): string {
  return url.replace(/#.*$/s, '');
}

export function isHttpUrl(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url);
}
