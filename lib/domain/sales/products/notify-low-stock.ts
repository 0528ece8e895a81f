import { runStatement } from '@/db/run-statement';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { availableCodes } from './availability';

const left = `(select count(*) from (${availableCodes('p.coupon_id')} limit p.low_stock_threshold + 1) counted)`;

const onSale = `p.supplier = 'stock' and p.active and p.archived_at is null`;

/** Stock that was filled up may be told of again. */
const forget = `update products p set low_stock_notified_at = null
  where p.low_stock_notified_at is not null and p.supplier = 'stock' and ${left} > p.low_stock_threshold`;

/** The condition on the row makes a second run, at the same time or later, tell nothing. */
const tell = `update products p set low_stock_notified_at = $1::timestamptz
  where p.low_stock_notified_at is null and ${onSale} and ${left} <= p.low_stock_threshold
  returning p.coupon_id as "couponId", ${left}::int as available, p.low_stock_threshold as threshold`;

/**
 * Tells once of each product whose stock has come down to its mark, by sale, deletion or redemption. A sweep, since the
 * sale itself is one statement that pays for no count.
 */
export async function notifyLowStock(ctx: Context<SystemActor>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await runStatement(tx.db, forget, []);
    type Low = { couponId: string; available: number; threshold: number };
    const low = await runStatement<Low>(tx.db, tell, [tx.now().toISOString()]);
    for (const { couponId, available, threshold } of low) {
      await publishEvent(tx, { type: 'codes.low', data: { coupon_id: Number(couponId), available, threshold } });
    }
  });
}
