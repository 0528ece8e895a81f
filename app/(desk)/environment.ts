import { env } from '@/lib/core/env';

const liveHost = 'services.khalti.com';

/** Which supplier this desk is connected to. A token that begins with `TEST:` buys nothing, wherever it is sent. */
export function supplierEnvironment(): 'stock' | 'live' | 'sandbox' {
  const { KHALTI_TOKEN: token, KHALTI_BASE_URL: address } = env();
  if (!token) return 'stock';
  const isLive = !token.startsWith('TEST:') && (!address || new URL(address).hostname === liveHost);
  return isLive ? 'live' : 'sandbox';
}
