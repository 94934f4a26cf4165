/** Names and dimensions of metrics: ids of our own making, never words of a visitor. */
export type Dimensions = Readonly<Record<string, string>>;

/** Counts and times, for dashboards and alarms. */
export interface Metrics {
  count(name: string, value?: number, dimensions?: Dimensions): void;
  /** A duration in milliseconds. */
  time(name: string, milliseconds: number, dimensions?: Dimensions): void;
}

export const noMetrics: Metrics = { count() {}, time() {} };
