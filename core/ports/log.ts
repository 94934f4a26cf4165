/** Structured log lines. Ids, counts and codes only: never mail, questions or secrets. */
export interface Log {
  /** What helps to see why something was slow or odd; off where nobody looks. */
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `cause` may be any thrown value; its stack is logged. */
  error(message: string, fields?: LogFields, cause?: unknown): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A log whose lines say which request they belong to. */
export type CorrelatedLog = Log & {
  /** From now on, until the next call: one environment of a function has one request at a time. */
  correlate(ids: { readonly requestId: string; readonly correlationId?: string | undefined }): void;
};

/** For who keeps no log. */
export const noLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
