import { BlockList, isIP } from 'node:net';

/** Whether an address is in one of the networks; one that is not known is in none. */
export function isWithin(networks: readonly string[], address: string | undefined): boolean {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '') ?? '';
  const version = isIP(plain);
  if (version === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', length] = network.split('/');
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
    if (length === undefined) list.addAddress(base, family);
    else list.addSubnet(base, Number(length), family);
  }
  return list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}
