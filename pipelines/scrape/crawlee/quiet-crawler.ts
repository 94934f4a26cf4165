import { Configuration, log as crawleeLog, EventManager, Log, LogLevel } from './crawlee.ts';

/**
 * Crawlee's own event manager starts `ps` once a second to steer how much runs at a time, and ends the process where there is no `ps`,
 * as in slim containers. We run a fixed number at a time, so nothing has to be measured; a memory size is given only so that it is not
 * asked for in the same way.
 */
class QuietEvents extends EventManager {}

/** Nothing is written to disk and nothing is shared with another crawl. */
export function quietConfiguration(): Configuration {
  return new Configuration({ persistStorage: false, eventManager: new QuietEvents(), memoryMbytes: 1 });
}

/** Crawlee reports through its own loggers; what matters lies in our store. */
export function quietLog(): Log {
  crawleeLog.setLevel(LogLevel.OFF);
  return new Log({ level: LogLevel.OFF });
}
