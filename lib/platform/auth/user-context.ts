import { getDatabase, readsOf } from '@/db/client';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context, RequestOrigin } from '@/lib/platform/context/context';
import { userOfCookie } from './session';

/** The context of the user of a session cookie, or null. For pages, which read, and server actions. */
export async function openUserContext(
  cookie: string | undefined,
  requestId: string,
  origin: RequestOrigin,
  { isUnattended, isRead }: { isUnattended: boolean; isRead: boolean },
): Promise<Context<UserActor> | null> {
  const db = isRead ? readsOf(getDatabase()) : getDatabase();
  const actor = await userOfCookie(db, cookie, new Date(), { isUnattended });
  return actor && { actor, db, now: () => new Date(), requestId, origin };
}
