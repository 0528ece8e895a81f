import { getDatabase } from '@/db/client';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context, RequestOrigin } from '@/lib/platform/context/context';
import { userOfCookie } from './session';

/** The context of the user of a session cookie, or null. For pages and server actions. */
export async function openUserContext(
  cookie: string | undefined,
  requestId: string,
  origin: RequestOrigin,
  isUnattended: boolean,
): Promise<Context<UserActor> | null> {
  const db = getDatabase();
  const actor = await userOfCookie(db, cookie, new Date(), { isUnattended });
  return actor && { actor, db, now: () => new Date(), requestId, origin };
}
