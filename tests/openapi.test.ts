import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import type { Turn } from '#core/domain/session.ts';
import {
  type Call,
  documentCheck,
  type Exchange,
  type Media,
  type OpenApiDocument,
  type Operation,
} from '../runtime/http/fixtures/document-check.ts';
import { request, testApp, visitor } from '../runtime/http/fixtures/test-app.ts';
import type { WebhookPorts } from '../runtime/tickets/webhook/take-webhook.ts';

/** Every route there is: also the one that needs the secret of Zendesk. */
async function served() {
  const { app } = testApp(() => ({ zendeskWebhook: {} as WebhookPorts }));
  const text = await (await request(app, 'GET', '/openapi.json')).text();
  return { app, text, document: JSON.parse(text) as OpenApiDocument };
}

const BROKEN_TURN = { turnId: 't1', text: 'How?', state: 'finished', events: [] } as unknown as Turn;

/** The linter's findings. Of its recommended rules none is switched off. */
async function lint(document: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: '/openapi.json', config });
  return problems.map(({ severity, ruleId, location }) => `${severity} ${ruleId} ${location[0]?.pointer}`);
}

function operations({ paths }: OpenApiDocument) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, method, operation })),
  );
}

describe('/openapi.json', () => {
  test('has nothing that the linter finds, and the linter finds what is wrong', async () => {
    const { document } = await served();
    expect(await lint(document)).toEqual([]);
    const { summary: _, ...withoutSummary } = document.paths['/chat']!.post! as { summary?: string };
    const stop = document.paths['/chat/stop']!;
    const example = { content: { 'application/json': { ...stop.post!.requestBody!.content['application/json'], example: { turnId: 7 } } } };
    const paths = { ...document.paths, '/chat': { post: withoutSummary }, '/chat/stop': { post: { ...stop.post, requestBody: example } } };
    expect((await lint({ ...document, paths })).toSorted()).toEqual([
      'error operation-summary #/paths/~1chat/post/summary',
      'warn no-invalid-media-type-examples #/paths/~1chat~1stop/post/requestBody/content/application~1json/example/turnId',
    ]);
  });

  test('has every route that is served, and no other', async () => {
    const { app, document } = await served();
    const routes = app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, '{$1}')}`)
      // Pages and forms that stand for somebody else's service, on one machine.
      .filter((route) => !/^\w+ \/desk(\/|$)/.test(route));
    // Assets are whatever the folder has.
    expect(new Set(routes)).toEqual(new Set([...operations(document).map(({ name }) => name), 'GET /*']));
    // What takes every method is a guard, a limit or one of those others.
    const guards = ['/*', '/uploads/:token', '/desk/*', '/stand-ins/zendesk/*'];
    expect(new Set(app.routes.filter(({ method }) => method === 'ALL').map(({ path }) => path))).toEqual(new Set(guards));
  });

  test('has an example of every body and answer, and each is as its schema says', async () => {
    const { document } = await served();
    const judge = documentCheck(document);
    const missing: string[] = [];
    for (const { name, path, method, operation } of operations(document)) {
      const call = exampleCall(document, path, method, operation);
      for (const [status, named] of Object.entries(operation.responses)) {
        const answer = named.$ref === undefined ? named : document.components.responses[named.$ref.split('/').at(-1)!]!;
        for (const [type, media] of Object.entries(answer.content ?? {})) {
          const examples = examplesOf(media);
          if (examples.length === 0) missing.push(`${name} ${status}`);
          for (const value of examples) {
            const answered = typeof value === 'string' ? value : JSON.stringify(value);
            const exchange = { ...call, status: Number(status), headers: new Headers({ 'content-type': type }), answered };
            expect(judge(exchange), `${name} ${status}`).toEqual([]);
          }
        }
      }
    }
    expect(missing).toEqual([]);
  });

  test('is the same bytes for whoever asks again', async () => {
    const { app, text } = await served();
    expect(await (await request(app, 'GET', '/openapi.json')).text()).toBe(text);
  });

  test('names for each status of a failure the codes that it comes with, and waits that are told', async () => {
    const { document } = await served();
    const { post } = document.paths['/chat/confirm']!;
    expect(Object.keys(post!.responses)).toEqual(['200', '400', '401', '403', '404', '409', '410', '413', '415', '429', '500', '502']);
    const { rate_limited, not_stored, unauthorized } = document.components.responses;
    expect([rate_limited, not_stored, unauthorized].map((answer) => Object.keys(answer?.headers ?? {}))).toEqual([
      ['Retry-After'],
      ['Retry-After'],
      [],
    ]);
  });
});

test('an exchange that is not as the document says is found, and one that is gives nothing', async () => {
  const { document } = await served();
  const judge = documentCheck(document);
  const { post } = document.paths['/chat/stop']!;
  const good: Exchange = {
    ...exampleCall(document, '/chat/stop', 'post', post!),
    status: 200,
    headers: new Headers({ 'content-type': 'application/json; charset=utf-8' }),
    answered: '{"stopped":true}',
  };
  expect(judge(good)).toEqual([]);
  const headers = (more: Record<string, string>) => new Headers([...good.headers, ...Object.entries(more)]);
  for (const [changes, problem] of [
    [{ status: 409, answered: '{"error":{"code":"conflict","message":"m"}}' }, /the status 409 is not documented/],
    [{ answered: '{"stopped":"yes"}' }, /body\/stopped must be boolean/],
    [{ answered: '{"stopped":true,"why":"told"}' }, /must NOT have unevaluated properties/],
    [{ status: 401, answered: '{"error":{"code":"not_found","message":"m"}}' }, /must be equal to one of the allowed values/],
    [{ headers: new Headers({ 'content-type': 'text/html' }) }, /the content type text\/html is not documented/],
    [{ headers: headers({ etag: '"1"' }) }, /the header etag is not documented/],
    [{ url: new URL('http://localhost/chat/stop?now=1') }, /query `now` is not documented/],
    [{ sent: '{"turnId":"no turn id"}' }, /body\/turnId must match pattern/],
    [{ sent: '{"turnId":"t1","session":"s"}' }, /must NOT have unevaluated properties/],
    [{ sent: '' }, /the body is missing/],
    [{ requestHeaders: new Headers({ 'content-type': 'application/json' }) }, /nothing opens it that is documented/],
  ] as const satisfies readonly (readonly [Partial<Exchange>, RegExp])[])
    expect(judge({ ...good, ...changes })).toEqual([expect.stringMatching(problem)]);

  const stream: Exchange = {
    ...exampleCall(document, '/chat/stream', 'post', document.paths['/chat/stream']!.post!),
    status: 200,
    headers: new Headers({ 'content-type': 'text/event-stream' }),
    answered: 'event: done\ndata: {"answered":true,"citations":[]}\n\n',
  };
  expect(judge(stream)).toEqual([]);
  expect(judge({ ...stream, answered: 'event: delta\ndata: {"text":"Set"}\n\n: ping\n\n' })).toEqual([
    expect.stringMatching(/does not end/),
  ]);
  expect(judge({ ...stream, answered: `event: delta\ndata: {"words":"Set"}\n\n${stream.answered}` })).toEqual([
    expect.stringMatching(/must have required property 'text'/),
  ]);
});

describe('an app that answers what is not documented', () => {
  async function listsTurns() {
    const tested = testApp(({ turns, ...ports }) => ({ ports: { ...ports, turns: { ...turns, list: async () => [BROKEN_TURN] } } }));
    const ann = await visitor(tested.app);
    expect((await ann.call('GET', '/session/turns')).status).toBe(200);
    return tested.undocumented;
  }

  test('is told what', async () => {
    const undocumented = await listsTurns();
    expect(undocumented.splice(0)).toEqual(["listTurns 200: body/turns/0 must have required property 'startedAt'"]);
  });

  test.fails('fails its test when that ends', async () => {
    expect(await listsTurns()).toHaveLength(1);
  });
});

/** The examples of a media type, one or many. */
function examplesOf({ example, examples = {} }: Media): unknown[] {
  return example === undefined ? Object.values(examples).map(({ value }) => value) : [example];
}

/** The call that the examples of an operation make. */
function exampleCall({ components }: OpenApiDocument, path: string, method: string, operation: Operation): Call {
  const requestHeaders = new Headers();
  const url = new URL(path, 'http://localhost');
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    if (!required) continue;
    const value = String(schema.example ?? schema.enum?.[0] ?? 'x1');
    if (place === 'header') requestHeaders.set(name, value);
    else if (place === 'query') url.searchParams.set(name, value);
    else url.pathname = decodeURI(url.pathname).replace(`{${name}}`, value);
  }
  for (const name of operation.security.flatMap((one) => Object.keys(one))) {
    const { in: place, name: header = '' } = components.securitySchemes[name]!;
    if (place === 'cookie') requestHeaders.set('cookie', `${header}=sealed`);
    else requestHeaders.set(place === 'header' ? header : 'authorization', 'Bearer token');
  }
  const [body] = Object.entries(operation.requestBody?.content ?? {});
  if (body) requestHeaders.set('content-type', body[0]);
  const [example] = body ? examplesOf(body[1]) : [];
  const sent = body && example === undefined ? null : example === undefined ? '' : JSON.stringify(example);
  return { method, url, requestHeaders, needsCredentials: true, sent };
}
