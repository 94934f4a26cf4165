import { type ChatEvent, formatServerSentEvent } from '#core/domain/chat-event.ts';

/** Proxies drop a silent connection after 30 s or more. */
const PING_EVERY_MS = 15_000;

/** Events as server-sent events, with a comment where nothing happens for a while. `reader` aborts when the client goes away. */
export function eventStream(events: AsyncIterable<ChatEvent>, reader: AbortController): Response {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  let ping: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      ping = setInterval(() => {
        // A reader that does not read needs no more of them.
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': ping\n\n'));
      }, PING_EVERY_MS);
    },
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) {
        clearInterval(ping);
        // The client has left already where it aborted; its stream is closed for us.
        if (!reader.signal.aborted) controller.close();
      } else controller.enqueue(encoder.encode(formatServerSentEvent(value)));
    },
    cancel() {
      clearInterval(ping);
      reader.abort();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
