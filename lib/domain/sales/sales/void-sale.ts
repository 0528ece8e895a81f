import { and, eq } from 'drizzle-orm';
import { codes } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { formatPaisa } from '@/lib/core/money';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { type Need, secondPerson } from '@/lib/platform/approvals/second-person';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { nameRolesThatCan } from '@/lib/platform/context/assert-can';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { getSecuritySettings } from '@/lib/platform/settings/security-settings';
import { changeSale, lockSale, type SaleRow } from './change-sale';
import { holdBelowVoidLimit, isMoneyBackAbove, moneyBackAbove } from './money-back-alone';
import type { ResolvedSale } from './resolve-sale';
import { resolveSaleInput, voidPurchaseInput } from './schemas';
import { undoRule } from './undo-rule';

/**
 * Undoes a sale of own stock whose PIN is unused: the code dies, and the customer gets the money back. Anyone who settles sales can at any
 * time, sellers their own sales for as long as the settings say.
 * @throws Forbidden, NotFound, NeedsSecondPerson, Conflict (`too_late`, `not_own_stock`, `already_voided`, `wrong_state`, `pin_used`, `changed_meanwhile`)
 */
export const voidSale = operation(
  'sales.sell',
  resolveSaleInput,
  (ctx: Context<UserActor>, { saleId, reason }): Promise<ResolvedSale> =>
    inTransaction(ctx, async (tx) => {
      const sale = await lockSale(tx, saleId);
      await assertCanUndo(tx, sale);
      const { id, state } = await voidLocked(tx, sale, reason);
      return { id, state };
    }),
  {
    freshProof: isAboveVoidLimit,
    secondPerson: secondPerson('sale_void', async (ctx: Context<UserActor>, { saleId, reason }, limits) => {
      const [sale] = await ctx.db.select().from(sales).where(eq(sales.id, saleId));
      const need = sale && (await needForVoid(ctx, sale, reason, limits));
      if (!need) return null;
      await assertCanUndo(ctx, sale);
      return { ...need, reason };
    }),
  },
);

/** Whether the settings name an amount, and the sale is above it, together with the money that the same hand gave back within a day. */
async function isAboveVoidLimit(ctx: Context, { saleId }: { saleId: number }): Promise<boolean> {
  const { voidProofPaisa } = await getSecuritySettings(ctx.db);
  if (voidProofPaisa === null) return false;
  const [sale] = await ctx.db.select({ amountPaisa: sales.amountPaisa }).from(sales).where(eq(sales.id, saleId));
  return sale !== undefined && isMoneyBackAbove(ctx, sale.amountPaisa, voidProofPaisa);
}

/** `creditPaisa`: what came back. */
export type VoidedPurchase = { reference: string; creditPaisa: number; createdAt: string; voidedAt: string };

/**
 * The same for a sale of the key's own integrator, by its reference, whenever it was: the credit comes back.
 * @throws as `voidSale`, without `too_late`; NeedsSecondPerson where one is needed: a key has none
 */
export const voidPurchase = operation(
  'sales.sell',
  voidPurchaseInput,
  (ctx: Context<KeyActor>, { reference, reason }): Promise<VoidedPurchase> =>
    inTransaction(ctx, async (tx) => {
      const [own] = await tx.db
        .select({ id: sales.id })
        .from(sales)
        .where(and(eq(sales.reference, reference), eq(sales.integratorId, ctx.actor.integratorId)));
      if (!own) throw new NotFound('The sale');
      const { amountPaisa, commissionPaisa, createdAt, voidedAt } = await voidLocked(
        tx,
        await lockSale(tx, own.id),
        reason,
      );
      if (!voidedAt) throw new Error(`Sale ${own.id} was voided without its time.`);
      const creditPaisa = amountPaisa - commissionPaisa;
      return { reference, creditPaisa, createdAt: createdAt.toISOString(), voidedAt: voidedAt.toISOString() };
    }),
  {
    secondPerson: secondPerson('sale_void', async (ctx: Context<KeyActor>, { reference, reason }, limits) => {
      const own = and(eq(sales.reference, reference), eq(sales.integratorId, ctx.actor.integratorId));
      const [sale] = await ctx.db.select().from(sales).where(own);
      return sale ? needForVoid(ctx, sale, reason, limits) : null;
    }),
  },
);

