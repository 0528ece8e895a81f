import { and, asc, eq, isNull } from 'drizzle-orm';
import { saleEvents, sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/core/errors';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { findOwnSaleInput, saleInput } from './schemas';

export type SaleEvent = { id: number; at: string; state: string; actorName: string; note: string | null };
export type SaleDetails = SaleSummary & {
  events: SaleEvent[];
  /** What the supplier knows it by: our reference, and its own number when it gave one. Null for own stock. */
  supplierReference: string | null;
  supplierSaleId: string | null;
  /** Why its outcome is not known, while it is not. */
  unknownReason: string | null;
  /** What the asking user must do to see the PIN. */
  reveal: 'own' | 'with_reason' | 'forbidden';
};

/** One sale with its timeline, oldest event first. @throws Forbidden, NotFound */
export const getSale = operation(
  'sales.read',
  saleInput,
  async (ctx: Context<UserActor>, { saleId }): Promise<SaleDetails> => {
    const [row] = await selectSales(ctx.db).where(eq(sales.id, saleId));
    if (!row) throw new NotFound('The sale');
    const [about] = await ctx.db
      .select({
        supplierReference: sales.supplierReference,
        supplierSaleId: sales.supplierSaleId,
        unknownReason: sales.unknownReason,
      })
      .from(sales)
      .where(eq(sales.id, saleId));
    if (!about) throw new NotFound('The sale');
    const events = await ctx.db
      .select({
        id: saleEvents.id,
        at: saleEvents.at,
        state: saleEvents.state,
        actorName: saleEvents.actorName,
        note: saleEvents.note,
      })
      .from(saleEvents)
      .where(eq(saleEvents.saleId, saleId))
      .orderBy(asc(saleEvents.id));
    return {
      ...toSaleSummary(row),
      ...about,
      events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
      reveal: revealRule(ctx.actor, row.sellerId),
    };
  },
);

/** What this person sold under a reference at the desk, or null. @throws Forbidden */
export const findOwnSale = operation(
  'sales.sell',
  findOwnSaleInput,
  async (ctx: Context<UserActor>, { reference }): Promise<SaleSummary | null> => {
    const own = and(eq(sales.reference, reference), isNull(sales.integratorId), eq(sales.sellerId, ctx.actor.id));
    const [row] = await selectSales(ctx.db).where(own);
    return row ? toSaleSummary(row) : null;
  },
);
