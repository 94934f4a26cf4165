import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Removal } from '#core/domain/message.ts';
import { createMasker } from '#core/domain/redact.ts';
import type { MaskKind } from '#core/domain/redact-finding.ts';
import { findNames } from '#core/domain/redact-names.ts';
import { cleanMessage } from './clean/clean-message.ts';
import { MAX_MESSAGE_BYTES, parseMessage } from './read/parse-message.ts';

export type CleanReport = {
  readonly text: string;
  readonly removals: readonly Removal[];
  readonly masked: readonly { readonly kind: MaskKind; readonly count: number }[];
};

/** What one message says and what was taken out of it. A `.txt` file is the text itself, anything else must be an e-mail. */
export async function cleanFile(file: string, options: { readonly mask?: boolean } = {}): Promise<CleanReport> {
  const bytes = await readMail(file);
  const message = /\.txt$/i.test(file)
    ? { text: bytes.toString('utf8'), subject: '', from: { name: '', address: '' } }
    : await parseMessage(bytes, path.basename(file)).catch((error: Error) => {
        throw new InvalidInput(`${file}: ${error.message}; name an .eml or a .txt file`, { cause: error });
      });
  const clean = cleanMessage({ text: message.text, subject: message.subject, name: message.from.name, earlier: [] });
  if (!options.mask) return { text: clean.text, removals: clean.removals, masked: [] };
  // A name that only the greeting or the signature gives away is masked in the text as well, though both are cut off.
  const masker = createMasker({ names: [message.from.name, ...findNames(message.text)] });
  const { text, masked } = masker.mask(clean.text);
  return { text, masked, removals: clean.removals.map((removal) => ({ ...removal, text: masker.mask(removal.text).text })) };
}

async function readMail(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > MAX_MESSAGE_BYTES)
      throw new InvalidInput(`${file} is over ${MAX_MESSAGE_BYTES / 1024 / 1024} MB; name a single message`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name an .eml or a .txt file`, {
      cause: error,
    });
  }
}
