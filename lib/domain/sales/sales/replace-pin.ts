import { eq, sql } from 'drizzle-orm';
import { runStatement } from '@/db/run-statement';
import type { codes } from '@/db/schema/coupons';
import { replacedCodes, sales } from '@/db/schema/sales';
import { Conflict } from '@/lib/core/errors';
import { readTaken, takeReadable } from '@/lib/domain/coupons/codes/set-aside';
import { type TakenCodeRow, takeCode } from '@/lib/domain/sales/pins/take-code.sql';
import { unitCost } from '@/lib/domain/sales/pins/unit-cost.sql';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { actorName, type UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { lockSale } from './change-sale';
import { handOutNewPin } from './hand-out-pin';
import type { ResolvedSale } from './resolve-sale';
import { resolveSaleInput } from './schemas';
import { assertCanUndo, killCode } from './void-sale';

/**
 * Gives a sale of own stock another PIN in place of an unused one that was read out wrong, has leaked or is damaged: the old
 * code dies, a new one of the same coupon, which is read first, is valid as long as it was, and goes to the contacts of the sale. Nothing is paid.
 * @throws Forbidden, NotFound, Conflict (as `voidSale`, and `sold_out`: then nothing is changed), CodesUnavailable
 */
export const replaceSalePin = operation(
  'sales.sell',
  resolveSaleInput,
  (ctx: Context<UserActor>, { saleId, reason }): Promise<ResolvedSale> =>
    takeReadable(ctx.db, ctx.now(), async (db) => {
      const tx = { ...ctx, db };
      const sale = await lockSale(tx, saleId);
      await assertCanUndo(tx, sale);
      const at = tx.now();
      const old = await killCode(tx, sale, at);
      const code = await takeLike(tx, old, at);
      await tx.db.insert(replacedCodes).values({ saleId, codeId: old.id, at, actorName: actorName(tx.actor), reason });
      await tx.db
        .update(sales)
        .set({
          codeId: code.id,
          costPaisa: sql`${sales.costPaisa} + ${sql.raw(unitCost(String(code.id)))}`,
          pinLastFour: code.lastFour,
          unseen: sale.sellerId !== null,
        })
        .where(eq(sales.id, saleId));
      await handOutNewPin(tx, sale, `The PIN was replaced: ${reason}`);
      const data = { reason, codeId: code.id, replacedCodeId: old.id };
      await recordAudit(tx, { action: 'sale.pin_replaced', subjectKind: 'sale', subjectId: saleId, data });
      return { id: saleId, state: sale.state };
    }),
  { freshProof: 'after_away' },
);

type Code = typeof codes.$inferSelect;

async function takeLike(tx: Context, old: Pick<Code, 'couponId' | 'validUntil'>, at: Date) {
  const validUntil = old.validUntil?.toISOString() ?? null;
  const [taken] = await runStatement<TakenCodeRow>(tx.db, takeCode, [old.couponId, at.toISOString(), validUntil]);
  if (!taken) throw new Conflict('sold_out', 'No other code of this coupon is left. The PIN stays as it was.');
  const { digest, sealed, sealing_key_id: sealingKeyId } = taken;
  const id = Number(taken.id);
  readTaken([{ couponId: old.couponId, codeId: id, digest, sealed, sealingKeyId }]);
  return { id, lastFour: taken.last_four };
}
