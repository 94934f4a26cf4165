/** One server-sent event as the wire names it: `message` when the frame has no name. */
export type ServerSentEvent = { readonly event: string; readonly data: string };

/** One event of ours is a few kilobytes; a frame beyond this is no answer, and would only fill the visitor's memory. */
const MAX_EVENT_CHARS = 256 * 1024;

/**
 * Reads a `text/event-stream` as it arrives, split anywhere: in a character, in a line end, in a field. Lines end in CRLF, LF or CR;
 * comments, `id` and `retry` are passed over; a frame without its empty line is never given out. `feed` throws RangeError when a frame
 * grows past `maxChars`.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function eventStream(maxChars = MAX_EVENT_CHARS): { feed(chunk: Uint8Array): ServerSentEvent[] } {
  // Drops a leading byte order mark and turns invalid UTF-8 into U+FFFD, as the specification asks.
  const decoder = new TextDecoder();
  let rest = '';
  let endedInCr = false;
  let event = '';
  let data: string[] = [];
  let size = 0;

  const take = (line: string): ServerSentEvent[] => {
    size += line.length;
    const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    if (line) return [];
    const frame = data.length ? [{ event: event || 'message', data: data.join('\n') }] : [];
    event = '';
    data = [];
    size = 0;
    return frame;
  };

  return {
    feed(chunk) {
      let text = decoder.decode(chunk, { stream: true });
      if (!text) return [];
      // The CR that ended the last chunk was a line end already; this LF is its other half.
      if (endedInCr && text[0] === '\n') text = text.slice(1);
      endedInCr = text.endsWith('\r');
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      const frames = lines.flatMap(take);
      if (size + rest.length > maxChars) throw new RangeError('too long');
      return frames;
    },
  };
}
