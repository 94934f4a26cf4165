import { sha256 } from '#core/domain/digest.ts';

export type SmokeOptions = {
  /** Where visitors come to: `https://help.example.com`. */
  readonly endpoint: string;
  /** What the docs answer. */
  readonly question: string;
  /** An address behind the public one, which must be closed: the HTTP API's own. */
  readonly direct?: string | undefined;
};

export type SmokeResult = { readonly name: string; readonly problem: string | null; readonly told: string };

/** No support desk answers it. */
const OFF_TOPIC = 'What will the weather be like in Hamburg tomorrow?';
/** Nobody lists this one. */
const STRANGER = 'https://not-listed.example';
/** The longest answer, and a cold start. */
const TIMEOUT_MS = 60_000;

type Frame = { readonly event: string; readonly data: Readonly<Record<string, unknown>> };

/**
 * Walks through a running service as a visitor, a foreign page and a forged webhook would, one after the other. Nothing is left behind but a session
 * with two turns. What fails has a `problem`; a check that needs a session fails where there is none.
 */
export async function* smokeChecks({ endpoint, question, direct }: SmokeOptions): AsyncGenerator<SmokeResult> {
  const call = (path: string, init: RequestInit = {}, base = endpoint) =>
    fetch(new URL(path, base), { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  /** As the widget sends it: the function URL behind CloudFront takes only bodies whose hash is told. */
  const post = (path: string, content: object, headers: Record<string, string> = {}) => {
    const body = JSON.stringify(content);
    return call(path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-amz-content-sha256': sha256(body), ...headers },
    });
  };
  let token = '';
  const ask = async (turnId: string, text: string): Promise<Frame[]> => {
    const response = await post('/chat/stream', { turnId, text }, { 'x-threadwell-session': token });
    await expectStatus(response, 200);
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream')) throw new Error(`it answers ${type || 'without a type'} and does not stream`);
    return framesOf(await response.text());
  };

  yield await check('health', async () => {
    const response = await call('/health');
    const { status, environment, version, knowledgeBaseVersion } = await jsonOf(response);
    if (response.status !== 200 || status !== 'ready') throw new Error(`it says ${response.status} ${String(status)}: run a first refresh`);
    return `${String(environment)} ${String(version)}, knowledge base ${String(knowledgeBaseVersion)}`;
  });
  yield await check('session', async () => {
    const response = await post('/session', {});
    await expectStatus(response, 200);
    const { token: given } = await jsonOf(response);
    if (typeof given !== 'string' || !given) throw new Error('there is no token in it');
    token = given;
    return 'a token';
  });
  yield await check('cited answer', async () => {
    const frames = await ask('smoke-1', question);
    const sources = frames.filter(({ event }) => event === 'citation').length;
    const words = frames.filter(({ event }) => event === 'delta').length;
    if (!sources || !words)
      throw new Error(`\`${question}\` got ${sources} sources and ended ${ending(frames)}; ask what your docs answer, with --question`);
    return `${sources} sources, ${ending(frames)}`;
  });
  yield await check('refusal', async () => {
    const frames = await ask('smoke-2', OFF_TOPIC);
    if (frames.at(-1)?.data.reason !== 'refused') throw new Error(`it was answered: ${ending(frames)}`);
    return ending(frames);
  });
  yield await check('foreign page', async () => {
    const preflight = await call('/chat', {
      method: 'OPTIONS',
      headers: { origin: STRANGER, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    const written = await post('/session', {}, { origin: STRANGER });
    for (const { headers } of [preflight, written]) {
      const allowed = headers.get('access-control-allow-origin');
      if (allowed !== null) throw new Error(`${allowed} is allowed`);
    }
    await expectStatus(written, 403);
    return 'not allowed';
  });
  yield await check('forged webhook', async () => {
    const forged = { 'x-zendesk-webhook-signature': 'forged', 'x-zendesk-webhook-signature-timestamp': new Date().toISOString() };
    await expectStatus(await post('/webhooks/zendesk', { ticket_id: '1', status: 'Solved' }, forged), 401);
    return '401';
  });
  if (direct !== undefined)
    yield await check('way round the firewall', async () => {
      await expectStatus(await call('/health', {}, direct), 403);
      return '403';
    });
}

async function check(name: string, look: () => Promise<string>): Promise<SmokeResult> {
  try {
    return { name, problem: null, told: await look() };
  } catch (error) {
    const { message, cause } = error as Error;
    return { name, problem: cause instanceof Error ? `${message}: ${cause.message}` : message, told: '' };
  }
}

async function expectStatus(response: Response, status: number): Promise<void> {
  if (response.status === status) return;
  const text = (await response.text()).slice(0, 200);
  throw new Error(`it answers ${response.status} and not ${status}: ${text}`);
}

async function jsonOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  const text = await response.text();
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw new Error(`it answers ${response.status} without JSON: ${text.slice(0, 200)}`);
  }
}

/** The events of a whole stream; a frame without its end is none. */
function framesOf(stream: string): Frame[] {
  return [...stream.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)].map(([, event, data]) => ({
    event: event!,
    data: JSON.parse(data!) as Frame['data'],
  }));
}

function ending(frames: readonly Frame[]): string {
  const last = frames.at(-1);
  return last?.event === 'done' ? `done ${String(last.data.reason ?? (last.data.answered ? 'answered' : 'unanswered'))}` : 'without done';
}
