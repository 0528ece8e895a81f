import { and, eq, lt, or } from 'drizzle-orm';
import { approvals } from '@/db/schema/approvals';
import type { Context } from '@/lib/platform/context/context';

const keptMs = 90 * 24 * 60 * 60 * 1000;

/** Drafts that nobody asked for, and what was over 90 days ago; the activity keeps who decided what. */
export async function pruneApprovals({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const isOld = lt(approvals.expiresAt, new Date(now().getTime() - keptMs));
  await db.delete(approvals).where(or(isOld, and(eq(approvals.state, 'draft'), lt(approvals.expiresAt, now()))));
}
