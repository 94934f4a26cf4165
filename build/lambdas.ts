import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Each function of the stack, with the file that has its `handler`. */
export const LAMBDAS = {
  chat: 'runtime/lambda/chat.ts',
  'chat-stream': 'runtime/lambda/chat-stream.ts',
  'zendesk-create-ticket': 'runtime/lambda/zendesk-create-ticket.ts',
  'lex-fulfillment': 'runtime/lambda/lex-fulfillment.ts',
  'file-tickets': 'runtime/lambda/file-tickets.ts',
  ingest: 'pipelines/kb-ingest/lambda.ts',
  distill: 'pipelines/email-distill/lambda.ts',
} as const;
export type LambdaName = keyof typeof LAMBDAS;

export type Bundle = { readonly name: LambdaName; readonly file: string; readonly bytes: number; readonly gzip: number };

/** Some packages of the SDK are CommonJS and ask for `require`. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Bundles functions into `out/NAME/index.mjs`, each with all that it needs but Node. What is imported later lies beside it, and is read when
 * it is first needed. Names of classes are kept: state machines tell errors apart by them.
 */
export async function bundleLambdas(out: string, names = Object.keys(LAMBDAS) as LambdaName[]): Promise<Bundle[]> {
  const bundles: Bundle[] = [];
  for (const name of names) {
    const folder = path.join(out, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const { metafile } = await build({
      entryPoints: { index: LAMBDAS[name] },
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      minify: true,
      keepNames: true,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      banner: { js: REQUIRE },
      legalComments: 'none',
      // Known only where whoever wrote the code has it.
      external: ['@opentelemetry/api', 'aws-crt'],
    });
    const files = Object.keys(metafile.outputs).map((file) => readFileSync(file));
    bundles.push({
      name,
      file: path.join(folder, 'index.mjs'),
      bytes: files.reduce((sum, { length }) => sum + length, 0),
      gzip: files.reduce((sum, content) => sum + gzipSync(content).length, 0),
    });
  }
  return bundles;
}
