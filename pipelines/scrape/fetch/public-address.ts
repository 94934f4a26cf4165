import { BlockList, isIP } from 'node:net';

/** What is not the public internet: RFC 6890 and its successors. */
const special = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24],
  ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) special.addSubnet(network, bits, 'ipv4'); // biome-ignore format: a list reads as a list
// Inside 2000::/3: Teredo and 6to4 carry an IPv4 address of their own, the rest is for documents and benchmarks.
for (const [network, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const)
  special.addSubnet(network, bits, 'ipv6'); // biome-ignore format: a list reads as a list

const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Cloud metadata services and neighbours on the link: no configuration opens them. */
const neverOpen = new BlockList();
neverOpen.addSubnet('169.254.0.0', 16, 'ipv4');
neverOpen.addSubnet('fe80::', 10, 'ipv6');
// Amazon's local services (metadata, name server, time, credentials of pods), Google's and Oracle's metadata.
neverOpen.addSubnet('fd00:ec2::', 32, 'ipv6');
neverOpen.addSubnet('fd20:ce::', 32, 'ipv6');
neverOpen.addSubnet('fd00:c1::', 32, 'ipv6');
// Alibaba's and Oracle's metadata; Azure's is in a network that is public otherwise.
for (const address of ['100.100.100.200', '192.0.0.192', '168.63.129.16']) neverOpen.addAddress(address, 'ipv4');
// Spellings of an IPv4 address in IPv6, of which nobody but a gateway says where they lead: compatible (but not ::1), translated, NAT64,
// 6to4, Teredo. The mapped ones are checked as IPv4.
for (const [network, bits] of [['::ffff:0:0:0', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['2002::', 16], ['2001::', 32]] as const)
  neverOpen.addSubnet(network, bits, 'ipv6'); // biome-ignore format: a list reads as a list
neverOpen.addRange('::2', '::fffe:ffff:ffff', 'ipv6');

/**
 * True for an address of the public internet. `address` is an IP address as the resolver gives it; anything else is not public. Networks
 * that reach IPv4 through NAT64 alone are not served: an address there can be any, private ones among them.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (isNeverOpen(address)) return false;
  if (family === 4) return !special.check(address, 'ipv4');
  // BlockList matches IPv4-mapped addresses (::ffff:10.0.0.1) against IPv4 rules too; outside 2000::/3 they are refused anyway.
  return family === 6 && globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** True for addresses that stay closed even when a private host was opened. */
export function isNeverOpen(address: string): boolean {
  const family = isIP(address);
  // A zone id (fe80::1%eth0) says which link; only link-local addresses have one.
  if (family === 0 || address.includes('%')) return true;
  return neverOpen.check(address, family === 4 ? 'ipv4' : 'ipv6') || isIsatap(address);
}

/** ISATAP: the last 64 bits are 0000:5efe or 0200:5efe and an IPv4 address, whatever the network. */
function isIsatap(address: string): boolean {
  if (!/5efe/i.test(address)) return false;
  const groups = (URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? '').split(':');
  // Where zeros are left out (`::5efe:a00:1`) the group before is a zero.
  return groups.at(-3) === '5efe' && ['', '0', '200'].includes(groups.at(-4) ?? '');
}

/** Names that can only lead to this machine or its own network: RFC 6761, RFC 6762, RFC 8375 and `.internal`. */
export function isPrivateName(hostname: string): boolean {
  return /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.*$/i.test(hostname);
}
