import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Message } from '#core/domain/message.ts';
import { MAX_MESSAGE_BYTES, overSize, parseMessage } from './parse-message.ts';
import { ticketMessages } from './read-ticket.ts';
import type { FoundHead } from './scan-mailbox.ts';
import { unescapeFrom } from './split-mbox.ts';

/** What is needed of a found head to read its message. */
export type WantedMessage = Pick<FoundHead, 'id' | 'source' | 'place'>;

/** Reads messages that a scan found, wherever they lie. Files are read synchronously: it runs in a worker, which has nothing else to do. */
export type MailReader = {
  /** Throws InvalidInput with the reason when it breaks a limit or is no longer what it was. */
  readonly read: (wanted: WantedMessage) => Promise<Message>;
  readonly close: () => void;
};

/** A thread lies in one archive or few; more open files help nobody. */
const MAX_OPEN_ARCHIVES = 8;

export function openMailReader(): MailReader {
  const archives = new Map<string, number>();
  let ticket: { file: string; messages: readonly Message[] } | null = null;

  const archive = (file: string): number => {
    const known = archives.get(file);
    if (known !== undefined) return known;
    const [oldest] = archives;
    if (oldest && archives.size >= MAX_OPEN_ARCHIVES) {
      archives.delete(oldest[0]);
      closeSync(oldest[1]);
    }
    const descriptor = openSync(file, 'r');
    archives.set(file, descriptor);
    return descriptor;
  };
  const comments = (file: string, source: string): readonly Message[] => {
    if (ticket?.file !== file) ticket = { file, messages: ticketMessages(readFileSync(file, 'utf8'), source.replace(/#\d+$/, '')) };
    return ticket.messages;
  };
  const readPlace = async ({ place, source }: WantedMessage): Promise<Message | undefined> => {
    if ('comment' in place) return comments(place.file, source)[place.comment];
    if (!('at' in place)) {
      const { size } = statSync(place.file);
      if (size > MAX_MESSAGE_BYTES) throw new InvalidInput(overSize(size));
      return parseMessage(readFileSync(place.file), source);
    }
    const bytes = Buffer.allocUnsafeSlow(place.size);
    const length = readSync(archive(place.file), bytes, 0, place.size, place.at);
    return length === place.size ? parseMessage(unescapeFrom(bytes), source) : undefined;
  };
  return {
    read: async (wanted) => {
      const message = await readPlace(wanted);
      if (message?.id !== wanted.id)
        throw new InvalidInput(`${path.basename(wanted.place.file)} was changed while it was read; run distill again`);
      return message;
    },
    close: () => {
      for (const descriptor of archives.values()) closeSync(descriptor);
    },
  };
}
