import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { testApp, visitor } from '../http/fixtures/test-app.ts';
import { context, keptLog, PUBLIC_ORIGIN, recorded, SECRET } from './fixtures/recorded.ts';
import type { ResultHead } from './http-result.ts';
import { bufferedHttp, type HttpService, streamedHttp } from './lambda-shell.ts';

/** The functions over an app on local adapters, and a visitor of it. `secret` is what Secrets Manager holds. */
async function functions(secret = SECRET) {
  const tested = testApp();
  const ann = await visitor(tested.app);
  const service: HttpService = {
    app: tested.app,
    secrets: { read: async () => secret },
    log: keptLog(),
    publicOrigin: PUBLIC_ORIGIN,
  };
  const heads: ResultHead[] = [];
  const stream = streamedHttp(
    () => service,
    (line, head) => {
      heads.push(head);
      return line;
    },
  );
  const event = (name: string, changes: Record<string, string> = {}) =>
    recorded<APIGatewayProxyEventV2>(name, { 'SESSION-TOKEN': ann.token, 'ORIGIN-SECRET': SECRET, ...changes });
  return { ...tested, ann, service, buffered: bufferedHttp(() => service), stream, heads, event };
}

const withBody = (event: APIGatewayProxyEventV2, body: object): APIGatewayProxyEventV2 => ({
  ...event,
  body: JSON.stringify(body),
  isBase64Encoded: false,
});

