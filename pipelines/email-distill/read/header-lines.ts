import type { Address } from '#core/domain/message.ts';

/** The headers that say who, when, what and in answer to what; the others of a mail are left alone. */
const WANTED = new Set(
  'from to cc subject date message-id in-reply-to references content-type auto-submitted x-autoreply x-autorespond x-failed-recipients precedence list-unsubscribe list-post'.split(
    ' ',
  ),
);

/** A header as it stands in the mail, and its value on one line. */
export type HeaderLine = { readonly name: string; readonly line: string; readonly value: string };

/** The wanted headers of a mail, in its order. `head` is Latin-1: a character a byte. */
export function headerLines(head: string): HeaderLine[] {
  const lines: HeaderLine[] = [];
  // A line that begins with white space goes on with the one before (RFC 5322, 2.2.3).
  for (const line of head.split(/\r?\n(?![ \t])/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (WANTED.has(name))
      lines.push({
        name,
        line,
        value: line
          .slice(colon + 1)
          .replace(/\r?\n/g, '')
          .trim(),
      });
  }
  return lines;
}

/** Whether a value says what it means: no encoded words, no bytes outside ASCII, no quotes, comments, groups or routes. */
export function isPlain({ name, value }: HeaderLine): boolean {
  if (/[^\t\x20-\x7e]|=\?/.test(value)) return false;
  return !['from', 'to', 'cc'].includes(name) || plainAddresses(value) !== null;
}

/** The addresses of a plain list such as `Sara Lind <sara@north.example>, help@vendor.example`; null when it is not that plain. */
export function plainAddresses(value: string): Address[] | null {
  if (/["();:\\[\]]/.test(value)) return null;
  const addresses: Address[] = [];
  for (const part of value.split(',')) {
    const match = /^\s*(?:([^<>@]*)<([^<>\s@]+@[^<>\s@]+)>|([^<>\s@]+@[^<>\s@]+))\s*$/.exec(part);
    if (!match) return null;
    const [, name = '', named, bare] = match;
    addresses.push({ name: name.trim().replace(/\s+/g, ' '), address: (named ?? bare ?? '').toLowerCase() });
  }
  return addresses;
}
