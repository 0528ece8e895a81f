import { addressBucket } from '@/lib/core/address-bucket';
import { Conflict } from '@/lib/core/errors';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { Context } from '@/lib/platform/context/context';

/** Who a link is for, as its holder is shown. */
export type LinkOwner = { name: string; email: string };

const perNetwork = 100;

/** No token can be guessed; what a network asks for is bounded all the same. @throws RateLimited (100 a quarter of an hour) */
export async function limitLinks({ db, now, origin }: Context): Promise<void> {
  if (!origin || origin.address === 'unknown') return;
  const key = `link:address:${addressBucket(origin.address)}`;
  await limitAttempts(db, now(), [{ key, limit: perNetwork, windowSeconds: 15 * 60 }]);
}

/** One answer for every link that does not work, whatever the reason. */
export function linkEnded(): Conflict {
  return new Conflict(
    'link_ended',
    'This link does not work any more: it was used, replaced, withdrawn or is too old.',
  );
}
