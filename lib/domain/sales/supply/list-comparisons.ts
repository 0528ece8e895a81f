import { asc, desc, isNull } from 'drizzle-orm';
import { supplierComparisons, supplierDifferences } from '@/db/schema/comparisons';
import { findKhaltiClient } from '@/lib/adapters/khalti/client';
import { withIsoInstants } from '@/lib/core/iso-instants';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { isRecent } from './run-comparison';

const shownRuns = 30;
const shownDifferences = 200;

/** The last comparisons of Khalti's books with ours, and what waits for a person, the oldest first. @throws Forbidden */
export const listComparisons = operation('money.read', noInput, async (ctx) => {
  const [runs, differences, open] = await Promise.all([
    ctx.db.select().from(supplierComparisons).orderBy(desc(supplierComparisons.id)).limit(shownRuns),
    ctx.db
      .select()
      .from(supplierDifferences)
      .where(isNull(supplierDifferences.closedAt))
      .orderBy(asc(supplierDifferences.id))
      .limit(shownDifferences),
    countOpenDifferences(ctx),
  ]);
  const now = ctx.now();
  return {
    isConnected: findKhaltiClient() !== null,
    runs: runs.map((run) => ({ ...withIsoInstants(run), state: stateOf(run, now) })),
    differences: differences.map(withIsoInstants),
    open,
  };
});
export type Comparisons = Awaited<ReturnType<typeof listComparisons>>;

type Run = typeof supplierComparisons.$inferSelect;

export type ComparisonState = 'running' | 'stopped' | 'incomplete' | 'done';

export function stateOf({ finishedAt, trouble, createdAt, unanswered }: Run, now: Date): ComparisonState {
  if (finishedAt === null) return isRecent(createdAt, now) ? 'running' : 'stopped';
  if (trouble !== null) return 'stopped';
  return unanswered > 0 ? 'incomplete' : 'done';
}

/** For use cases: it asks for no permission. */
export function countOpenDifferences({ db }: Context): Promise<number> {
  return db.$count(supplierDifferences, isNull(supplierDifferences.closedAt));
}
