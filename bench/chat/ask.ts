import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

/** What one visitor saw of one answer. Times count from the moment of asking, on a connection that may have to be made first. */
export type Heard = {
  readonly sessionMs: number | null;
  readonly deltaMs: number | null;
  readonly doneMs: number | null;
  /** Why there was no whole answer. */
  readonly problem: string | null;
};

export type Visitor = { readonly token: string; readonly agent: http.Agent };

/** Starts a conversation on a connection of its own, which stays open. */
export async function newVisitor(endpoint: URL): Promise<Visitor> {
  const agent = new (endpoint.protocol === 'https:' ? https : http).Agent({ keepAlive: true, maxSockets: 1 });
  const { status, text } = await post(endpoint, '/session', {}, agent);
  if (status !== 200) throw new Error(`${endpoint.href} gives no session: ${status} ${text.slice(0, 200)}`);
  return { token: (JSON.parse(text) as { token: string }).token, agent };
}

/** Asks and reads to the end. Never throws: what went wrong is the result. */
export async function ask(endpoint: URL, { token, agent }: Visitor, turnId: string, text: string): Promise<Heard> {
  const start = performance.now();
  const at: Record<string, number> = {};
  try {
    const answer = await post(endpoint, '/chat/stream', { turnId, text }, agent, token, (soFar) => {
      for (const name of ['session', 'delta', 'done'])
        if (at[name] === undefined && soFar.includes(`event: ${name}\n`)) at[name] = performance.now() - start;
    });
    const problem = answer.status !== 200 ? `status ${answer.status}` : answer.text.includes('event: error\n') ? 'error event' : null;
    return { ...timesOf(at), problem: problem ?? (at.done === undefined ? 'cut' : null) };
  } catch (error) {
    return { ...timesOf(at), problem: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

function timesOf({ session, delta, done }: Record<string, number>): Omit<Heard, 'problem'> {
  return { sessionMs: session ?? null, deltaMs: delta ?? null, doneMs: done ?? null };
}

function post(
  endpoint: URL,
  path: string,
  value: object,
  agent: http.Agent,
  token?: string,
  listen: (soFar: string) => void = () => {},
): Promise<{ status: number; text: string }> {
  const body = JSON.stringify(value);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    // A function URL behind CloudFront takes no body without it.
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
    ...(token ? { 'x-threadwell-session': token } : {}),
  };
  return new Promise((resolve, reject) => {
    const { request } = endpoint.protocol === 'https:' ? https : http;
    const sent = request(new URL(path, endpoint), { method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        listen(text);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
