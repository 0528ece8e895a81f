import type { Database } from '@/db/client';
import { findSessionUser, openSession } from '@/lib/platform/auth/session';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

/** What the user holds, read in a session of its own: a change of role ends the others. */
export async function roleNow(db: Database, { actor }: Context<UserActor>) {
  const token = await openSession(db, { userId: actor.id, now: new Date() });
  return (await findSessionUser(db, token, new Date()))?.role;
}
