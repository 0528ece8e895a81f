import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { suppliers } from '@/db/schema/suppliers';
import { settings } from '@/db/schema/team';
import type { RechargeMethod } from '@/lib/core/entities/recharge-card';
import { Conflict, NotFound } from '@/lib/core/errors';
import { holdAvailable } from '@/lib/domain/sales/credits/move-credit';
import { readCommission } from '@/lib/domain/sales/integrator-prices/commission.sql';
import { enterSale, holdOpenShift, shiftRequired } from '@/lib/domain/sales/shifts/shift-entries';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { assertNotSoldRecently } from './assert-not-sold-recently';
import type { SaleRow } from './change-sale';
import { recordTransition } from './record-transition';
import type { Purchase } from './sell-from-stock';

export type OpenedSale = {
  sale: SaleRow;
  productName: string;
  supplierValue: string;
  supplierMethod: RechargeMethod | null;
};

/**
 * Records a purchase before the supplier is asked: reference, product, amount, and the credit that it holds. One that
 * cannot be sold now is recorded as failed.
 * @throws NotFound, Conflict (`sales_paused`, `price_changed`, `insufficient_credit`, `sold_recently`, `shift_required`), and the driver's error for
 * `sales_reference_key`
 */
export function openSupplierSale(
  ctx: Context<KeyActor | UserActor>,
  purchase: Purchase,
  isConnected: boolean,
): Promise<OpenedSale> {
  return inTransaction(ctx, async (tx) => {
    await assertNotSoldRecently(tx, purchase);
    const product = await readProduct(tx, purchase);
    const refusal = isConnected ? product.refusal : 'The supplier is not connected';
    const { actor } = ctx;
    const shiftId = actor.kind === 'user' ? await holdOpenShift(tx, actor.id) : null;
    if (actor.kind === 'user' && shiftId === null && product.shiftRequired) throw shiftRequired();
    const integratorId = actor.kind === 'key' ? actor.integratorId : null;
    if (integratorId !== null) await holdAvailable(tx, integratorId);
    const { productId, expectedAmountPaisa: amountPaisa } = purchase;
    const commissionPaisa =
      integratorId === null ? 0 : await readCommission(tx.db, { integratorId, productId, amountPaisa });
    const [sale] = await tx.db
      .insert(sales)
      .values({
        reference: purchase.reference,
        integratorId,
        apiKeyId: actor.kind === 'key' ? actor.id : null,
        sellerId: actor.kind === 'user' ? actor.id : null,
        productId,
        supplier: 'khalti',
        supplierReference: randomUUID(),
        amountPaisa,
        commissionPaisa,
        phone: purchase.phone,
        email: purchase.email,
        language: purchase.language,
        paymentMethod: purchase.paymentMethod,
        shiftId,
        createdAt: purchase.at,
        unseen: actor.kind === 'user',
        ...(refusal === null
          ? { state: 'pending' as const }
          : { state: 'failed' as const, failureCode: '4000', failureReason: refusal, settledAt: purchase.at }),
      })
      .returning();
    if (!sale) throw new Error('The sale was not written.');
    if (sale.state === 'pending') await enterSale(tx, sale);
    await recordTransition(tx, 'new', sale, refusal);
    const { name: productName, supplierMethod } = product;
    return { sale, productName, supplierValue: product.supplierValue ?? '', supplierMethod };
  });
}

async function readProduct(tx: Context, { productId, expectedAmountPaisa }: Purchase) {
  const [row] = await tx.db
    .select({
      name: products.name,
      amountPaisa: products.amountPaisa,
      supplierValue: products.supplierValue,
      supplierMethod: products.supplierMethod,
      active: products.active,
      withdrawnAt: products.withdrawnAt,
      maintenanceAt: suppliers.maintenanceAt,
      pausedAt: settings.salesPausedAt,
      shiftRequired: settings.shiftRequired,
    })
    .from(products)
    .leftJoin(suppliers, eq(suppliers.name, products.supplier))
    .leftJoin(settings, eq(settings.id, 1))
    .where(and(eq(products.id, productId), eq(products.supplier, 'khalti'), isNull(products.archivedAt)))
    .for('share', { of: products });
  if (!row) throw new NotFound('The product');
  const { amountPaisa } = row;
  if (row.pausedAt) throw new Conflict('sales_paused', 'Selling is paused for maintenance. Nothing was sold.');
  if (amountPaisa !== expectedAmountPaisa) {
    throw new Conflict('price_changed', 'The price has changed. Nothing was sold.', { amountPaisa });
  }
  const isOffered = row.active && !row.withdrawnAt;
  return { ...row, refusal: !isOffered ? 'Not on sale' : row.maintenanceAt ? 'The supplier is in maintenance' : null };
}
