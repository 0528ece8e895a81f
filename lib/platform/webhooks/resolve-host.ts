import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPublicAddress } from './check-address';

export type HostAddress = { address: string; family: number };
export type ResolveHost = (hostname: string) => Promise<HostAddress[]>;

const slowMs = 5_000;

/** All addresses of a name, as the system resolves it; none when it takes longer than five seconds: a transaction may be open. */
export const resolveHost: ResolveHost = async (hostname) => {
  const slow = AbortSignal.timeout(slowMs);
  return Promise.race([
    lookup(hostname, { all: true, verbatim: true }),
    new Promise<HostAddress[]>((resolve) => slow.addEventListener('abort', () => resolve([]))),
  ]);
};

export type Resolved = { addresses: HostAddress[] } | { refused: 'name_not_found' | 'private_address' };

/**
 * The addresses to connect to, each of them checked. One private address among public ones refuses them all: nobody
 * needs such a name for a good reason.
 */
export async function resolveChecked(
  host: string,
  { allowPrivate, resolve }: { allowPrivate: boolean; resolve: ResolveHost },
): Promise<Resolved> {
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host).catch(() => []);
  if (addresses.length === 0) return { refused: 'name_not_found' };
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address))) {
    return { refused: 'private_address' };
  }
  return { addresses };
}
