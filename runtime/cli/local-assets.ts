import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Asset } from '../http/app-options.ts';
import { frontPage } from '../http/front-page.ts';
import { staticPages } from '../http/static-pages.ts';
import { bundleForBrowsers } from './browser-bundles.ts';
import { PROJECT_ROOT } from './context.ts';

const ROOMS = [
  { address: '/curate', name: 'Review drafts' },
  { address: '/desk', name: 'Tickets' },
];
const SCRIPTS = /^\/(widget|widget\/\w+|curate\/curate)\.js$/;
const PAGE_FOLDER = path.join(PROJECT_ROOT, 'runtime/curation/page');

/**
 * What the local server shows besides its routes: widget, curation page, and the static pages of the configuration, or one page to try
 * the chat on where there are none. `writtenOrigin` is the address those pages were written for.
 */
export async function localAssets(
  config: Config,
  origin: { written: string; served: string },
): Promise<(pathname: string) => Promise<Asset | null>> {
  let scripts: Promise<ReadonlyMap<string, string>> | undefined;
  const files = new Map<string, Asset>([
    ['/curate', { type: 'text/html; charset=utf-8', body: pageFile('index.html') }],
    ['/curate/curate.css', { type: 'text/css; charset=utf-8', body: pageFile('curate.css') }],
    ['/curate/conversations.css', { type: 'text/css; charset=utf-8', body: pageFile('conversations.css') }],
  ]);
  const pages = await pagesOf(config, origin);
  return async (pathname) => {
    if (!SCRIPTS.test(pathname)) return files.get(pathname) ?? pages(pathname);
    // Bundled for the first page that wants one: a start without visitors need not wait for it.
    scripts ??= bundledScripts(config.brand);
    const body = (await scripts).get(pathname);
    return body === undefined ? null : { type: 'text/javascript; charset=utf-8', body };
  };
}

async function bundledScripts(brand: Config['brand']): Promise<ReadonlyMap<string, string>> {
  const { widget, curate } = await bundleForBrowsers(brand);
  return new Map([...[...widget].map(([file, body]) => [`/${file}`, body] as const), ['/curate/curate.js', curate] as const]);
}

async function pagesOf(config: Config, origin: { written: string; served: string }): Promise<(pathname: string) => Promise<Asset | null>> {
  if (!config.pages) {
    const body = await frontPage({ brand: config.brand, rooms: ROOMS });
    return async (pathname) => (pathname === '/' ? { type: 'text/html; charset=utf-8', body } : null);
  }
  const folder = path.resolve(config.folder, config.pages);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new InvalidInput(`pages folder ${folder} does not exist; correct \`pages\` in the configuration`);
  return staticPages(folder, origin);
}

function pageFile(name: string): string {
  return readFileSync(path.join(PAGE_FOLDER, name), 'utf8');
}
