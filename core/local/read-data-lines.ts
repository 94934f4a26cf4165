import { LimitReached } from '#core/domain/errors.ts';

/** A piece of an answer is a few words; a whole answer a few thousand tokens. */
const MAX_LINE_CHARACTERS = 256 * 1024;
const MAX_STREAM_BYTES = 4 * 1024 * 1024;

/**
 * The data of server-sent events, an event each (https://html.spec.whatwg.org/multipage/server-sent-events.html): lines end in CR, LF or both,
 * wherever the stream is cut; comments and other fields are passed over. Throws LimitReached for a line or a stream that is none of an answer.
 */
export async function* readDataLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let bytes = 0;
  let data: string[] = [];
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_STREAM_BYTES) throw tooLarge();
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    if (rest.length > MAX_LINE_CHARACTERS) throw tooLarge();
    for (const line of lines) {
      const match = /^data:? ?(.*)$/s.exec(line);
      if (match) data.push(match[1]!);
      else if (line === '' && data.length) {
        yield data.join('\n');
        data = [];
      }
    }
  }
  // Some servers leave the last empty line out.
  const last = /^data:? ?(.*?)\r?$/s.exec(rest);
  if (last) data.push(last[1]!);
  if (data.length) yield data.join('\n');
}

function tooLarge(): LimitReached {
  return new LimitReached(`the model’s answer is over ${MAX_STREAM_BYTES / 1024 / 1024} MB, or one line of it too long`, 'too_large');
}
