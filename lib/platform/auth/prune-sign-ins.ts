import { lt } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { knownDevices, passkeyChallenges, pendingSignIns } from '@/db/schema/factors';
import { oidcRequests } from '@/db/schema/oidc';
import { deviceSeconds } from './known-device';

/** Second steps, challenges and ways to a provider that nobody took, and browsers whose cookie has ended. */
export async function pruneSignIns(db: Executor, now: Date): Promise<void> {
  await db.delete(pendingSignIns).where(lt(pendingSignIns.expiresAt, now));
  await db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, now));
  await db.delete(oidcRequests).where(lt(oidcRequests.expiresAt, now));
  await db.delete(knownDevices).where(lt(knownDevices.lastSeenAt, new Date(now.getTime() - deviceSeconds * 1000)));
}
