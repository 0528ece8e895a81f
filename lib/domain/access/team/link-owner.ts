import type { Executor } from '@/db/client';
import { addressBucket } from '@/lib/core/address-bucket';
import { Conflict } from '@/lib/core/errors';
import { noteDevice } from '@/lib/platform/auth/known-device';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { digestOfToken } from '@/lib/platform/auth/link-token';
import type { Context } from '@/lib/platform/context/context';

/** Who a link is for, as its holder is shown. */
export type LinkOwner = { name: string; email: string };

const attempts = { limit: 100, windowSeconds: 15 * 60 };

/**
 * Who a link is for that `found` looks up. One that works is counted by itself, so that nothing that others try keeps its holder
 * out; the others by their network.
 * @throws RateLimited (100 a quarter of an hour), Conflict `link_ended`
 */
export async function findLinkOwner<T>(ctx: Context, token: string, found: Promise<T | undefined>): Promise<T> {
  const owner = await found;
  const address = ctx.origin?.address ?? 'unknown';
  if (owner) {
    const key = `link:${digestOfToken(token).toString('base64url')}`;
    await limitAttempts(ctx.db, ctx.now(), [{ key, ...attempts }]);
    return owner;
  }
  if (address !== 'unknown') {
    await limitAttempts(ctx.db, ctx.now(), [{ key: `link:address:${addressBucket(address)}`, ...attempts }]);
  }
  throw linkEnded();
}

/**
 * The browser in which somebody chose a password by a link is theirs from now on: the sign-in that follows is counted by that
 * browser, whatever is guessed from the same network. Returns what it is to remember once that is committed.
 */
export async function noteChooser(tx: Executor, ctx: Context, userId: number): Promise<string | undefined> {
  if (!ctx.browser) return undefined;
  const { address = 'unknown', device: userAgent } = ctx.origin ?? {};
  return noteDevice(tx, { userId, token: ctx.browser.device, address, userAgent }, ctx.now());
}

/** One answer for every link that does not work, whatever the reason. */
export function linkEnded(): Conflict {
  return new Conflict(
    'link_ended',
    'This link does not work any more: it was used, replaced, withdrawn or is too old.',
  );
}
