import { bundleLambdas } from './lambdas.ts';

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} kB`.padStart(8);

for (const { name, bytes, gzip } of await bundleLambdas('dist/lambda'))
  process.stdout.write(`${name.padEnd(22)}${kilobytes(bytes)}${kilobytes(gzip)} gzip\n`);
