import { UpstreamFailed } from '#core/domain/errors.ts';

/** A service that speaks OpenAI's `POST /embeddings`, on this machine or elsewhere. */
export type EmbeddingsEndpoint = {
  /** With the version: `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Where the model lets one choose. */
  readonly dimensions?: number | undefined;
  readonly apiKey?: string | undefined;
};

/** Vectors of one space can be compared: those of one model, as long as one chooses. */
export function spaceOf({ model, dimensions }: EmbeddingsEndpoint): string {
  return `${model} ${dimensions ?? ''}`.trim();
}

/** Vectors of length 1, one a text, in order. Throws UpstreamFailed. */
export type Embed = (texts: readonly string[], timeoutMs: number) => Promise<Float32Array[]>;

/** Models read at most about 8,000 tokens; an article has 500. */
const MAX_CHARACTERS = 8_000;
/** A thousand vectors of 4,096 numbers as JSON; a larger answer is no answer to what was asked. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export function embeddingsEndpoint({ baseUrl, model, dimensions, apiKey }: EmbeddingsEndpoint): Embed {
  const url = `${baseUrl.replace(/\/+$/, '')}/embeddings`;
  const headers = { 'content-type': 'application/json', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) };
  return async (texts, timeoutMs) => {
    const input = texts.map((text) => text.slice(0, MAX_CHARACTERS));
    const body = JSON.stringify({ model, input, encoding_format: 'float', ...(dimensions ? { dimensions } : {}) });
    try {
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
      if (!response.ok) throw new UpstreamFailed(`${url} answered ${response.status}; check \`embeddings\` in the configuration`);
      return vectorsOf(await readJson(response), texts.length);
    } catch (cause) {
      if (cause instanceof UpstreamFailed) throw cause;
      throw new UpstreamFailed(`${url} gave no vectors: ${(cause as Error).message}; check \`embeddings\` in the configuration`, { cause });
    }
  };
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`the answer is over ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function vectorsOf(value: unknown, count: number): Float32Array[] {
  const data = (value as { data?: unknown } | null)?.data;
  if (!Array.isArray(data) || data.length !== count) throw new Error(`the answer has not ${count} vectors`);
  const vectors: Float32Array[] = [];
  for (const row of data as ({ index?: unknown; embedding?: unknown } | null)[]) vectors[Number(row?.index)] = unitVector(row?.embedding);
  const size = vectors[0]?.length;
  for (let index = 0; index < count; index++)
    if (!size || vectors[index]?.length !== size) throw new Error(`vector ${index} of ${count} is missing or has another length`);
  return vectors;
}

/** The cosine of two such vectors is their product. */
function unitVector(numbers: unknown): Float32Array {
  if (!Array.isArray(numbers) || !numbers.every((number) => typeof number === 'number')) throw new Error('a vector is no list of numbers');
  const length = Math.hypot(...numbers);
  if (!Number.isFinite(length) || length === 0) throw new Error('a vector has no direction');
  return Float32Array.from(numbers, (number) => number / length);
}
