import { desc, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import type { PaymentMethod } from '@/lib/core/entities/payment-method';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { noInput, operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';

export type PaymentChoice = {
  /** What the desk offers; none: it does not ask. */
  offered: PaymentMethod[];
  /** What is chosen at first: what this seller took last, while it is offered. Null when nothing is. */
  first: PaymentMethod | null;
};

const lookedThrough = 20;

/** How a customer can pay this seller. @throws Forbidden */
export const getPaymentChoice = operation(
  'sales.sell',
  noInput,
  async (ctx: Context<UserActor>): Promise<PaymentChoice> => {
    const { paymentMethods } = await getSettings(ctx.db);
    const offered = paymentMethods.flatMap(({ key, isOffered }) => (isOffered ? [key] : []));
    const last = await ctx.db
      .select({ method: sales.paymentMethod })
      .from(sales)
      .where(eq(sales.sellerId, ctx.actor.id))
      .orderBy(desc(sales.id))
      .limit(lookedThrough);
    const taken = last.find(({ method }) => method !== null)?.method;
    return { offered, first: offered.find((method) => method === taken) ?? offered[0] ?? null };
  },
);
