import { lt } from 'drizzle-orm';
import { savedViews } from '@/db/schema/saved-views';
import type { Context } from '@/lib/platform/context/context';

const day = 24 * 60 * 60 * 1000;

/** Deletes for good what was deleted a day ago: nobody undoes it any more. */
export async function pruneSavedViews({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await db.delete(savedViews).where(lt(savedViews.deletedAt, new Date(now().getTime() - day)));
}
