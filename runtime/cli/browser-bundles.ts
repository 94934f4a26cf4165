import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { minify } from 'terser';
import type { Config } from '#core/config.ts';
import { PROJECT_ROOT } from './context.ts';

/** What the browser runs: the chat widget with what lies beside it, by path, and the curation page. */
export type BrowserBundles = { readonly widget: ReadonlyMap<string, string>; readonly curate: string };

/** What goes into the widget, so that its script tag needs no attributes; the names of its attributes. */
export type WidgetDefaults = { readonly brand?: string; readonly email?: string; readonly suggestions?: string; readonly person?: string };

const OPTIONS = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  write: false,
  logLevel: 'silent',
} satisfies BuildOptions;

/**
 * Bundles both from their sources, in some 300 ms, so that no build step stands between an edit and a look. The brand goes into the widget, so
 * that its script tag needs no attributes.
 */
export async function bundleForBrowsers(brand: Config['brand']): Promise<BrowserBundles> {
  const defaults = { brand: brand.name, email: brand.fallbackEmail, suggestions: brand.suggestions.join('|') };
  const [widget, curate] = await Promise.all([
    bundleWidget(defaults),
    build({ ...OPTIONS, entryPoints: [path.join(PROJECT_ROOT, 'runtime/curation/page/curate.ts')] }),
  ]);
  return { widget, curate: curate.outputFiles[0]!.text };
}

/**
 * The widget as it is served: `widget.js`, and what it loads when it needs it: `widget/de.js` and other dictionaries, `widget/person.js`.
 * Throws esbuild's failure.
 */
export async function bundleWidget(defaults: WidgetDefaults = {}): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(PROJECT_ROOT, 'widget');
  const languages = readdirSync(path.join(folder, 'strings')).map((file) => path.basename(file, '.ts'));
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: {
      widget: path.join(folder, 'define.ts'),
      'widget/person': path.join(folder, 'person.ts'),
      ...Object.fromEntries(languages.map((language) => [`widget/${language}`, path.join(folder, 'strings', `${language}.ts`)])),
    },
    outdir: PROJECT_ROOT,
    define: { __THREADWELL_DEFAULTS__: JSON.stringify(defaults) },
  });
  const scripts = outputFiles.map((file) => [path.relative(PROJECT_ROOT, file.path).replaceAll(path.sep, '/'), file.text] as const);
  return new Map(await Promise.all(scripts.map(async ([file, text]) => [file, await shorten(text)] as const)));
}

/** Callbacks, questions and figures with a unit, as house style names them (`onRate`, `isBusy`, `silenceMs`); nothing on the wire is called so. */
const OWN_MEMBER = /^(on|is|has)[A-Z]|(Ms|Seconds)$/;

/**
 * What esbuild leaves to take away, four parts in a hundred: every visitor's phone loads it. One pass; more make it longer. Names that
 * browsers know (`isComposing`) stay, as terser has a list of them.
 */
async function shorten(script: string): Promise<string> {
  const { code } = await minify(script, {
    module: true,
    ecma: 2020,
    compress: { ecma: 2020 },
    mangle: { properties: { regex: OWN_MEMBER } },
  });
  if (code === undefined) throw new Error('terser made nothing of the widget');
  return code;
}
