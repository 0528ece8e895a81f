import { runStatement } from '@/db/run-statement';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { publishEvent } from '@/lib/platform/webhooks/publish-event';
import { clearNotified, type LowStockRow, markNotified } from './low-stock.sql';

/**
 * Publishes `codes.low` once for each product whose stock has come down to its threshold, by sale, deletion or redemption.
 * A sweep, since the sale itself is one statement that pays for no count.
 */
export async function notifyLowStock(ctx: Context<SystemActor>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await runStatement(tx.db, clearNotified, []);
    const low = await runStatement<LowStockRow>(tx.db, markNotified, [tx.now().toISOString()]);
    for (const { couponId, available, threshold } of low) {
      await publishEvent(tx, { type: 'codes.low', data: { coupon_id: Number(couponId), available, threshold } });
    }
  });
}
