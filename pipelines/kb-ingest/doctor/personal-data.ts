import { findAddresses } from '#core/domain/redact-addresses.ts';
import { findEmails } from '#core/domain/redact-emails.ts';
import type { Finding as Masked, MaskKind } from '#core/domain/redact-finding.ts';
import { findHosts } from '#core/domain/redact-hosts.ts';
import { findIps } from '#core/domain/redact-ips.ts';
import { findAccounts, findCards, findIbans } from '#core/domain/redact-numbers.ts';
import { findPhones } from '#core/domain/redact-phones.ts';
import { findKeys, findNamedSecrets } from '#core/domain/redact-secrets.ts';

/** How often a kind of personal or secret value stands in a text. */
export type LeftOver = { readonly kind: MaskKind; readonly count: number };

/** What must be there before a search is worth its time: most texts have none of it. */
const EMAIL_MARK = /@|[\s[({]at[\s\])}]/i;
const KEY_WORD = /eyJ|-----BEGIN|key|secret|passw|pwd|contrase|mot de passe|token|credential|client.id|bearer|basic/i;
const LONG_NUMBER = /\d(?:[^\p{L}\n]{0,3}\d){5}/u;
const IP_MARK = /\d\.\d{1,3}\.\d|[0-9a-f]:[0-9a-f]{0,4}:/i;
/** Addresses, domains and numbers that standards keep for examples: RFC 2606, 5737, 3849; and networks that everybody has at home. */
const EXAMPLE_HOST = /(?:^|[@.])(?:example\.(?:com|org|net)|[\w-]+\.(?:example|test|invalid|localhost))$/i;
const EXAMPLE_IP = /^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|2001:db8:|fe80:)/i;
const EXAMPLE_PHONE = /555-?01\d\d$/;
/** Digests and ids in hexadecimal stand in any documentation; with words of a key beside them they are found all the same. */
const PLAIN_HEX = /^[0-9a-f]+$/i;

/** `own` are domains whose addresses are published on purpose; a text that was written from mail may have more of its customer in it. */
export type LeftOverOptions = { readonly own: readonly string[]; readonly isFromMail: boolean };

/**
 * What a masker would still find in a text that is about to be published: e-mail addresses, phones, keys, IPs, cards and bank accounts; of text
 * from mail also account numbers, streets and hosts, which in documentation are examples. Names are left out, since from a text alone every
 * second product is one.
 */
export function leftOvers(text: string, { own, isFromMail }: LeftOverOptions): LeftOver[] {
  const found: Masked[] = [];
  const keep = (finding: Masked) => !isExample(text, finding, own);
  if (EMAIL_MARK.test(text)) found.push(...findEmails(text).filter(keep));
  if (hasLongRun(text) || KEY_WORD.test(text)) found.push(...[...findNamedSecrets(text), ...findKeys(text)].filter(keep));
  if (IP_MARK.test(text)) found.push(...findIps(text).filter(keep));
  if (LONG_NUMBER.test(text)) found.push(...[...findIbans(text), ...findCards(text), ...findPhones(text)].filter(keep));
  if (isFromMail) found.push(...[...findAccounts(text), ...findAddresses(text), ...findHosts(text, [])].filter(keep));
  const counts = new Map<MaskKind, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

/** No key that is known by its shape alone is shorter. */
const SHORTEST_KEY = 15;

/** Whether so many characters of keys stand in a row: such a run covers one of the places looked at, so few places are. */
function hasLongRun(text: string): boolean {
  for (let index = SHORTEST_KEY - 1; index < text.length; index += SHORTEST_KEY) {
    let [start, end] = [index, index];
    while (isKeyCode(text.charCodeAt(start))) start -= 1;
    while (start < index && isKeyCode(text.charCodeAt(end + 1))) end += 1;
    if (end - start >= SHORTEST_KEY) return true;
  }
  return false;
}

/** Letters, digits and `+ - / _`; none before and behind the text, where the code is NaN. */
function isKeyCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 45 && code <= 57 && code !== 46) || (code >= 65 && code <= 90) || code === 95 || code === 43
  );
}

function isExample(text: string, { kind, key, start, end }: Masked, own: readonly string[]): boolean {
  switch (kind) {
    case 'email': {
      const host = key.split('@').at(-1)!;
      return EXAMPLE_HOST.test(key) || own.some((domain) => host === domain || host.endsWith(`.${domain}`));
    }
    case 'ip':
      return EXAMPLE_IP.test(key);
    case 'host':
      return EXAMPLE_HOST.test(key);
    case 'phone':
      return EXAMPLE_PHONE.test(text.slice(start, end));
    case 'key':
      return PLAIN_HEX.test(key);
    default:
      return false;
  }
}
