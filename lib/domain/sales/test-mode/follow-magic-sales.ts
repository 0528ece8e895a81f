import { and, eq, like, or } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { type Repeating, repeat } from '@/lib/core/repeat';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { changeSale, lockSale } from '@/lib/domain/sales/sales/change-sale';
import { followUpSales } from '@/lib/domain/sales/sales/follow-up-sales';
import { pinColumns } from '@/lib/domain/sales/sales/settle-payment';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { magicReferences } from '@/lib/platform/test-mode/magic-values';

const everyMs = 1_000;

/** In test mode nobody waits a minute for what is due once the clock was moved, nor for a person who gets a PIN. */
export function startFollowingMagicSales(context: () => Context<SystemActor>): Repeating {
  const pass = async () => {
    await followUpSales(context());
    await getMissingPins(context());
  };
  return repeat(pass, { everyMs, failure: 'sales of test mode were not followed up' });
}

/** As a person does who has the PIN of a paid sale from the supplier's support. Of sales whose reference asks for it. */
export async function getMissingPins(ctx: Context<SystemActor>): Promise<void> {
  const begins = magicReferences.filter(({ getsPin }) => getsPin).map((one) => like(sales.reference, `${one.begins}%`));
  const missing = await ctx.db
    .select({ id: sales.id })
    .from(sales)
    .where(and(eq(sales.state, 'pin_missing'), or(...begins)));
  for (const { id } of missing) {
    await inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, id);
      if (sale.state !== 'pin_missing') return;
      const set = { ...pinColumns(generateCode()), pinEnteredAt: tx.now() };
      await changeSale(tx, sale, { to: 'succeeded', note: 'Test mode: the PIN is there.', set });
    });
  }
}
