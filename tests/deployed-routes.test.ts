import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { temporaryDatabase } from '#core/local/fixtures/temporary.ts';
import { localReplays } from '#core/local/replays.ts';
import { testApp } from '../runtime/http/fixtures/test-app.ts';

const MODULES = 'terraform/modules';
/** Streams, which an HTTP API cannot: it has a function of its own. */
const STREAMED = 'POST /chat/stream';
/** The key of a local server's desk: on AWS nobody has one, and curators sign in. Files of requests go straight to the bucket there. */
const LOCAL_ONLY = ['POST /curate/key', 'PUT /uploads/{token}'];

type Operation = { readonly security?: readonly Readonly<Record<string, unknown>>[] };
type Described = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

test('Terraform lets through what the app serves, and asks for a sign-in where the app asks for a curator', async () => {
  const secrets = { read: async () => 'unused' };
  const { app } = testApp(({ clock, queue }) => ({
    zendeskWebhook: { clock, events: queue, replays: localReplays(temporaryDatabase(), clock), secrets },
  }));
  const described = (await (await app.request('http://localhost:8787/openapi.json')).json()) as Described;
  const served = new Map<string, string>(
    Object.entries(described.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, callerOf(operation)] as const),
    ),
  );
  served.set('GET /openapi.json', 'public');
  for (const route of [STREAMED, ...LOCAL_ONLY]) expect(served.delete(route), route).toBe(true);
  const deployed = readJson<{ readonly route: string; readonly for: string }[]>('http_api/routes.json');
  expect(Object.fromEntries(deployed.map((entry) => [entry.route, entry.for]))).toEqual(Object.fromEntries(served));
});

/** Who may call it, by the ways to show who one is. */
function callerOf({ security = [] }: Operation): string {
  const ways = new Set(security.flatMap((way) => Object.keys(way)));
  if (ways.has('curatorBearer')) return ways.has('serviceKey') ? 'owner' : 'curator';
  if (ways.has('operatorBearer')) return 'operator';
  if (ways.has('serviceKey')) return 'intake';
  if (ways.has('sessionToken')) return 'visitor';
  if (ways.has('stepToken')) return 'step';
  return ways.has('zendeskSignature') ? 'zendesk' : 'public';
}

test('CloudFront forwards each header that the code reads', () => {
  const always = ['host', 'content-length', 'transfer-encoding', 'x-amz-cf-id', 'x-threadwell-origin'];
  const byCachePolicy = ['authorization'];
  const forwarded = Object.values(readJson<Record<string, string[]>>('edge/forwarded-headers.json')).flat();
  const known = new Set([...always, ...byCachePolicy, ...forwarded.map((name) => name.toLowerCase())]);
  const sources = ['runtime/http', 'runtime/lambda']
    .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const read = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:req\.header\(|headerOf\(event, |_HEADER = )'([\w-]+)'/g)].map((match) => match[1]!),
  );
  expect(read.filter((name) => !known.has(name))).toEqual([]);
  expect(read).toEqual(expect.arrayContaining(['if-match', 'cloudfront-viewer-address', 'x-threadwell-curator']));
});

test('what runs in CloudFront is written in the JavaScript that its runtime reads', () => {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html names what it takes of ES 6 and later.
  // Node takes far more, so that the tests below would not notice.
  const unknown: readonly (readonly [what: string, pattern: RegExp])[] = [
    ['destructuring', /\b(?:const|let|var)\s*[{[]|\(\s*[{[][^)]*[}\]]\s*\)\s*(?:=>|\{)/],
    ['spread', /\.\.\.\w+\s*[,\]}]/],
    ['optional chaining or nullish coalescing', /\?\.[\w[(]|\?\?/],
    ['for-of', /\bfor\s*\([^)]*\bof\b/],
    ['classes, generators or modules', /\bclass\s|function\s*\*|^\s*export\s/m],
    ['default parameters', /function\s*\w*\([^)]*=[^)]*\)/],
  ];
  const files = readdirSync(path.join(MODULES, 'edge')).filter((file) => file.endsWith('.js'));
  expect(files).toEqual(['site-path.js', 'viewer-host.js']);
  for (const file of files) {
    const code = readFileSync(path.join(MODULES, 'edge', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    for (const [what, pattern] of unknown) expect(code, `${file}: ${what}`).not.toMatch(pattern);
  }
});

describe('paths of the site in CloudFront', () => {
  const code = readFileSync(path.join(MODULES, 'edge/site-path.js'), 'utf8');
  const ask = (uri: string) => {
    const { handler } = runInNewContext(`${code}; ({ handler })`) as { handler: (event: object) => Record<string, unknown> };
    return JSON.parse(JSON.stringify(handler({ request: { uri, headers: {} } }))) as Record<string, unknown>;
  };

  test('a folder is its index, the desk has no slash, and a file is itself', () => {
    expect(ask('/').uri).toBe('/index.html');
    expect(ask('/docs/').uri).toBe('/docs/index.html');
    expect(ask('/curate').uri).toBe('/curate/index.html');
    expect(ask('/widget.js').uri).toBe('/widget.js');
    expect(ask('/curate/curate.js').uri).toBe('/curate/curate.js');
  });

  test('a folder without its slash moves to the one with it', () => {
    expect(ask('/docs/v1.2/setup')).toMatchObject({ statusCode: 301, headers: { location: { value: '/docs/v1.2/setup/' } } });
  });

  test('nobody is sent to another host', () => {
    for (const uri of ['//other.example', '//other', '/\\other']) expect(JSON.stringify(ask(uri))).not.toContain('location');
  });
});

test('the streaming function is told by CloudFront which host was visited, not by the visitor', () => {
  const code = readFileSync(path.join(MODULES, 'edge/viewer-host.js'), 'utf8');
  const { handler } = runInNewContext(`${code}; ({ handler })`) as { handler: (event: object) => unknown };
  const headers = { host: { value: 'd111111abcdef8.cloudfront.net' }, 'x-threadwell-host': { value: 'evil.example' } };
  expect(handler({ request: { uri: '/chat/stream', headers } })).toMatchObject({
    headers: { 'x-threadwell-host': { value: 'd111111abcdef8.cloudfront.net' } },
  });
});

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(path.join(MODULES, file), 'utf8')) as T;
}
