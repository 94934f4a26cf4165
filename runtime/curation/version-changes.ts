import { readRows } from '#core/domain/article-csv.ts';
import { NotFound } from '#core/domain/errors.ts';
import { freshnessFile, parseFreshness } from '#core/domain/freshness.ts';
import { SOURCES } from '#core/domain/passage.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Articles of one kind of change: how many, and the first of them. */
type ChangedArticles = { readonly count: number; readonly articles: readonly { readonly title: string; readonly url: string }[] };
/** How a version differs from the one before it. */
export type VersionChanges = {
  readonly version: number;
  /** Null for the first one: all of it is new. */
  readonly since: number | null;
  readonly added: ChangedArticles;
  readonly changed: ChangedArticles;
  readonly removed: ChangedArticles;
};

/** Of each kind; who wants to see thousands of articles reads the CSVs. */
const MAX_SHOWN = 100;
/** As far back as can be rolled back to. */
const MAX_HISTORY = 1_000;

type ChangePorts = Pick<Platform, 'serving' | 'files'>;

/** What a version changed, by the dates that it and the one before keep. Throws NotFound for a version that never was, or whose dates are gone. */
export async function versionChanges(version: number, ports: ChangePorts): Promise<VersionChanges> {
  const history = await ports.serving.history(MAX_HISTORY);
  const place = history.findIndex((one) => one.version === version);
  if (place < 0) throw new NotFound(`there was no version ${version}; the newest is ${history[0]?.version ?? 'not made yet'}`);
  const since = history[place + 1]?.version ?? null;
  const [after, before] = [await changeTimes(version, ports), since === null ? new Map() : await changeTimes(since, ports)];
  const { added, changed, removed } = compareVersions(before, after);
  const titles = new Map([
    ...(await titlesIn(version, [...added.slice(0, MAX_SHOWN), ...changed.slice(0, MAX_SHOWN)], ports)),
    ...(since === null ? [] : await titlesIn(since, removed.slice(0, MAX_SHOWN), ports)),
  ]);
  const shown = (urls: readonly string[]): ChangedArticles => ({
    count: urls.length,
    articles: urls.slice(0, MAX_SHOWN).map((url) => ({ title: titles.get(url) ?? url, url })),
  });
  return { version, since, added: shown(added), changed: shown(changed), removed: shown(removed) };
}

/** Pure: the urls of two versions, each with when its content last changed. Going back to an earlier content is a change too. */
function compareVersions(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) {
  const urls = [...after.keys()].toSorted();
  return {
    added: urls.filter((url) => !before.has(url)),
    changed: urls.filter((url) => before.has(url) && before.get(url) !== after.get(url)),
    removed: [...before.keys()].filter((url) => !after.has(url)).toSorted(),
  };
}

async function changeTimes(version: number, { files }: ChangePorts): Promise<ReadonlyMap<string, string>> {
  const file = freshnessFile(version);
  const text = await files.readText(file);
  if (text === null) throw new NotFound(`version ${version} keeps no dates of its articles, so nobody knows what it changed`);
  return parseFreshness(text, file).changed;
}

/** From the CSVs that the version keeps, which are read no further than needed. */
async function titlesIn(version: number, urls: readonly string[], { files }: ChangePorts): Promise<Map<string, string>> {
  const missing = new Set(urls);
  const titles = new Map<string, string>();
  for (const source of SOURCES) {
    const chunks = missing.size ? await files.readChunks(`files/versions/${version}/${source}.csv`) : null;
    if (!chunks) continue;
    for await (const { article } of readRows(chunks)) {
      if (article && missing.delete(article.url)) titles.set(article.url, article.title);
      if (missing.size === 0) break;
    }
  }
  return titles;
}
