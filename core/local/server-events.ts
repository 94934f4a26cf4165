import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';

/** A piece of an answer is a few hundred bytes. */
const MAX_EVENT_CHARACTERS = 1024 * 1024;
/** The longest answer that we ask for is a hundredth of this, wrapped in JSON piece by piece. */
const MAX_STREAM_BYTES = 32 * 1024 * 1024;

/**
 * The data of each event of a `text/event-stream`, however it comes in pieces (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * Comments and other fields are passed over; an event that is cut off is none.
 */
export async function* serverEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let rest = '';
  let data: string[] = [];
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > MAX_STREAM_BYTES) throw new LimitReached(`the model’s answer is over ${MAX_STREAM_BYTES / 1024 / 1024} MB`, 'too_large');
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length + sizeOf(data) > MAX_EVENT_CHARACTERS)
      throw new UpstreamFailed('the model’s server sends an event without an end; check `baseUrl`', { retryable: false });
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5));
      if (line || !data.length) continue;
      yield data.join('\n');
      data = [];
    }
  }
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
