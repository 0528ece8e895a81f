import { and, asc, eq, isNull } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { goodwillRefunds, saleEvents, sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/core/errors';
import { contactsFor, textFor } from '@/lib/domain/sales/customer-contacts';
import { revealRule } from '@/lib/domain/sales/pins/reveal-sale-pin';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { type PaymentRule, paymentRule } from './payment-rule';
import { readSaleMoney, type SaleMoney } from './sale-money';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { findOwnSaleInput, saleInput } from './schemas';
import { type UndoRule, undoRule } from './undo-rule';

export type SaleEvent = { id: number; at: string; state: string; actorName: string; note: string | null };
export type SaleDetails = SaleSummary & {
  events: SaleEvent[];
  /** What the supplier knows it by: our reference, and its own number when it gave one. Null for own stock. */
  supplierReference: string | null;
  supplierSaleId: string | null;
  /** The shift that it was made in. */
  shiftId: number | null;
  /** Why its outcome is not known, while it is not. */
  unknownReason: string | null;
  /** What the asking user can do to undo it, or why not; null while there is nothing to undo. */
  undo: UndoRule | 'used' | 'other_supplier' | null;
  /** Whether the asking user can say that it was paid otherwise, or why not. */
  payment: PaymentRule;
  /** A person entered its PIN. */
  isPinEntered: boolean;
  /** What was given back of it as goodwill. */
  goodwill: { amountPaisa: number; at: string; actorName: string; reason: string } | null;
  /** What it cost and what is left of it; null for an actor without `money.read`. */
  money: SaleMoney | null;
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
        shiftId: sales.shiftId,
        integratorId: sales.integratorId,
        unknownReason: sales.unknownReason,
        codeStatus: codes.status,
        pinEnteredAt: sales.pinEnteredAt,
        goodwill: {
          amountPaisa: goodwillRefunds.amountPaisa,
          at: goodwillRefunds.at,
          actorName: goodwillRefunds.actorName,
          reason: goodwillRefunds.reason,
        },
      })
      .from(sales)
      .leftJoin(codes, eq(codes.id, sales.codeId))
      .leftJoin(goodwillRefunds, eq(goodwillRefunds.saleId, sales.id))
      .where(eq(sales.id, saleId));
    if (!about) throw new NotFound('The sale');
    const { codeStatus, goodwill, pinEnteredAt, integratorId, ...known } = about;
    const { voidMinutes } = await getSettings(ctx.db);
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
    const money = can(ctx.actor, 'money.read') ? await readSaleMoney(ctx.db, [saleId]) : null;
    return {
      ...contactsFor(ctx.actor, toSaleSummary(row)),
      ...known,
      isPinEntered: pinEnteredAt !== null,
      goodwill: goodwill && {
        ...goodwill,
        at: goodwill.at.toISOString(),
        reason: textFor(ctx.actor, goodwill.reason),
      },
      undo: undoOf(row, codeStatus, undoRule(ctx, row, voidMinutes)),
      payment: await paymentRule(ctx, { ...row, shiftId: known.shiftId, integratorId }, voidMinutes),
      money: money?.get(saleId) ?? null,
      events: events.map((event) => ({
        ...event,
        at: event.at.toISOString(),
        note: event.note && textFor(ctx.actor, event.note),
      })),
      reveal: revealRule(ctx.actor, row.sellerId),
    };
  },
);

function undoOf(
  { state, supplier }: Pick<SaleSummary, 'state' | 'supplier'>,
  codeStatus: string | null,
  rule: UndoRule,
): SaleDetails['undo'] {
  if (state !== 'succeeded') return null;
  if (supplier !== 'stock') return 'other_supplier';
  return codeStatus === 'sold' ? rule : 'used';
}

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
