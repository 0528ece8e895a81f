import dns from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { env } from '@/lib/core/env';
import { isPublicAddress } from './check-address';
import type { SendingRules } from './check-url';

export type HostAddress = { address: string; family: number };
export type ResolveHost = (hostname: string) => Promise<HostAddress[]>;

/** What the operator lets webhooks go to: see WEBHOOK_ALLOW_PRIVATE and WEBHOOK_HOSTS. */
export function sendingRules(): SendingRules {
  const { WEBHOOK_ALLOW_PRIVATE, WEBHOOK_HOSTS: hosts } = env();
  return { allowPrivate: WEBHOOK_ALLOW_PRIVATE === 'true', hosts };
}

const slowMs = 5_000;
/** From when a name is asked for: longer than that takes, so that a transaction that follows finds the answer. */
const sharedMs = 10_000;
const mostShared = 5_000;

const shared = new Map<string, { askedAt: number; addresses: Promise<HostAddress[]> }>();

/**
 * All addresses of a name; none when it has none, or when its name server takes longer than five seconds. A second caller that asks
 * for the same name within ten seconds is given the same answer.
 */
export const resolveHost: ResolveHost = (hostname) => {
  const now = performance.now();
  const known = shared.get(hostname);
  if (known && now - known.askedAt < sharedMs) return known.addresses;
  const addresses = (sendingRules().allowPrivate ? askSystem(hostname) : askNameServers(hostname)).catch(() => []);
  shared.delete(hostname);
  shared.set(hostname, { askedAt: now, addresses });
  for (const [name, { askedAt }] of shared) {
    if (shared.size <= mostShared && now - askedAt < sharedMs) break;
    shared.delete(name);
  }
  return addresses;
};

/** Also names of this machine and its network. */
const askSystem: ResolveHost = (hostname) => {
  const slow = AbortSignal.timeout(slowMs);
  return Promise.race([
    lookup(hostname, { all: true, verbatim: true }),
    new Promise<HostAddress[]>((resolve) => slow.addEventListener('abort', () => resolve([]))),
  ]);
};

/**
 * Over the network alone: the system's own look-up keeps one of the four threads that also hash passwords and read files, for as
 * long as a stranger's name server likes.
 */
const askNameServers: ResolveHost = async (hostname) => {
  const resolver = new Resolver({ timeout: slowMs / 2, tries: 2 });
  // Those of the system are its own already, with the zones of link-local ones, which are lost when they are set.
  const servers = dns.getServers();
  if (servers.join() !== resolver.getServers().join()) resolver.setServers(servers);
  const slow = setTimeout(() => resolver.cancel(), slowMs);
  try {
    const [four = [], six = []] = (
      await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    ).map((found, at) =>
      found.status === 'fulfilled' ? found.value.map((address) => ({ address, family: at === 0 ? 4 : 6 })) : [],
    );
    // By turns: only a few of them are tried.
    return [...four.flatMap((one, at) => [one, ...six.slice(at, at + 1)]), ...six.slice(four.length)];
  } finally {
    clearTimeout(slow);
  }
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
