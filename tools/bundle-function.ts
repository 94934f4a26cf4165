import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };

export const ROOT = path.resolve(import.meta.dirname, '..');

/** The functions by the names of their folders, which Terraform zips. */
const FUNCTIONS = {
  chat: 'runtime/lambda/chat.ts',
  'chat-stream': 'runtime/lambda/chat-stream.ts',
  'zendesk-create-ticket': 'runtime/lambda/zendesk-create-ticket.ts',
  'lex-fulfillment': 'runtime/lambda/lex-fulfillment.ts',
  'due-work': 'runtime/lambda/due-work.ts',
  'work-ticket-events': 'runtime/lambda/work-ticket-events.ts',
  'triage-requests': 'runtime/lambda/triage-requests.ts',
  'prove-gaps': 'runtime/lambda/prove-gaps.ts',
  'article-workflow': 'runtime/lambda/article-workflow.ts',
  'kb-ingest': 'pipelines/kb-ingest/lambda.ts',
  'email-distill': 'pipelines/email-distill/lambda.ts',
} as const;
export type FunctionName = keyof typeof FUNCTIONS;
export const FUNCTION_NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/**
 * What every start may read at most, in kilobytes: the sizes of today and a tenth. A change that needs more raises its line, and says why. A
 * function that a person waits for counts most; one behind a queue may bring a mail parser, which it reads only when there is mail.
 */
export const START_BUDGETS_KB: Readonly<Record<FunctionName, number>> = packageJson.budgets.functionStartKilobytes;

/** Files that a function runs as threads, by their names: each lies beside it as a file of its own. */
const THREADS: Partial<Record<FunctionName, Readonly<Record<string, string>>>> = {
  'work-ticket-events': { 'thread-worker': 'pipelines/email-distill/thread-worker.ts' },
};

/**
 * Left out of the bundles: what no function comes to. Its credentials are in the environment, no browser needs to be told apart, and only a
 * refresh starts ingestion jobs. Node would look for them where the code came to it all the same, and say which one is missing.
 */
const LEFT_OUT = [
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  'bowser',
];
const INGESTION = '@aws-sdk/client-bedrock-agent';

/** Messages of zod in fifty languages, a quarter of a megabyte; ours are English. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';" })),
};

/** A thread is named by its source; beside a bundle it has another ending. */
const threadsBeside: Plugin = {
  name: 'threads-beside',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]thread-workers\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replace(
        /new URL\('\.\/([\w-]+)\.ts', import\.meta\.url\)/,
        "new URL('./$1.mjs', import.meta.url)",
      ),
      loader: 'ts',
    })),
};

const ADAPTERS = path.join(ROOT, 'core', 'aws');
const DURABLE_SDK = path.join(ROOT, 'node_modules', '@aws', 'durable-execution-sdk-js', 'dist', 'index.mjs');

/**
 * Of a client that is imported when it is needed, a bundler must take all commands, for nobody says which are used. We do: those whose names
 * stand in an adapter, and what the durable functions’ SDK itself asks Lambda.
 */
const usedCommandsOnly = (name: FunctionName): Plugin => ({
  name: 'used-commands-only',
  setup({ onResolve, onLoad }) {
    const namespace = 'used-commands';
    onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path: client, kind }) =>
      kind === 'dynamic-import' ? { path: client, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, async ({ path: client }) => {
      const used = wordsOf(name === 'article-workflow' ? [...adapters(), DURABLE_SDK] : adapters());
      const exported = Object.keys((await import(client)) as object);
      // `S3` is a client with all commands, and a word; `S3Client` is the one without them.
      const isWhole = (name: string) => exported.includes(`${name}Client`);
      const names = exported.filter((name) => name !== 'default' && used.has(name) && !isWhole(name));
      return { contents: `export { ${names.join(', ')} } from '${client}';`, resolveDir: ROOT };
    });
  },
});

function adapters(): string[] {
  const sources = readdirSync(ADAPTERS).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return sources.map((file) => path.join(ADAPTERS, file));
}

function wordsOf(files: readonly string[]): Set<string> {
  return new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\w+/g) ?? []));
}

export type Bundle = {
  /** `index.mjs` and the parts that it loads when they are needed. */
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Of these, what every start reads. */
  readonly startBytes: number;
  /** The source files in it, from the root. */
  readonly inputs: readonly string[];
};

/**
 * Bundles a function into `FOLDER/NAME/index.mjs` for Node 24, with the AWS SDK in it. What the code imports only when it needs it stays a
 * file of its own: a start reads no client that it does not use.
 */
export async function bundleFunction(name: FunctionName, folder: string): Promise<Bundle> {
  const outdir = path.join(folder, name);
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { index: FUNCTIONS[name], ...THREADS[name] },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    external: [...LEFT_OUT, ...(name === 'kb-ingest' ? [] : [INGESTION])],
    plugins: [englishOnly, usedCommandsOnly(name), threadsBeside],
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    // The builds for bundlers are modules, of which unused parts are left out.
    mainFields: ['module', 'main'],
    define: { 'process.env.THREADWELL_VERSION': JSON.stringify(packageJson.version) },
    // Packages that are no modules ask for Node's own parts so.
    banner: { js: "import{createRequire as threadwellRequire}from'node:module';const require=threadwellRequire(import.meta.url);" },
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  for (const { path: file, contents } of outputFiles) writeFileSync(file, contents);

  const sizes = new Map(outputFiles.map(({ path: file, contents }) => [path.relative(ROOT, file), contents.byteLength]));
  const entry = path.relative(ROOT, path.join(outdir, 'index.mjs'));
  return {
    bytes: sum(sizes.values()),
    gzipBytes: sum(outputFiles.map(({ contents }) => gzipSync(contents).byteLength)),
    startBytes: sum(filesAtStart(entry, metafile.outputs).map((file) => sizes.get(file) ?? 0)),
    inputs: Object.keys(metafile.inputs),
  };
}

type Outputs = Readonly<Record<string, { readonly imports: readonly { readonly path: string; readonly kind: string }[] }>>;

/** The entry with all that it imports before its first line runs. */
function filesAtStart(entry: string, outputs: Outputs): string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path: imported, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') visit(imported);
  };
  visit(entry);
  return [...found];
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
