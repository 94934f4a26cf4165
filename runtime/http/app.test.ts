import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { UpstreamFailed } from '#core/domain/errors.ts';
import { curator, HOST, ORIGIN, request, servedApp, testApp, visitor } from './fixtures/test-app.ts';

describe('foreign pages and names', () => {
  test('a Host that is not ours is refused on every route', async () => {
    const { app } = testApp();
    for (const host of ['evil.example', 'localhost:9999', 'localhost', '127.0.0.1:8788', `${HOST}.evil.example`])
      for (const pathname of ['/', '/session', '/drafts', '/desk', '/stand-ins/zendesk/api/v2/tickets', '/health'])
        expect((await request(app, 'GET', pathname, { headers: { host } })).status).toBe(403);
    expect((await request(app, 'GET', '/health', { headers: { host: HOST } })).status).toBe(200);
  });

  test('a request line with a whole address is held to the name in it, and one without any name is answered as every failure', async () => {
    const { server } = await servedApp();
    const own = `localhost:${server.port}`;
    const ask = (line: string, host: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(server.port, '127.0.0.1');
        let text = '';
        socket.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        socket.on('close', () => resolve(text));
        socket.write(`${line}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      });
    expect(await ask(`GET http://${own}/health HTTP/1.1`, own)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await ask('GET http://evil.example/health HTTP/1.1', own)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask(`GET http://${own}/health HTTP/1.1`, 'evil.example')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await ask('GET /health HTTP/1.1', own.toUpperCase())).toMatch(/^HTTP\/1\.1 200 /);
    for (const [line, host] of [
      ['GET /health HTTP/1.1', `${own}.evil.example`],
      ['GET /health HTTP/1.1', `evil.example@${own}`],
      ['GET /\\evil HTTP/1.1', own],
    ])
      expect(await ask(line!, host!)).toMatch(/^HTTP\/1\.1 400 .*\{"error":\{"code":"bad_request"/s);
  });

  test('an unsafe request of an unlisted origin is refused; without Origin it is taken', async () => {
    const { app } = testApp();
    for (const origin of [
      'https://evil.example',
      'null',
      'http://localhost:8788',
      'http://127.0.0.1:8787',
      `http://evil.example@${HOST}`,
      `${ORIGIN}/page`,
      'https://shop.example.evil.example',
    ])
      expect((await request(app, 'POST', '/session', { headers: { origin } })).status).toBe(403);
    expect((await request(app, 'POST', '/session', { headers: { origin: ORIGIN } })).status).toBe(200);
    expect((await request(app, 'POST', '/session')).status).toBe(200);
  });

  test('a listed origin may call visitors’ routes, preflight included, and no curator’s route', async () => {
    const { app } = testApp();
    const origin = 'https://shop.example';
    const preflight = (pathname: string, from = origin) =>
      request(app, 'OPTIONS', pathname, { headers: { origin: from, 'access-control-request-method': 'POST' } });
    const allowed = await preflight('/chat/stream');
    const others = ['/chat/stop', '/support-request', '/support-request/uploads', `/uploads/${'a'.repeat(64)}`];
    for (const pathname of others) expect([pathname, (await preflight(pathname)).status]).toEqual([pathname, 204]);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    expect(allowed.headers.get('access-control-allow-headers')).toBe(
      'content-type, idempotency-key, x-threadwell-session, x-amz-content-sha256',
    );
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const session = await request(app, 'POST', '/session', { headers: { origin } });
    expect([session.status, session.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    for (const refused of [await preflight('/drafts'), await preflight('/curate/key'), await preflight('/chat', 'https://evil.example')]) {
      expect(refused.status).toBe(403);
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
    const { cookie } = await curator(app);
    const draft = await request(app, 'GET', '/drafts', { headers: { origin, cookie } });
    expect(draft.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('errors reach a listed origin too', async () => {
    const { app } = testApp();
    const response = await request(app, 'POST', '/chat', { body: {}, headers: { origin: 'https://shop.example' } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([401, 'https://shop.example']);
  });
});

describe('bodies', () => {
  test('over 64 KB are refused whether or not they say so', async () => {
    const { origin, app } = await servedApp();
    const ann = await visitor(app);
    const post = (body: BodyInit) =>
      fetch(`${origin}/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-threadwell-session': ann.token },
        body,
        duplex: 'half',
      } as RequestInit);
    const told = 'x'.repeat(70_000);
    expect((await post(told)).status).toBe(413);
    const untold = new ReadableStream({
      start(controller) {
        for (let n = 0; n < 8; n += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
        controller.close();
      },
    });
    expect((await post(untold)).status).toBe(413);
  });

  test('of another type are refused', async () => {
    const { app } = testApp();
    const ann = await visitor(app);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'text/plain; application/json']) {
      const headers = { 'content-type': type, 'x-threadwell-session': ann.token };
      expect((await request(app, 'POST', '/chat', { body: '{"turnId":"t","text":"How?"}', headers })).status).toBe(415);
    }
  });
});

describe('answers', () => {
  test('carry security headers, whatever they are', async () => {
    const { app } = testApp(() => ({ assets: (path) => (path === '/' ? { type: 'text/html; charset=utf-8', body: '<p>Hello' } : null) }));
    for (const pathname of ['/', '/health', '/nothing', '/articles/none', '/desk', '/drafts']) {
      const { headers } = await request(app, 'GET', pathname);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
  });

  test('tell nothing of what went wrong inside', async () => {
    const { app, errors } = testApp((ports) => ({
      ports: {
        ...ports,
        sessions: { ...ports.sessions, create: () => Promise.reject(new TypeError('password=hunter2')) },
        serving: { ...ports.serving, current: () => Promise.reject(new UpstreamFailed('10.0.0.7 refused')) },
      },
    }));
    const broken = await request(app, 'POST', '/session');
    expect([broken.status, await broken.json()]).toEqual([
      500,
      { error: { code: 'internal', message: expect.not.stringContaining('hunter2') } },
    ]);
    const upstream = await request(app, 'GET', '/health');
    expect([upstream.status, await upstream.json()]).toEqual([
      502,
      { error: { code: 'upstream_failed', message: expect.not.stringContaining('10.0') } },
    ]);
    expect(errors).toHaveLength(2);
  });

  test('of routes that do not exist are 404 in the error shape', async () => {
    const { app } = testApp();
    for (const [method, pathname] of [
      ['GET', '/conversation'],
      ['POST', '/webhooks/zendesk'],
      ['DELETE', '/session'],
    ] as const) {
      const response = await request(app, method, pathname);
      expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'not_found' } }]);
    }
  });

  test('from the assets keep their status, type and redirect', async () => {
    const { app } = testApp(() => ({
      assets: async (path) =>
        path === '/old'
          ? { status: 301, type: 'text/plain', body: '', location: '/new' }
          : { status: 404, type: 'text/html', body: '<h1>Gone' },
    }));
    const moved = await request(app, 'GET', '/old');
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/new']);
    expect((await request(app, 'GET', '/other')).status).toBe(404);
    expect((await request(app, 'HEAD', '/other')).status).toBe(404);
  });
});

test('/health tells the step while it prepares, and what serves when it is ready', async () => {
  let ready = false;
  const { app, ports } = testApp(() => ({ readiness: () => (ready ? { status: 'ready' } : { status: 'preparing', step: 'scrape' }) }));
  const preparing = await request(app, 'GET', '/health');
  expect([preparing.status, await preparing.json()]).toEqual([503, { status: 'preparing', step: 'scrape' }]);
  ready = true;
  await ports.serving.promote({ version: 1, side: 'blue', contentHash: 'h', articles: 3, promotedAt: '2026-11-21T09:00:00.000Z' });
  expect(await (await request(app, 'GET', '/health')).json()).toEqual({
    status: 'ready',
    timestamp: '2026-11-21T10:00:00.000Z',
    environment: 'local',
    version: '0.1.0',
    knowledgeBaseVersion: 1,
  });
});

test('/openapi.json declares the routes', async () => {
  const { app } = testApp();
  const document = (await (await request(app, 'GET', '/openapi.json')).json()) as { openapi: string; paths: Record<string, object> };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/session',
      '/chat/stream',
      '/chat/confirm',
      '/feedback',
      '/support-request',
      '/support-request/uploads',
      '/support-request/{id}',
      '/uploads/{token}',
      '/drafts/{id}',
      '/drafts/{id}/approve',
      '/articles/{slug}',
      '/health',
    ]),
  );
});

describe('served on this machine', () => {
  test('answers on 127.0.0.1 and localhost, and to a wrong Host not at all', async () => {
    const { server } = await servedApp();
    expect((await fetch(`${server.origin}/health`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${server.port}/health`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.2:${server.port}/health`).catch(() => null))?.status).not.toBe(200);
  });

  test('says that a port is in use, and what to do', async () => {
    const { server } = await servedApp();
    const { app } = testApp();
    const { serveLocally } = await import('./node-shell.ts');
    await expect(serveLocally(app, { port: server.port })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: `port ${server.port} is in use; stop the other program or choose another with --port`,
    });
  });

  test('closes while a stream is open: its reader sees the end', async () => {
    const { origin, server, app } = await servedApp();
    const ann = await visitor(app);
    const response = await fetch(`${origin}/chat/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-threadwell-session': ann.token },
      body: JSON.stringify({ turnId: 't1', text: 'wait for the end' }),
    });
    const reader = response.body!.getReader();
    let text = new TextDecoder().decode((await reader.read()).value);
    const closed = server.close();
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += new TextDecoder().decode(part.value);
    await closed;
    expect(text).toContain('"reason":"stopped"');
    await expect(fetch(`${origin}/health`)).rejects.toThrow();
  });
});