describe('the function behind the HTTP API', () => {
  test('answers a recorded question as the local server does', async () => {
    const { buffered, event, ann } = await functions();
    const result = await buffered(event('http-chat'), context());
    expect(result).toMatchObject({ statusCode: 200, isBase64Encoded: false, cookies: [] });
    expect(result.headers).toMatchObject({ 'content-type': 'application/json', 'x-content-type-options': 'nosniff' });
    expect((JSON.parse(result.body ?? '') as { events: unknown }).events).toEqual(
      await ann.ask('How do I send logs through a proxy?', 't-1'),
    );
  });

  test.each([
    ['without the header', undefined],
    ['with another value', 'guessed'],
    ['with an empty one', ''],
  ])('refuses a request that did not come through CloudFront, %s', async (_, value) => {
    const { buffered, event, calls } = await functions();
    const direct = event('http-chat');
    if (value === undefined) delete direct.headers['x-threadwell-origin'];
    else direct.headers['x-threadwell-origin'] = value;
    expect(await buffered(direct, context())).toMatchObject({ statusCode: 403 });
    expect(calls()).toBe(0);
  });

  test('takes the old and the new secret while it is changed', async () => {
    const { buffered, event } = await functions(`${SECRET}\nnext-one\n`);
    for (const value of [SECRET, 'next-one'])
      expect(await buffered(event('http-chat', { 'ORIGIN-SECRET': value }), context())).toMatchObject({ statusCode: 200 });
    expect(await buffered(event('http-chat', { 'ORIGIN-SECRET': `${SECRET} next-one` }), context())).toMatchObject({ statusCode: 403 });
  });

  test('an empty secret lets nobody in', async () => {
    const { buffered, event } = await functions(' \n');
    expect(await buffered(event('http-chat', { 'ORIGIN-SECRET': '' }), context())).toMatchObject({ statusCode: 403 });
  });

  test('a secret that cannot be read is our failure, told without a reason', async () => {
    const { service, event } = await functions();
    const log = keptLog();
    const secrets = { read: () => Promise.reject(new Error('the secret origin is denied')) };
    const result = await bufferedHttp(() => ({ ...service, secrets, log }))(event('http-chat'), context());
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toContain('denied');
    expect(log.lines.join()).toContain('denied');
  });

  test('counts visitors by the address that CloudFront saw, an IPv6 one by its network, and never by forwarded headers', async () => {
    const { buffered, event, service } = await functions();
    const start = (address: string, forwarded = '203.0.113.50') => {
      const request = withBody(event('http-chat', { '198.51.100.7:46532': address }), {});
      return buffered({ ...request, rawPath: '/session', headers: { ...request.headers, 'x-forwarded-for': forwarded } }, context());
    };
    for (let n = 0; n < 60; n += 1) expect(await start(`198.51.100.7:${1024 + n}`, `192.0.2.${n}`)).toMatchObject({ statusCode: 200 });
    const refused = await start('198.51.100.7:9', '192.0.2.99');
    expect(refused).toMatchObject({ statusCode: 429 });
    expect(Number(refused.headers?.['retry-after'])).toBeGreaterThan(0);
    for (let n = 0; n < 60; n += 1) expect(await start(`2001:db8:12:34::${n.toString(16)}:5000`)).toMatchObject({ statusCode: 200 });
    expect(await start('2001:db8:12:34:ffff:1:2:3:5000')).toMatchObject({ statusCode: 429 });
    expect(await start('2001:db8:12:35::1:5000')).toMatchObject({ statusCode: 200 });
    expect(service.publicOrigin).toBe(PUBLIC_ORIGIN);
  });

  test('pages of the public name may write, pages of others may not', async () => {
    const { buffered, event } = await functions();
    expect(await buffered(event('http-chat', { [PUBLIC_ORIGIN]: 'https://evil.example' }), context())).toMatchObject({ statusCode: 403 });
  });

  test('the name of a curator comes from the token that the authorizer has checked, and only with a group', async () => {
    const { buffered, event, ports } = await functions();
    const drafts = (changes: Record<string, string> = {}) => buffered(event('http-curator', changes), context());
    expect(await drafts()).toMatchObject({ statusCode: 200, body: '{"drafts":[]}' });
    expect(await drafts({ '[curator operator]': '[visitor]' })).toMatchObject({ statusCode: 403 });
    const unsigned = event('http-curator');
    delete (unsigned.requestContext as { authorizer?: unknown }).authorizer;
    expect(await buffered(unsigned, context())).toMatchObject({ statusCode: 401 });
    const me = await buffered({ ...event('http-curator'), rawPath: '/curate/me', rawQueryString: '' }, context());
    expect(me.body).toBe('{"name":"mira@ferrywork.example"}');
    expect(await ports.drafts.list()).toEqual([]);
  });

  test('bodies, headers and cookies arrive whole: base64, any case, several values, a query', async () => {
    const seen: Request[] = [];
    const { service, event } = await functions();
    const app = {
      fetch: async (request: Request) => {
        seen.push(request);
        const response = Response.json({ got: await request.clone().text() });
        response.headers.append('set-cookie', 'a=1; Path=/');
        response.headers.append('set-cookie', 'b=2, too; Path=/');
        return response;
      },
    };
    const result = await bufferedHttp(() => ({ ...service, app }))(event('http-chat'), context());
    expect(result.cookies).toEqual(['a=1; Path=/', 'b=2, too; Path=/']);
    expect(result.headers).not.toHaveProperty('set-cookie');
    expect(seen[0]?.headers.get('cookie')).toBe('theme=dark; visits=3');
    expect(seen[0]?.url).toBe(`${PUBLIC_ORIGIN}/chat`);
    expect(seen[0]?.headers.get('host')).toBe('help.ferrywork.example');
    expect(seen[0]?.headers.get('x-threadwell-origin')).toBeNull();
    const umlauts = { turnId: 't', text: 'Größe – 大きさ' };
    const encoded = {
      ...event('function-url-stream'),
      body: Buffer.from(JSON.stringify(umlauts)).toString('base64'),
      rawQueryString: 'a=1&a=2',
    };
    await bufferedHttp(() => ({ ...service, app }))(encoded, context());
    expect(await seen[1]?.json()).toEqual(umlauts);
    expect(seen[1]?.url).toBe(`${PUBLIC_ORIGIN}/chat/stream?a=1&a=2`);
    expect(seen[1]?.headers.get('content-length')).toBe(String(Buffer.byteLength(JSON.stringify(umlauts))));
  });

  test('where Terraform cannot know the public name, CloudFront tells it, to requests that came through it', async () => {
    const { service, event } = await functions();
    const log = keptLog();
    const handler = bufferedHttp(() => ({ ...service, log, publicOrigin: null }));
    const visited = (host: string | undefined, changes: Record<string, string> = {}) => {
      const asked = event('http-chat', changes);
      if (host !== undefined) asked.headers['X-Threadwell-Host'] = host;
      return handler(asked, context());
    };
    expect(await visited(new URL(PUBLIC_ORIGIN).host)).toMatchObject({ statusCode: 200 });
    expect(await visited('d111111abcdef8.cloudfront.net')).toMatchObject({ statusCode: 403 });
    expect(await visited(new URL(PUBLIC_ORIGIN).host, { [SECRET]: 'guessed' })).toMatchObject({ statusCode: 403 });
    for (const host of [undefined, '', 'evil.example/x', 'a@b.example', `${'a.'.repeat(400)}example`])
      expect(await visited(host)).toMatchObject({ statusCode: 500 });
    expect(log.lines.join()).toContain('CloudFront did not tell which host was visited');
  });

  test('a body that is too large is refused, however its length is told', async () => {
    const { buffered, event } = await functions();
    const large = withBody(event('http-chat'), { turnId: 't', text: 'x'.repeat(70_000) });
    large.headers['content-length'] = '5';
    expect(await buffered(large, context())).toMatchObject({ statusCode: 413 });
  });

  test('what is no text goes as base64', async () => {
    const { service, event } = await functions();
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff]);
    const app = { fetch: async () => new Response(bytes, { headers: { 'content-type': 'image/png' } }) };
    const result = await bufferedHttp(() => ({ ...service, app }))(event('http-curator'), context());
    expect(result.isBase64Encoded).toBe(true);
    expect(new Uint8Array(Buffer.from(result.body ?? '', 'base64'))).toEqual(bytes);
  });

  test('log lines of a request carry its id', async () => {
    const { service, event } = await functions();
    const log = keptLog();
    await bufferedHttp(() => ({ ...service, log }))(event('http-chat'), context('request-1'));
    expect(log.requests).toEqual(['request-1']);
  });
});

