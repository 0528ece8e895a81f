import { and, desc, eq } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { receiptCopies, receipts } from '@/db/schema/receipts';
import { redemptions } from '@/db/schema/redemptions';
import { sales } from '@/db/schema/sales';
import { addressBucket } from '@/lib/core/address-bucket';
import { formatReceiptNumber } from '@/lib/core/fiscal-year';
import { endOfCode } from '@/lib/domain/coupons/codes/code-validity.sql';
import { pinUseAt } from '@/lib/domain/sales/sales/pin-use.sql';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { countPinChanges } from './pin-changes';
import { readReceiptToken } from './receipt-link';
import { checkReceiptInput } from './schemas';

/** `unknown`: it is used at its supplier, who does not say so here. `replaced`: another PIN took its place since. */
export type ReceiptPin = 'unused' | 'held' | 'used' | 'voided' | 'replaced' | 'expired' | 'unknown';

/** What anybody who holds a receipt can know: nothing of the PIN, of the customer or of the person who sold it. */
export type CheckedReceipt = {
  number: string;
  copy: number;
  createdAt: string;
  productName: string;
  pin: ReceiptPin;
  usedAt: string | null;
  /** The first instant at which its PIN is over; null for no end, and for a supplier's PIN. */
  validUntil: string | null;
};

const perNetwork = { limit: 60, windowSeconds: 15 * 60 };

/** Null for a receipt that we did not print. @throws RateLimited (60 a quarter of an hour per network) */
export const checkReceipt = operation(
  null,
  checkReceiptInput,
  async (ctx: Context<SystemActor>, { token }): Promise<CheckedReceipt | null> => {
    const printed = readReceiptToken(token);
    if (!printed) return null;
    const address = ctx.origin?.address ?? 'unknown';
    if (address !== 'unknown') {
      await limitAttempts(ctx.db, ctx.now(), [{ key: `receipt:${addressBucket(address)}`, ...perNetwork }]);
    }
    const [row] = await ctx.db
      .select({
        saleId: sales.id,
        state: sales.state,
        productName: products.name,
        codeId: sales.codeId,
        use: pinUseAt(ctx.now()),
        validUntil: endOfCode,
        createdAt: receipts.createdAt,
        pinChanges: receiptCopies.pinChanges,
      })
      .from(receipts)
      .innerJoin(sales, eq(sales.id, receipts.saleId))
      .innerJoin(products, eq(products.id, sales.productId))
      .innerJoin(receiptCopies, and(eq(receiptCopies.saleId, sales.id), eq(receiptCopies.copy, printed.copy)))
      .leftJoin(codes, eq(codes.id, sales.codeId))
      .where(and(eq(receipts.fiscalYear, printed.fiscalYear), eq(receipts.number, printed.number)));
    if (!row) return null;
    const { saleId, use, codeId, productName, validUntil, createdAt } = row;
    const isReplaced = (await countPinChanges(ctx.db, saleId)) > row.pinChanges;
    const isOver = validUntil !== null && validUntil <= ctx.now();
    const pin = isReplaced ? 'replaced' : row.state === 'succeeded' ? ofUse(use, isOver) : 'voided';
    return {
      number: formatReceiptNumber(printed.fiscalYear, printed.number),
      copy: printed.copy,
      createdAt: createdAt.toISOString(),
      productName,
      pin,
      usedAt: pin === 'used' && codeId !== null ? await findUsedAt(ctx, codeId) : null,
      validUntil: pin === 'replaced' ? null : (validUntil?.toISOString() ?? null),
    };
  },
);

function ofUse(use: 'unused' | 'held' | 'redeemed' | 'voided' | null, isOver: boolean): ReceiptPin {
  if (use === null) return 'unknown';
  if (use === 'redeemed') return 'used';
  return use === 'unused' && isOver ? 'expired' : use;
}

async function findUsedAt({ db }: Context, codeId: number): Promise<string | null> {
  const [row] = await db
    .select({ createdAt: redemptions.createdAt, confirmedAt: redemptions.confirmedAt })
    .from(redemptions)
    .where(and(eq(redemptions.codeId, codeId), eq(redemptions.state, 'redeemed')))
    .orderBy(desc(redemptions.id))
    .limit(1);
  return (row?.confirmedAt ?? row?.createdAt)?.toISOString() ?? null;
}
