import path from 'node:path';
import { build } from 'esbuild';
import type { Config } from '#core/config.ts';
import { PROJECT_ROOT } from './context.ts';

/** What the browser runs: the chat widget and the curation page. */
export type BrowserBundles = { readonly widget: string; readonly curate: string };

/**
 * Bundles both when the server starts, in some 50 ms, so that no build step stands between an edit and a look. The brand goes into the
 * widget, so that its script tag needs no attributes.
 */
export async function bundleForBrowsers(brand: Config['brand']): Promise<BrowserBundles> {
  const defaults = { brand: brand.name, email: brand.fallbackEmail, suggestions: brand.suggestions };
  const [widget, curate] = await Promise.all([
    bundle('widget/define.ts', { __THREADWELL_DEFAULTS__: JSON.stringify(defaults) }),
    bundle('runtime/curation/page/curate.ts', {}),
  ]);
  return { widget, curate };
}

async function bundle(entry: string, define: Record<string, string>): Promise<string> {
  const result = await build({
    entryPoints: [path.join(PROJECT_ROOT, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    define,
    write: false,
    logLevel: 'silent',
  });
  return result.outputFiles[0]!.text;
}
