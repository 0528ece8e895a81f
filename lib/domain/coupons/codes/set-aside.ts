import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { codes, coupons } from '@/db/schema/coupons';
import { raiseUnreadable } from '@/lib/domain/access/security/raise-unreadable.sql';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { actionOf, changeWhere, countsOf } from './change-codes';
import { readCodeOf } from './encrypt-code';

const reason = 'cannot be decrypted';
/** As many of the next codes are read too: a whole batch under a lost key is not found one sale at a time. */
const lookedAhead = 1000;

/** Ends a transaction that took codes which no key opens: nothing of it is kept. */
export class UnreadableCodes extends Error {
  override readonly name = 'UnreadableCodes';

  constructor(readonly found: readonly { couponId: number; codeId: number }[]) {
    super('Codes that were taken cannot be decrypted.');
  }
}

/**
 * Runs `work` in one transaction, and when it took codes that no key opens, once more without them: they are set aside first, in a
 * transaction of their own. So what is taken can be read before anything is committed.
 */
export async function takeReadable<T>(db: Executor, at: Date, work: (tx: Executor) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!(error instanceof UnreadableCodes)) throw error;
      await setAside(db, at, error.found);
    }
  }
}

/** Deletes them and those that come next and cannot be read either, which is recorded and needs attention; they can be restored. */
async function setAside(db: Executor, at: Date, found: UnreadableCodes['found']): Promise<void> {
  const byCoupon = Map.groupBy(found, ({ couponId }) => couponId);
  for (const [couponId, own] of [...byCoupon].sort(([one], [other]) => one - other)) {
    await db.transaction(async (tx) => {
      const ids = [...new Set([...own.map(({ codeId }) => codeId), ...(await findUnreadable(tx, couponId))])];
      const ctx: Context<SystemActor> = { actor: { kind: 'system', name: 'Sales' }, db: tx, now: () => at };
      const matched = countsOf([{ status: 'available', count: ids.length }]);
      const changed = await changeWhere(ctx, {
        ...{ couponId, action: 'delete', where: and(eq(codes.couponId, couponId), inArray(codes.id, ids)) },
        ...{ matched, reason },
      });
      // Somebody else set them aside meanwhile.
      if (changed.operationId === null) return;
      const data = { ...changed, selected: ids.length, reason };
      await recordAudit(ctx, { action: actionOf.delete, subjectKind: 'coupon', subjectId: couponId, data });
      const [coupon] = await tx.select({ code: coupons.code }).from(coupons).where(eq(coupons.id, couponId));
      const alert = { cause: `codes ${couponId} ${changed.operationId}`, subject: coupon?.code ?? String(couponId) };
      await raiseUnreadable(tx, { ...alert, count: changed.changed, at });
    });
  }
}

async function findUnreadable(tx: Executor, couponId: number): Promise<number[]> {
  const { id, digest, sealed, sealingKeyId } = codes;
  const next = await tx
    .select({ id, digest, sealed, sealingKeyId })
    .from(codes)
    .where(and(eq(codes.couponId, couponId), eq(codes.status, 'available')))
    .orderBy(asc(codes.couponId), asc(codes.status), asc(id))
    .limit(lookedAhead);
  return next.filter((row) => readCodeOf(row) === null).map((row) => row.id);
}
