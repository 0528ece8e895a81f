import { and, eq, not, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import type { DriverRow } from '@/db/driver-row';
import { codeOperations } from '@/db/schema/code-operations';
import { codes } from '@/db/schema/coupons';
import { isCodeOfCoupon } from '@/lib/domain/coupons/reading/find-taken-codes';
import type { CodeStatus } from './schemas';

/** `where` is a condition on `codes`, `at` an instant in ISO text. */
type NewOperation = {
  couponId: number;
  action: 'delete' | 'restore';
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
  const set =
    action === 'delete'
      ? sql`status = 'deleted', deleted_at = ${at}::timestamptz`
      : sql`status = 'available', deleted_at = null`;
  // What a coupon has as its own code by now stays deleted.
  const changeable =
    action === 'delete'
      ? eq(codes.status, 'available')
      : and(eq(codes.status, 'deleted'), not(isCodeOfCoupon(sql`${codes.digest}`)));
  const [written] = await db.execute<WrittenOperation>(sql`
    with changed_code as (
      update ${codes} set ${set}
      where ${and(where, changeable)}
      returning ${codes.id}
    )
    insert into ${codeOperations} (coupon_id, kind, reason, matched, changed, code_ids, undoes, actor_name, created_at)
    select ${couponId}::bigint, ${action}::text, ${reason}::text, ${JSON.stringify(matched)}::jsonb, count(*),
      range_agg(int8range(id, id, '[]')), ${undoes}::bigint, ${actorName}::text, ${at}::timestamptz
    from changed_code having count(*) > 0
    returning id, changed`);
  return written;
}
