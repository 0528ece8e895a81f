import { BlockList, isIP } from 'node:net';

const blocked = new BlockList();
const onlyGlobal6 = new BlockList();

// IANA's special-purpose registry: what is not globally reachable, and multicast.
const blocked4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
// Of IPv6 only 2000::/3 is taken at all; mapped, NAT64, unique local, link-local and multicast lie outside of it.
const blocked6: [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
for (const [network, prefix] of blocked4) blocked.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of blocked6) blocked.addSubnet(network, prefix, 'ipv6');
// Azure's metadata and DNS answer there, though the address is a public one.
blocked.addAddress('168.63.129.16', 'ipv4');
onlyGlobal6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one on the public internet: not private, loopback, link-local, shared or of a special use. */
export function isPublicAddress(address: string): boolean {
  // A zone such as %eth0 means an address of this very link.
  if (address.includes('%')) return false;
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, 'ipv4');
    case 6:
      return onlyGlobal6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
    default:
      return false;
  }
}

const privateSuffixes = [
  'localhost',
  'local',
  'localdomain',
  'internal',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
  'home.arpa',
  'test',
  'invalid',
  'onion',
];

/** Whether a host name may lie on the internet at all: it has a dot, and no ending that networks keep for themselves. */
export function isPublicName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  if (!name.includes('.')) return false;
  return !privateSuffixes.some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
}
