import type { Finding as Masked, MaskKind } from '#core/domain/redact-finding.ts';
import { findCards, findIbans, findIps, findPhones } from '#core/domain/redact-numbers.ts';
import { findEmails, findKeys } from '#core/domain/redact-secrets.ts';

/** How often a kind of personal or secret value stands in a text. */
export type LeftOver = { readonly kind: MaskKind; readonly count: number };

/** What must be there before a search is worth its time: most texts have none of it. */
const EMAIL_MARK = /@|[\s[({]at[\s\])}]/i;
const KEY_MARK = /[\w+/-]{15}|eyJ|-----BEGIN|key|secret|passw|pwd|contrase|mot de passe|token|credential|client.id|bearer|basic/i;
const LONG_NUMBER = /\d(?:[^\p{L}\n]{0,3}\d){5}/u;
const IP_MARK = /\d\.\d{1,3}\.\d|[0-9a-f]:[0-9a-f]{0,4}:/i;
/** Addresses, domains and numbers that standards keep for examples: RFC 2606, 5737, 3849; and networks that everybody has at home. */
const EXAMPLE_HOST = /(?:^|[@.])(?:example\.(?:com|org|net)|[\w-]+\.(?:example|test|invalid|localhost))$/i;
const EXAMPLE_IP = /^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|2001:db8:|fe80:)/i;
const EXAMPLE_PHONE = /555-?01\d\d$/;
/** Digests and ids in hexadecimal stand in any documentation; with words of a key beside them they are found all the same. */
const PLAIN_HEX = /^[0-9a-f]+$/i;

/**
 * What a masker would still find in a text that is about to be published: addresses, phones, keys, IPs, cards and accounts. Names are left out,
 * since from a text alone every second product is one. `own` are domains whose addresses are published on purpose.
 */
export function leftOvers(text: string, own: readonly string[]): LeftOver[] {
  const found: Masked[] = [];
  const keep = (finding: Masked) => !isExample(text, finding, own);
  if (EMAIL_MARK.test(text)) found.push(...findEmails(text).filter(keep));
  if (KEY_MARK.test(text)) found.push(...findKeys(text).filter(keep));
  if (IP_MARK.test(text)) found.push(...findIps(text).filter(keep));
  if (LONG_NUMBER.test(text)) found.push(...[...findIbans(text), ...findCards(text), ...findPhones(text)].filter(keep));
  const counts = new Map<MaskKind, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}

function isExample(text: string, { kind, key, start, end }: Masked, own: readonly string[]): boolean {
  switch (kind) {
    case 'email': {
      const host = key.split('@').at(-1)!;
      return EXAMPLE_HOST.test(key) || own.some((domain) => host === domain || host.endsWith(`.${domain}`));
    }
    case 'ip':
      return EXAMPLE_IP.test(key);
    case 'phone':
      return EXAMPLE_PHONE.test(text.slice(start, end));
    case 'key':
      return PLAIN_HEX.test(key);
    default:
      return false;
  }
}
