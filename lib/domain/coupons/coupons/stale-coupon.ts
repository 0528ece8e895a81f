import { and, desc, eq } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';
import { Conflict } from '@/lib/core/errors';
import type { Context } from '@/lib/platform/context/context';
import type { Coupon } from './coupon-row';

/** One saving since the version that was read: by whom, when, and from what to what. */
export type CouponSaving = { by: string; at: string; changed: Record<string, [unknown, unknown]> };

const shown = 10;

/** The refusal of a change that was made to an older version; its details name what was saved since, newest first. */
export async function stale(tx: Context, coupon: Coupon, readVersion: number): Promise<Conflict> {
  // Every new version has exactly one such event.
  const count = Math.min(coupon.version - readVersion, shown);
  const events = await tx.db
    .select({ by: auditEvents.actorName, at: auditEvents.at, data: auditEvents.data })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.subjectKind, 'coupon'),
        eq(auditEvents.subjectId, coupon.id),
        eq(auditEvents.action, 'coupon.updated'),
      ),
    )
    .orderBy(desc(auditEvents.id))
    .limit(Math.max(0, count));
  const savings = events.map(({ by, at, data }): CouponSaving => {
    const changed = data.changed as CouponSaving['changed'] | undefined;
    return { by, at: at.toISOString(), changed: changed ?? {} };
  });
  const text = 'Somebody changed this coupon while you were editing it. Nothing was overwritten.';
  return new Conflict('stale', text, { version: coupon.version, savings });
}
