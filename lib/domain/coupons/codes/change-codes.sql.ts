import { and, eq, not, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import { codeOperations } from '@/db/schema/code-operations';
import { codes } from '@/db/schema/coupons';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';
import { type CodeChange, codeChanges } from './code-changes';
import type { CodeStatus } from './filters';

/** `where` is a condition on `codes`, `at` an instant in ISO text. */
type NewOperation = {
  couponId: number;
  action: CodeChange;
  where: SQL | undefined;
  matched: Record<CodeStatus, number>;
  reason: string | null;
  undoes: number | null;
  actorName: string;
  at: string;
};

type WrittenOperation = DriverRow<typeof codeOperations, 'id' | 'changed'>;

/**
 * Changes the codes that can be changed and keeps what was done; nothing when there are none. It locks only codes, and as
 * one statement: a sale or redemption that takes a code meanwhile wins or loses that code as a whole.
 */
export async function writeOperation(db: Executor, operation: NewOperation): Promise<WrittenOperation | undefined> {
  const { couponId, action, where, matched, reason, undoes, actorName, at } = operation;
  const { from, set } = codeChanges[action];
  // What a coupon has as its own code by now stays deleted.
  const changeable = action === 'restore' ? not(isCodeOfCoupon(sql`${codes.digest}`)) : undefined;
  const change = db
    .update(codes)
    .set(set(new Date(at)))
    .where(and(where, eq(codes.status, from), changeable))
    .returning({ id: codes.id });
  const [written] = await db.execute<WrittenOperation>(sql`
    with changed_code as ${change}
    insert into ${codeOperations} (coupon_id, kind, reason, matched, changed, code_ids, undoes, actor_name, created_at)
    select ${couponId}::bigint, ${action}::text, ${reason}::text, ${JSON.stringify(matched)}::jsonb, count(*),
      range_agg(int8range(id, id, '[]')), ${undoes}::bigint, ${actorName}::text, ${at}::timestamptz
    from changed_code having count(*) > 0
    returning id, changed`);
  return written;
}
