import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Asset } from '../http/app-options.ts';
import { staticPages } from '../http/static-pages.ts';
import { tryPage } from '../http/try-page.ts';
import { bundleForBrowsers } from './browser-bundles.ts';
import { PROJECT_ROOT } from './context.ts';

const PAGE_FOLDER = path.join(PROJECT_ROOT, 'runtime/curation/page');

/**
 * What the local server shows besides its routes: widget, curation page, and the static pages of the configuration, or one page to try
 * the chat on where there are none. `writtenOrigin` is the address those pages were written for.
 */
export async function localAssets(
  config: Config,
  origin: { written: string; served: string },
): Promise<(pathname: string) => Promise<Asset | null>> {
  const bundles = await bundleForBrowsers(config.brand);
  const script = (body: string): Asset => ({ type: 'text/javascript; charset=utf-8', body });
  const own = new Map<string, Asset>([
    ...[...bundles.widget].map(([file, body]): [string, Asset] => [`/${file}`, script(body)]),
    ['/curate', { type: 'text/html; charset=utf-8', body: pageFile('index.html') }],
    ['/curate/curate.css', { type: 'text/css; charset=utf-8', body: pageFile('curate.css') }],
    ['/curate/conversations.css', { type: 'text/css; charset=utf-8', body: pageFile('conversations.css') }],
    ['/curate/curate.js', script(bundles.curate)],
  ]);
  const pages = await pagesOf(config, origin);
  return async (pathname) => own.get(pathname) ?? pages(pathname);
}

async function pagesOf(config: Config, origin: { written: string; served: string }): Promise<(pathname: string) => Promise<Asset | null>> {
  if (!config.pages) {
    const body = await tryPage(config.brand);
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
