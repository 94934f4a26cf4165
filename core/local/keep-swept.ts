import type { DatabaseSync } from 'node:sqlite';
import { RAW_TICKETS_FOLDER } from '#core/domain/retention.ts';
import type { Log } from '#core/ports/log.ts';
import { sweepChat } from './sweep-chat.ts';
import { sweepRawTickets } from './sweep-raw-tickets.ts';
import { type SweepRequestsPorts, sweepRequests } from './sweep-requests.ts';

/** Nothing here is in a hurry: what is over its time is not given out in any case. */
const SWEEP_EVERY_MS = 3_600_000;

type Swept = SweepRequestsPorts & {
  /** The connection of the chat's tables. */
  readonly chatter: DatabaseSync;
  readonly dataDir: string;
  readonly log: Log;
};

/**
 * Removes what is over its time now, and every hour while the process has other work. Where files cannot be removed, the log says so and the
 * process goes on. Returns what ends it, to be called before the databases are closed.
 */
export function keepSwept({ chatter, dataDir, log, ...ports }: Swept): () => void {
  let isEnded = false;
  const run = () => {
    sweepChat(chatter, ports.clock);
    try {
      sweepRawTickets(dataDir, ports.clock.now());
    } catch (error) {
      log.error('tickets that are over their time could not be removed', { folder: RAW_TICKETS_FOLDER }, error);
    }
    void sweepRequests(ports, () => !isEnded).catch((error: unknown) => log.error('old requests could not be removed', {}, error));
  };
  run();
  const timer = setInterval(run, SWEEP_EVERY_MS).unref();
  return () => {
    isEnded = true;
    clearInterval(timer);
  };
}
