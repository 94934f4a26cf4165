import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Message } from '#core/domain/message.ts';
import { MAX_MESSAGE_BYTES, overSize, parseMessage } from './parse-message.ts';
import { ticketMessages } from './read-ticket.ts';
import type { FoundHead } from './scan-mailbox.ts';
import { unescapeFrom } from './split-mbox.ts';

/** What is needed of a found head to read its message. */
export type WantedMessage = Pick<FoundHead, 'id' | 'source' | 'place'>;

/** Reads messages that a scan found, wherever they lie. */
export type MailReader = {
  /** Throws InvalidInput with the reason when it breaks a limit or is no longer what it was. */
  readonly read: (wanted: WantedMessage) => Promise<Message>;
  readonly close: () => Promise<void>;
};

/** A thread lies in one archive or few; more open files help nobody. */
const MAX_OPEN_ARCHIVES = 8;

export function openMailReader(): MailReader {
  const archives = new Map<string, FileHandle>();
  let ticket: { file: string; messages: readonly Message[] } | null = null;

  const archive = async (file: string): Promise<FileHandle> => {
    const known = archives.get(file);
    if (known) return known;
    const [oldest] = archives;
    if (oldest && archives.size >= MAX_OPEN_ARCHIVES) {
      archives.delete(oldest[0]);
      await oldest[1].close();
    }
    const handle = await open(file);
    archives.set(file, handle);
    return handle;
  };
  const comments = async (file: string, source: string): Promise<readonly Message[]> => {
    if (ticket?.file !== file) ticket = { file, messages: ticketMessages(await readFile(file, 'utf8'), source.replace(/#\d+$/, '')) };
    return ticket.messages;
  };
  const readPlace = async ({ place, source }: WantedMessage): Promise<Message | undefined> => {
    if ('comment' in place) return (await comments(place.file, source))[place.comment];
    if (!('at' in place)) {
      const { size } = await stat(place.file);
      if (size > MAX_MESSAGE_BYTES) throw new InvalidInput(overSize(size));
      return parseMessage(await readFile(place.file), source);
    }
    const bytes = Buffer.allocUnsafeSlow(place.size);
    const { bytesRead } = await (await archive(place.file)).read(bytes, 0, place.size, place.at);
    return bytesRead === place.size ? parseMessage(unescapeFrom(bytes), source) : undefined;
  };
  return {
    read: async (wanted) => {
      const message = await readPlace(wanted);
      if (message?.id !== wanted.id)
        throw new InvalidInput(`${path.basename(wanted.place.file)} was changed while it was read; run distill again`);
      return message;
    },
    close: async () => {
      await Promise.all([...archives.values()].map((handle) => handle.close()));
    },
  };
}
