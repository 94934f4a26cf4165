import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Config } from '#core/config.ts';
import { sha256 } from '#core/domain/digest.ts';
import packageJson from '../package.json' with { type: 'json' };
import { bundleForBrowsers, bundleWidget } from '../runtime/cli/browser-bundles.ts';
import { frontPage } from '../runtime/http/front-page.ts';
import { PAGE_STYLE } from '../runtime/http/page.ts';
import { ROOT } from './bundle-function.ts';

const DESK_PAGE = path.join(ROOT, 'runtime', 'curation', 'page');
const DESK_STYLES = ['curate.css', 'conversations.css'];
/** What a visitor's phone or a curator's browser loads, gzipped. A change that needs more raises its line, and says why. */
const BUDGETS_KB = packageJson.budgets.siteGzipKilobytes;
/** As many hexadecimal digits of its hash make a file's name its content's own. */
const NAME_DIGITS = 10;

export type BuiltScript = { readonly name: keyof typeof BUDGETS_KB; readonly gzipBytes: number };

/**
 * The site into `FOLDER/site/`: what lies below `assets/` has a name of its content and may be kept for ever; pages, and the widget with what
 * it loads from beside it, which other sites name, are asked for anew. `overBudget` says which scripts are larger than they may be.
 */
export async function buildSite(
  folder: string,
  brand: Config['brand'],
): Promise<{ readonly built: readonly BuiltScript[]; readonly overBudget: readonly string[] }> {
  const site = path.join(folder, 'site');
  rmSync(site, { recursive: true, force: true });
  for (const room of ['assets', 'curate', 'widget']) mkdirSync(path.join(site, room), { recursive: true });
  const asset = (name: string, content: string): string => {
    const { name: stem, ext } = path.parse(name);
    const file = `assets/${stem}-${sha256(content).slice(0, NAME_DIGITS)}${ext}`;
    writeFileSync(path.join(site, file), content);
    return `/${file}`;
  };

  const { widget, curate } = await bundleForBrowsers(brand);
  const rooms = [{ address: '/curate', name: 'Review drafts' }];
  const front = await frontPage({ brand, style: asset('front.css', PAGE_STYLE), rooms });
  const desk = withAssets(readFileSync(path.join(DESK_PAGE, 'index.html'), 'utf8'), {
    ...Object.fromEntries(DESK_STYLES.map((name) => [`/curate/${name}`, asset(name, readFileSync(path.join(DESK_PAGE, name), 'utf8'))])),
    '/curate/curate.js': asset('curate.js', curate),
  });
  writeFileSync(path.join(site, 'index.html'), front);
  for (const [file, script] of widget) writeFileSync(path.join(site, file), script);
  writeFileSync(path.join(site, 'curate', 'index.html'), desk);

  const scripts = (widgetScript = '') =>
    Object.entries({ 'widget.js': widgetScript, 'curate.js': curate } satisfies Record<BuiltScript['name'], string>).map(
      ([name, script]) => ({ name: name as BuiltScript['name'], gzipBytes: gzipSync(script).length }),
    );
  const built = scripts(widget.get('widget.js'));
  // Weighed without the words that a site gives its chat: those are its own, and no change here makes them fewer.
  const overBudget = scripts((await bundleWidget()).get('widget.js'))
    .filter(({ name, gzipBytes }) => gzipBytes / 1_000 > BUDGETS_KB[name])
    .map(({ name, gzipBytes }) => `${name} has ${(gzipBytes / 1_000).toFixed(1)} kB gzip of its ${BUDGETS_KB[name]}`);
  return { built, overBudget };
}

/** The page with other addresses of what it loads. Throws where it loads something else than is known here. */
function withAssets(html: string, addresses: Readonly<Record<string, string>>): string {
  const unknown = [...html.matchAll(/\b(?:src|href)="(\/[^"]*)"/g)].map(([, address]) => address!).filter((address) => !addresses[address]);
  if (unknown.length) throw new Error(`the desk loads ${unknown.join(', ')}, which the build does not know; add it to build-site.ts`);
  return html.replace(/\b(src|href)="(\/[^"]*)"/g, (_, attribute: string, address: string) => `${attribute}="${addresses[address]}"`);
}
