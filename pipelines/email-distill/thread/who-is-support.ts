import type { MessageHead, Speaker, Thread } from '#core/domain/message.ts';

/** What the configuration says about our own side. Both may be empty. */
export type SupportSide = { readonly domains: readonly string[]; readonly addresses: readonly string[] };

/** The side that was taken, for whoever wonders why nothing counts as an answer. */
export type SupportReport = SupportSide & {
  readonly from: 'configuration' | 'the mail';
  /** How many messages are from it. */
  readonly messages: number;
};

export function describeSide(side: SupportSide, configured: SupportSide, messages: number): SupportReport {
  return { ...side, from: isGiven(configured) ? 'configuration' : 'the mail', messages };
}

function isGiven({ domains, addresses }: SupportSide): boolean {
  return domains.length + addresses.length > 0;
}

/** Many people write from these; the domain says nothing about their side. */
const SHARED_DOMAINS = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com me.com gmx.de gmx.net web.de aol.com proton.me protonmail.com'.split(
    ' ',
  ),
);

/** The side that mail is written to and answers from, in this share of the threads, is support. */
const MIN_SHARE = 0.5;

/**
 * Tells who speaks in a message: what its source says, else by the configured domains and addresses, else by evidence: the domain (or, with
 * free mail, the address) that takes part in most threads and answers in them.
 */
export function supportSide(configured: SupportSide, threads: Iterable<Thread<MessageHead>>): SupportSide {
  if (isGiven(configured)) return { domains: configured.domains.map(lower), addresses: configured.addresses.map(lower) };
  const answers = new Map<string, number>();
  let all = 0;
  for (const { messages } of threads) {
    all += 1;
    const [first] = messages;
    if (first?.kind !== 'person') continue;
    const replying = messages.filter((message) => message.kind === 'person' && message.from.address !== first.from.address);
    const asked = replying.length ? replying.map(({ from }) => from) : first.to;
    for (const side of new Set(asked.map(({ address }) => sideOf(address)).filter(Boolean)))
      answers.set(side, (answers.get(side) ?? 0) + 1);
  }
  const [best] = [...answers].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (!best || best[1] < all * MIN_SHARE) return { domains: [], addresses: [] };
  return best[0].includes('@') ? { domains: [], addresses: [best[0]] } : { domains: [best[0]], addresses: [] };
}

/** The side of an address: an entry of the support side, or a subdomain of one. */
export function isSupport(address: string, side: SupportSide): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return side.addresses.includes(address.toLowerCase()) || side.domains.some((own) => domain === own || domain.endsWith(`.${own}`));
}

/** Who speaks in a message. `forwardedFrom` is the address of the person whose words a forward carries. */
export function speakerOf(message: MessageHead, side: SupportSide, forwardedFrom: string | null): Speaker {
  if (message.role) return message.role;
  return isSupport(forwardedFrom ?? message.from.address, side) ? 'support' : 'customer';
}

function sideOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return SHARED_DOMAINS.has(domain) ? address : domain;
}

function lower(text: string): string {
  return text.toLowerCase();
}
