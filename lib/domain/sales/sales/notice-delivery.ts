import { and, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { RateLimited } from '@/lib/core/errors';
import { isStorable } from '@/lib/core/storable-text';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { SystemActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';

/** Anybody can send a notice, so one sale is not looked up early more often. */
const noticesPerHour = 3;

/** Somebody says that the supplier is done with an order: while its outcome is not known, the next run of look-ups takes it. */
export async function noticeDelivery(ctx: Context<SystemActor>, { reference }: { reference: string }): Promise<void> {
  if (!isStorable(reference)) return;
  const isOpen = and(eq(sales.supplierReference, reference), eq(sales.state, 'unknown'));
  const [sale] = await ctx.db.select({ id: sales.id }).from(sales).where(isOpen);
  if (!sale) return;
  const limit = { key: `notice:${sale.id}`, limit: noticesPerHour, windowSeconds: 3600 };
  try {
    await limitAttempts(ctx.db, ctx.now(), [limit]);
  } catch (error) {
    if (error instanceof RateLimited) return;
    throw error;
  }
  await ctx.db.update(sales).set({ nextLookUpAt: ctx.now() }).where(isOpen);
}
