import { and, type asc, eq, type SQL, sql } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';

/**
 * The ids of the first events of a coupon, in either order, of which `narrowed` is true: its own, and those of single codes,
 * which name their coupon. Up to `limit` of each, or all of them (null), read from one end of its index.
 */
export function eventsOfCoupon(
  couponId: number,
  narrowed: SQL | undefined,
  { order, limit }: { order: typeof asc; limit: number | null },
): SQL {
  const ofCoupon = and(eq(auditEvents.subjectKind, 'coupon'), eq(auditEvents.subjectId, couponId), narrowed);
  // As its index has it: a kind that comes as a parameter would not match a partial one.
  const ofCode = and(
    sql`${auditEvents.subjectKind} = 'code' and (${auditEvents.data} ->> 'couponId')::bigint = ${couponId}`,
    narrowed,
  );
  const first = (where: SQL | undefined) =>
    sql`(select ${auditEvents.id} from ${auditEvents} where ${where} order by ${order(auditEvents.id)} limit ${limit}::bigint)`;
  return sql`${first(ofCoupon)} union all ${first(ofCode)}`;
}
