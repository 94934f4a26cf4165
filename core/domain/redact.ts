import { findAddresses } from './redact-addresses.ts';
import { findEmails } from './redact-emails.ts';
import type { Finding, MaskKind } from './redact-finding.ts';
import { findHosts } from './redact-hosts.ts';
import { findIps, findMacs } from './redact-ips.ts';
import { findNames } from './redact-names.ts';
import { findAccounts, findCards, findIbans } from './redact-numbers.ts';
import { knownPeople } from './redact-people.ts';
import { findPhones } from './redact-phones.ts';
import { findKeys, findNamedSecrets } from './redact-secrets.ts';
import { findUsers } from './redact-users.ts';

export type Masker = {
  /** The text with each personal value replaced by its token, and how many were replaced by kind. */
  mask(text: string): { text: string; masked: readonly { kind: MaskKind; count: number }[] };
};

/** What the caller knows beforehand, such as from mail headers. */
export type KnownValues = {
  /** People by full name: their first and last names and initials are masked too. */
  readonly names?: readonly string[];
  /** Words that look like names and are none, such as the brand: never masked. */
  readonly keep?: readonly string[];
  /** Domains that belong to a customer: hosts below them are masked. */
  readonly domains?: readonly string[];
  /** Where it is given, only these users are masked by the place where their name stands: `username: "agent"` of a sample is nobody. */
  readonly users?: ReadonlySet<string>;
  /** The texts were searched for names before, with what was cut out of them: `names` has all of them. */
  readonly isSearched?: boolean;
};

/**
 * A masker for one conversation: the same value has the same token in each text it masks. What makes a value stay (versions, error codes,
 * configuration keys, loopback, public hosts) is decided by each finder. The map from token to value lives only in the masker.
 */
export function createMasker(known: KnownValues = {}): Masker {
  const people = knownPeople(known.names ?? [], known.keep ?? []);
  const numbers = new Map<string, number>();
  const used = new Map<MaskKind, number>();

  const tokenFor = ({ kind, key }: Finding): string => {
    const id = `${kind} ${key}`;
    let number = numbers.get(id);
    if (number === undefined) {
      number = (used.get(kind) ?? 0) + 1;
      used.set(kind, number);
      numbers.set(id, number);
    }
    return `<${kind.toUpperCase()}_${number}>`;
  };

  return {
    mask(text) {
      // Names seen in a greeting or a sign-off are known from here on, also further up in the same text.
      if (!known.isSearched) people.learn(findNames(text));
      // The order decides who wins where two overlap: a password may look like the name in an address, an address contains a name, a key may
      // contain a number that looks like a phone's.
      const findings = claim(text, [
        ...findNamedSecrets(text),
        ...findEmails(text),
        ...findKeys(text),
        ...findHosts(text, known.domains ?? []),
        ...findIps(text),
        ...findMacs(text),
        ...findIbans(text),
        ...findCards(text),
        ...findAccounts(text),
        ...findAddresses(text),
        ...findPhones(text),
        ...findUsers(text)
          .filter(({ key }) => known.users?.has(key) ?? true)
          .map((user) => ({ ...user, key: people.keyOf(user.key) })),
        ...people.find(text),
      ]);
      const counts = new Map<MaskKind, number>();
      let masked = '';
      let position = 0;
      for (const finding of findings) {
        masked += text.slice(position, finding.start) + tokenFor(finding);
        position = finding.end;
        counts.set(finding.kind, (counts.get(finding.kind) ?? 0) + 1);
      }
      return { text: masked + text.slice(position), masked: [...counts].map(([kind, count]) => ({ kind, count })) };
    },
  };
}

/** The findings in text order, earlier ones first where two overlap: of the later one stays what the earlier one left. */
function claim(text: string, findings: readonly Finding[]): Finding[] {
  const taken = new Uint8Array(text.length);
  const kept = findings.flatMap((finding) => {
    const free = freeParts(text, taken, finding);
    taken.fill(1, finding.start, finding.end);
    return free;
  });
  return kept.sort((a, b) => a.start - b.start);
}

/** The stretches of a finding that are not taken, without the white space around them; none where no word is left. */
function freeParts(text: string, taken: Uint8Array, finding: Finding): Finding[] {
  const parts: Finding[] = [];
  for (let start = finding.start; start < finding.end; ) {
    if (taken[start]) {
      start++;
      continue;
    }
    const next = taken.subarray(start, finding.end).indexOf(1);
    const end = next < 0 ? finding.end : start + next;
    const part = text.slice(start, end);
    if (/[\p{L}\p{N}]/u.test(part)) parts.push({ ...finding, start: end - part.trimStart().length, end: start + part.trimEnd().length });
    start = end;
  }
  return parts;
}
