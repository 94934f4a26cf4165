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
neverOpen.addAddress('fd00:ec2::254', 'ipv6');
neverOpen.addAddress('100.100.100.200', 'ipv4');

/** True for an address of the public internet. `address` is an IP address as the resolver gives it; anything else is not public. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  // BlockList matches IPv4-mapped addresses (::ffff:10.0.0.1) against IPv4 rules too; outside 2000::/3 they are refused anyway.
  return family === 6 && globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** True for addresses that stay closed even when a private host was opened. */
export function isNeverOpen(address: string): boolean {
  const family = isIP(address);
  return family === 0 || neverOpen.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