/** What cannot be voided at all waits for nobody. */
async function needForVoid(ctx: Context, sale: SaleRow, reason: string, limits: FourEyes): Promise<Need | null> {
  const { id, amountPaisa, supplier, state } = sale;
  const { voidPaisa } = limits;
  if (supplier !== 'stock' || state !== 'succeeded') return null;
  if (voidPaisa === null || !(await isMoneyBackAbove(ctx, amountPaisa, voidPaisa))) return null;
  const what = amountPaisa > voidPaisa ? `Voiding a sale above ${formatPaisa(voidPaisa)}` : moneyBackAbove(voidPaisa);
  return { what, summary: { saleId: id, amountPaisa, reason }, subjectKind: 'sale', subjectId: id };
}

/** Who can undo a sale at the desk now. @throws Forbidden, Conflict `too_late` */
export async function assertCanUndo(
  ctx: Context<UserActor>,
  sale: Pick<SaleRow, 'sellerId' | 'createdAt'>,
): Promise<void> {
  const { voidMinutes } = await getSettings(ctx.db);
  const others = () => nameRolesThatCan(ctx.db, 'sales.resolve');
  switch (undoRule(ctx, sale, voidMinutes)) {
    case 'allowed':
      return;
    case 'forbidden':
      throw new Forbidden(`Only the seller can undo this sale, and ${await others()}.`);
    case 'too_late':
      throw new Conflict(
        'too_late',
        `A seller can undo a sale for ${voidMinutes} minutes. Only ${await others()} can now.`,
      );
  }
}

async function voidLocked(tx: Context, sale: SaleRow, reason: string): Promise<SaleRow> {
  if (sale.state === 'voided') throw new Conflict('already_voided', 'This sale was voided before.');
  const voidedAt = tx.now();
  await killCode(tx, sale, voidedAt);
  await holdBelowVoidLimit(tx, sale.amountPaisa);
  // What was sold keeps the time at which it was.
  const set = { settledAt: sale.settledAt, voidedAt };
  const voided = await changeSale(tx, sale, { to: 'voided', note: reason, set });
  const data = { reason, codeId: sale.codeId };
  await recordAudit(tx, { action: 'sale.marked_voided', subjectKind: 'sale', subjectId: sale.id, data });
  return voided;
}

type KilledCode = Pick<typeof codes.$inferSelect, 'id' | 'couponId' | 'validUntil'>;

/**
 * The code of a sale is never taken nor sold again. A redemption of it at the same instant has its row first, and then it is
 * used, or waits for this and finds it dead. @throws Conflict (`not_own_stock`, `wrong_state`, `pin_used`)
 */
export async function killCode(tx: Context, { supplier, state, codeId }: SaleRow, at: Date): Promise<KilledCode> {
  if (supplier !== 'stock') {
    throw new Conflict('not_own_stock', 'The PIN of this sale came from a supplier, who takes none back.');
  }
  if (state !== 'succeeded' || codeId === null) {
    throw new Conflict('wrong_state', 'This sale has no PIN that could be undone.', { state });
  }
  const [killed] = await tx.db
    .update(codes)
    .set({ status: 'voided', voidedAt: at })
    .where(and(eq(codes.id, codeId), eq(codes.status, 'sold')))
    .returning({ id: codes.id, couponId: codes.couponId, validUntil: codes.validUntil });
  if (!killed) {
    throw new Conflict(
      'pin_used',
      'The PIN of this sale is used, or held for a purchase. Roll that redemption back first.',
    );
  }
  return killed;
}
