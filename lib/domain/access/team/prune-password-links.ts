import { lte } from 'drizzle-orm';
import { passwordLinks } from '@/db/schema/account-links';
import type { Context } from '@/lib/platform/context/context';

/** Drops links that have ended. May run again at any time. */
export async function prunePasswordLinks({ db, now }: Context): Promise<void> {
  await db.delete(passwordLinks).where(lte(passwordLinks.expiresAt, now()));
}
