import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { securityAlerts } from '@/db/schema/security';

type Unreadable = { couponId: number; operationId: number; subject: string; count: number; at: Date };

/**
 * That codes of a coupon cannot be decrypted, in the transaction that sets them aside. One alert for each coupon that nobody has seen
 * yet: what comes later adds to its count, so that mails of other alerts do not wait.
 */
export async function raiseUnreadable(tx: Executor, alert: Unreadable): Promise<void> {
  const { couponId, operationId, subject, count, at } = alert;
  const kind = 'unreadable_codes' as const;
  const filter = { coupon: String(couponId) };
  const open = tx
    .select({ id: securityAlerts.id })
    .from(securityAlerts)
    .where(and(eq(securityAlerts.kind, kind), eq(securityAlerts.filter, filter), isNull(securityAlerts.seenAt)))
    .orderBy(desc(securityAlerts.id))
    .limit(1);
  const counted = await tx
    .update(securityAlerts)
    .set({ count: sql`${securityAlerts.count} + ${count}` })
    .where(eq(securityAlerts.id, sql`(${open})`))
    .returning({ id: securityAlerts.id });
  if (counted.length > 0) return;
  const cause = `codes ${couponId} ${operationId}`;
  await tx.insert(securityAlerts).values({ kind, cause, subject, count, filter, at });
}