describe('the function that streams', () => {
  test('writes the head first, then each event as it comes', async () => {
    const { stream, event, heads, open } = await functions();
    const line = new PassThrough();
    const read: string[] = [];
    line.setEncoding('utf8').on('data', (chunk: string) => read.push(chunk));
    const asked = withBody(event('function-url-stream'), { turnId: 't-1', text: 'wait for it' });
    const finished = stream(asked, line, context());
    await expect.poll(() => read.join('')).toContain('event: delta');
    expect(heads).toHaveLength(1);
    expect(heads[0]).toMatchObject({ statusCode: 200, cookies: [], headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
    expect(read.join('')).not.toContain('event: done');
    open();
    await finished;
    expect(read.join('')).toMatch(/event: done\n.*\n\n$/);
    expect(read.join('').match(/event: done/g)).toHaveLength(1);
    expect(line.writableFinished).toBe(true);
  });

  test('answers the recorded event, whose body is base64', async () => {
    const { stream, event } = await functions();
    const line = new PassThrough();
    const [all] = await Promise.all([text(line), stream(event('function-url-stream'), line, context())]);
    expect(all).toContain('event: citation');
  });

  test('a turn that another process answers is 409 with Retry-After 2', async () => {
    const { stream, event, heads, ports, ann } = await functions();
    await ports.turns.claim({ sessionId: ann.sessionId, turnId: 't-1', text: 'How do I send logs through a proxy?' });
    const line = new PassThrough();
    const [all] = await Promise.all([text(line), stream(event('function-url-stream'), line, context())]);
    expect(heads[0]).toMatchObject({ statusCode: 409, headers: { 'retry-after': '2' } });
    expect(JSON.parse(all)).toMatchObject({ error: { code: 'turn_running' } });
  });

  test('a line that is cut does not end the answer: it is stored whole', async () => {
    const { stream, event, open, ann, ports } = await functions();
    const line = new PassThrough();
    line.resume();
    const asked = withBody(event('function-url-stream'), { turnId: 't-1', text: 'wait for it' });
    const finished = stream(asked, line, context());
    await expect.poll(async () => (await ports.turns.list(ann.sessionId)).length).toBe(1);
    line.destroy(new Error('the visitor left'));
    open();
    await finished;
    const [turn] = await ports.turns.list(ann.sessionId);
    expect(turn?.state).toBe('finished');
    expect(turn?.events.at(-1)).toMatchObject({ type: 'done', answered: true });
  });

  test('a line that takes nothing holds the answer back, and one that then breaks lets it go on', async () => {
    const { service, event, heads } = await functions();
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          if (pulled > 20) controller.close();
          else controller.enqueue(new Uint8Array(1_000));
        },
      },
      { highWaterMark: 0 },
    );
    const app = { fetch: async () => new Response(body) };
    const stuck = new Writable({ highWaterMark: 500, write() {} });
    const finished = streamedHttp(
      () => ({ ...service, app }),
      (line) => line,
    )(event('function-url-stream'), stuck, context());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pulled).toBeLessThan(5);
    stuck.destroy();
    await finished;
    expect(pulled).toBe(21);
    expect(heads).toEqual([]);
  });

  test('an answer that outlives the function ends in time-out and done, and is stored', async () => {
    const { stream, event, ann, ports } = await functions();
    const line = new PassThrough();
    const asked = withBody(event('function-url-stream'), { turnId: 't-1', text: 'deaf as a post' });
    const [all] = await Promise.all([text(line), stream(asked, line, context('r', 3_200))]);
    expect(all).toMatch(/event: error\ndata: \{"code":"timeout".*\n\nevent: done\n.*"reason":"error".*\n\n$/);
    expect((await ports.turns.list(ann.sessionId))[0]?.state).toBe('finished');
  });

  test('what did not come through CloudFront gets no stream', async () => {
    const { stream, event, heads, calls } = await functions();
    const line = new PassThrough();
    await Promise.all([text(line), stream(event('function-url-stream', { [SECRET]: 'guessed' }), line, context())]);
    expect(heads[0]?.statusCode).toBe(403);
    expect(calls()).toBe(0);
  });
});
