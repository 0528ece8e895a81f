import { hash } from 'node:crypto';
import { and, eq, lt } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { userNetworks } from '@/db/schema/user-networks';
import { addressBucket } from '@/lib/core/address-bucket';
import { isKnownDevice } from './known-device';
import { clearAttempts, clearAttemptsBelow, limitAttempts, takeBackAttempt } from './limit-attempts';

const window = { windowSeconds: 15 * 60 };
const perNetwork = 100;
const perAccountFromNetwork = 10;
/** Together, from all networks that the account's owner was never signed in from. */
const perAccountElsewhere = 50;
const keptDays = 180;

/** The keys that attempts at an account are counted under: from this network, and from all that are not its owner's. */
export const signInKeys = (email: string, address: string) => ({
  here: `sign-in:account:${email}:from:${addressBucket(address)}`,
  elsewhere: `sign-in:account:${email}`,
});

/** Lets the owner of an account in from every network and browser where wrong passwords were counted. */
export function clearSignInAttempts(db: Executor, email: string): Promise<void> {
  return clearAttemptsBelow(db, `sign-in:account:${email}:`);
}

const networkKey = (address: string) => `sign-in:address:${addressBucket(address)}`;

/** Over all accounts, where no account is meant. An address that is not known is not counted together with others. @throws RateLimited */
export async function limitNetwork(db: Executor, address: string, now: Date): Promise<void> {
  if (address === 'unknown') return;
  await limitAttempts(db, now, [{ key: networkKey(address), limit: perNetwork, ...window }]);
}

type SignInAttempt = { email: string; userId: number | undefined; address: string; device?: string | undefined };

/**
 * Counts an attempt at an account by its network, and apart from networks that its owner has been signed in from: guesses
 * from anywhere else never keep the owner out there. A browser that the owner has signed in with is counted by itself alone:
 * whatever is guessed from the same network, at this account or others, never keeps it out. An account that does not exist is
 * counted alike. Returns what a right password does: attempts from here are forgotten, and it was no guess of its network, where a
 * hundred people may begin their day.
 * @throws RateLimited (10 a quarter of an hour from one network or known browser, 50 from all unknown networks together, 100
 *   from one network over all accounts)
 */
export async function limitAccount(
  db: Executor,
  { email, userId = 0, address, device }: SignInAttempt,
  now: Date,
): Promise<() => Promise<void>> {
  const { here, elsewhere } = signInKeys(email, address);
  const [isKnown, isOwn] = await Promise.all([isKnownNetwork(db, userId, address), isKnownDevice(db, userId, device)]);
  if (isOwn) {
    const own = `sign-in:account:${email}:device:${hash('sha256', device ?? '', 'base64url')}`;
    await limitAttempts(db, now, [{ key: own, limit: perAccountFromNetwork, ...window }]);
    return () => clearAttempts(db, own);
  }
  await limitNetwork(db, address, now);
  await limitAttempts(db, now, [
    { key: here, limit: perAccountFromNetwork, ...window },
    ...(isKnown ? [] : [{ key: elsewhere, limit: perAccountElsewhere, ...window }]),
  ]);
  return async () => {
    await clearAttempts(db, here);
    await takeBackAttempt(db, networkKey(address));
  };
}

async function isKnownNetwork(db: Executor, userId: number, address: string): Promise<boolean> {
  const which = and(eq(userNetworks.userId, userId), eq(userNetworks.network, addressBucket(address)));
  return (await db.$count(userNetworks, which)) > 0;
}

/** A user who is let in is known at this network from now on. */
export async function rememberNetwork(db: Executor, userId: number, address: string, now: Date): Promise<void> {
  if (address === 'unknown') return;
  const network = addressBucket(address);
  await db
    .insert(userNetworks)
    .values({ userId, network, firstSeenAt: now, lastSeenAt: now })
    .onConflictDoUpdate({ target: [userNetworks.userId, userNetworks.network], set: { lastSeenAt: now } });
}

/** Forgets networks that nobody was signed in from for half a year. May run again at any time. */
export async function pruneNetworks(db: Executor, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000);
  await db.delete(userNetworks).where(lt(userNetworks.lastSeenAt, before));
}
