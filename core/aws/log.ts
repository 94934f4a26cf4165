import { Logger } from '@aws-lambda-powertools/logger';
import { findEmails } from '#core/domain/redact-emails.ts';
import type { CorrelatedLog } from '#core/ports/log.ts';

export type CloudWatchLogOptions = {
  /** The function, such as `chat-stream`. */
  readonly service: string;
};

/** JSON lines for CloudWatch, with the trace id of X-Ray. */
export function cloudWatchLog({ service }: CloudWatchLogOptions): CorrelatedLog {
  const logger = new Logger({ serviceName: service });
  return {
    correlate({ requestId, correlationId }) {
      logger.resetKeys();
      logger.appendKeys({ request_id: requestId });
      logger.setCorrelationId(correlationId ?? requestId);
    },
    debug: (message, fields = {}) => logger.debug(message, { ...fields }),
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, fields = {}, cause) => logger.error(message, { ...fields, ...(cause === undefined ? {} : { cause: told(cause) }) }),
  };
}

/** The stack of a failure. A service that quotes what it refuses quotes addresses of people: they are left out. */
function told(cause: unknown): string {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  let masked = '';
  let at = 0;
  for (const { start, end } of findEmails(text).sort((a, b) => a.start - b.start)) {
    if (start >= at) masked += `${text.slice(at, start)}[email]`;
    at = Math.max(at, end);
  }
  return masked + text.slice(at);
}
