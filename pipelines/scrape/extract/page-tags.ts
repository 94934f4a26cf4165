import type { PageFacts } from './page-facts.ts';
import { urlVersion } from './page-version.ts';

/** Parents that every page has. */
const NO_TOPIC = /^(?:home|start|docs?|documentation|main|index|overview|manual|guide|guides|wiki|help|\W*)$/i;
/** Tags of a row share 300 bytes. */
const MAX_TOPIC = 60;

/** `source:docs`, `version:…`, `topic:…` from the breadcrumb or the folder, and the site's own tags. */
export function pageTags(
  url: string,
  title: string,
  facts: Pick<PageFacts, 'version' | 'breadcrumb'>,
  siteTags: readonly string[],
): string[] {
  const version = facts.version ?? urlVersion(url)?.version ?? null;
  const topic = slug(breadcrumbTopic(title, facts.breadcrumb) ?? folderTopic(url) ?? '');
  return ['source:docs', ...(version ? [`version:${version}`] : []), ...(topic ? [`topic:${topic}`] : []), ...siteTags];
}

function breadcrumbTopic(title: string, breadcrumb: readonly string[]): string | undefined {
  return breadcrumb.filter((name) => !NO_TOPIC.test(name) && name.toLowerCase() !== title.toLowerCase())[0];
}

/** The first folder that says something: neither a language, a version nor `docs`. The page's own name is no folder. */
function folderTopic(url: string): string | undefined {
  const { pathname } = new URL(url);
  const folders = pathname.replace(/\/$/, '').split('/').slice(1, -1);
  const isLanguage = (name: string) => /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i.test(name);
  return folders.find((name) => !NO_TOPIC.test(name) && !isLanguage(name) && !urlVersion(`https://host/${name}/`));
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, MAX_TOPIC);
}
