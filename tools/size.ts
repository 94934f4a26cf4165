import { bundleWidget } from '../runtime/cli/browser-bundles.ts';
import { overBudget, sizesOf } from './widget-size.ts';

/** `npm run size`: how many bytes the widget is, and what it loads on demand; exit code 1 when the script is over its budget. */
const files = [...(await bundleWidget())].map(([name, text]) => ({ name, sizes: sizesOf(text) }));
const row = (...cells: (string | number)[]) =>
  `${cells.map((cell, at) => (at ? String(cell).padStart(9) : String(cell).padEnd(18))).join('')}\n`;
process.stdout.write(row('file', 'raw', 'gzip', 'brotli'));
for (const { name, sizes } of files) process.stdout.write(row(name, sizes.raw, sizes.gzip, sizes.brotli));
const problem = overBudget(files.find(({ name }) => name === 'widget.js')!.sizes);
if (problem) {
  process.stderr.write(`size: ${problem}\n`);
  process.exitCode = 1;
}
