import { lt } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { apiKeyNetworks, securityAlerts, securityEvents } from '@/db/schema/security';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { deleteOld } from '@/lib/platform/retention/delete-old';

/** A network that a key was not used from for so long is new again. */
const networkMs = 180 * 24 * 60 * 60 * 1000;

/** Drops networks of keys that are too old to be known. May run again at any time. */
export async function pruneKeyNetworks({ db, now }: Context<SystemActor>): Promise<void> {
  await db.delete(apiKeyNetworks).where(lt(apiKeyNetworks.lastSeenAt, new Date(now().getTime() - networkMs)));
}

/** Deletes security events and alerts that were last seen before an instant. @returns how many */
export async function deleteOldSecurityEvents(db: Executor, before: Date, signal?: AbortSignal): Promise<number> {
  const { lastAt } = securityEvents;
  const events = await deleteOld(db, { table: securityEvents, isOld: lt(lastAt, before), order: lastAt }, signal);
  const { at, id } = securityAlerts;
  return events + (await deleteOld(db, { table: securityAlerts, isOld: lt(at, before), order: id }, signal));
}
