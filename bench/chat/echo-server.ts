import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

/** The floor of the transport: the same framework, one canned answer, nothing looked up and nothing stored. Says its address on stdout. */
const app = new Hono();
const CITATION = { n: 1, title: 'Proxy', url: 'https://docs.example/proxy', snippet: 'x'.repeat(200), source: 'web_docs' };

app.post('/session', async (c) => {
  await c.req.json();
  return c.json({ token: 'none', sessionId: 'none', expiresAt: '2030-01-01T00:00:00.000Z' });
});
app.post('/chat/stream', async (c) => {
  const { turnId } = await c.req.json<{ turnId: string }>();
  return streamSSE(c, async (stream) => {
    const send = (event: string, data: object) => stream.writeSSE({ event, data: JSON.stringify(data) });
    await send('session', { sessionId: 'none', turnId });
    await send('citation', CITATION);
    for (let n = 0; n < 3; n += 1) await send('delta', { text: `A sentence of the usual length that ends in a mark [1]. ${n}` });
    await send('done', { answered: true, citations: [1] });
  });
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.stdout.write(`http://127.0.0.1:${port}\n`));
