/** How a trace goes on where a message lies in a queue: X-Ray's own attribute, and the W3C one that other tools read. */
export type TraceAttributes = { readonly AWSTraceHeader: string; readonly traceparent: string };

const X_RAY = /^Root=1-([0-9a-f]{8})-([0-9a-f]{24});Parent=([0-9a-f]{16});Sampled=([01])(?:;|$)/;
const W3C = /^00-([0-9a-f]{8})([0-9a-f]{24})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])$/;

/**
 * The attributes of a message sent within the trace of `header`, as Lambda gives it in `_X_AMZN_TRACE_ID`. Null where there is no whole
 * one: a message without attributes begins a trace of its own.
 */
export function traceAttributes(header: string | undefined): TraceAttributes | null {
  const [, time, random, parent, sampled] = X_RAY.exec(header ?? '') ?? [];
  if (!time || !random || !parent) return null;
  return {
    AWSTraceHeader: `Root=1-${time}-${random};Parent=${parent};Sampled=${sampled}`,
    traceparent: `00-${time}${random}-${parent}-0${sampled}`,
  };
}

/** The id by which log lines of both sides of the queue are found together; null where the message has none. */
export function traceIdOf(attributes: {
  readonly AWSTraceHeader?: string | undefined;
  readonly traceparent?: string | undefined;
}): string | null {
  const [, time, random] = X_RAY.exec(attributes.AWSTraceHeader ?? '') ?? W3C.exec(attributes.traceparent ?? '') ?? [];
  return time && random ? `1-${time}-${random}` : null;
}
