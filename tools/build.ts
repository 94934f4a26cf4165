import path from 'node:path';
import { bundleFunction, FUNCTION_NAMES, ROOT } from './bundle-function.ts';

/** `npm run build`: every function of AWS into dist/lambda/NAME/, and how large each became. */
const folder = path.join(ROOT, 'dist', 'lambda');
const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(0).padStart(6)} kB`;
process.stdout.write(`${'function'.padEnd(24)}${'all'.padStart(9)}${'gzip'.padStart(11)}${'at start'.padStart(11)}\n`);
for (const name of FUNCTION_NAMES) {
  const { bytes, gzipBytes, startBytes } = await bundleFunction(name, folder);
  process.stdout.write(`${name.padEnd(24)}${kilobytes(bytes)}  ${kilobytes(gzipBytes)}  ${kilobytes(startBytes)}\n`);
}
