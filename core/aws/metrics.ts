import { Metrics as Powertools } from '@aws-lambda-powertools/metrics';
import type { Dimensions, Metrics } from '#core/ports/metrics.ts';

const NAMESPACE = 'Threadwell';
/** What is measured of tickets on their way in has a namespace of its own, on which its dashboards and alarms are built. */
const PIPELINE_NAMESPACE = 'Threadwell/Pipeline';
const OF_PIPELINE: ReadonlySet<string> = new Set(['TicketIngested', 'EndToEndLatency', 'ErrorRate']);

export type CloudWatchMetricsOptions = {
  /** The function, such as `chat-stream`; a dimension of every metric. */
  readonly service: string;
  /** `dev`, `prod`; a dimension as well, since the environments of an account measure into the same namespaces. */
  readonly environment: string;
};

/**
 * Metrics as lines of the embedded metric format on stdout, which CloudWatch reads from the log. Each goes out by itself and at once: a
 * function that is stopped at its time limit has lost none.
 */
export function cloudWatchMetrics({ service, environment }: CloudWatchMetricsOptions): Metrics {
  const named = { serviceName: service, defaultDimensions: { environment } };
  const chat = new Powertools({ ...named, namespace: NAMESPACE });
  const pipeline = new Powertools({ ...named, namespace: PIPELINE_NAMESPACE });
  const write = (name: string, unit: 'Count' | 'Milliseconds', value: number, dimensions: Dimensions = {}) => {
    const single = (OF_PIPELINE.has(name) ? pipeline : chat).singleMetric();
    for (const [key, text] of Object.entries(dimensions)) single.addDimension(key, text);
    single.addMetric(name, unit, value);
  };
  return {
    count: (name, value = 1, dimensions) => write(name, 'Count', value, dimensions),
    time: (name, milliseconds, dimensions) => write(name, 'Milliseconds', milliseconds, dimensions),
  };
}
