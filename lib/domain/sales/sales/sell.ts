import { and, eq, isNull } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { onceCommitted, violatedConstraint } from '@/lib/core/database-errors';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { logger } from '@/lib/core/logger';
import { countUse, releaseUse } from '@/lib/domain/access/limits/count-use';
import { readBalance } from '@/lib/domain/sales/credits/get-balance';
import { shiftRequired } from '@/lib/domain/sales/shifts/shift-entries';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { assertNotSoldRecently } from './assert-not-sold-recently';
import { assertPaymentMethod } from './assert-payment-method';
import type { SaleRow } from './change-sale';
import { type SaleSummary, selectSales, toSaleSummary } from './sale-summary';
import { sellInput } from './schemas';
import { type Purchase, type StockOutcome, sellFromStock } from './sell-from-stock';
import { sellThroughSupplier } from './sell-through-supplier';

export type SellResult = {
  sale: SaleSummary;
  /** In the answer of the purchase itself only; later through `revealSalePin`. */
  pin: string | null;
  /** What a supplier gave with it. */
  serial: string | null;
  /** This seller sold it under the same reference before: nothing was sold now. */
  repeated: boolean;
  /** What the integrator's credit is charged, and what is left of it; null at the desk. */
  creditConsumedPaisa: number | null;
  creditAvailablePaisa: number | null;
};

type Buyer = Context<KeyActor | UserActor>;
type OwnOutcome = Exclude<StockOutcome, { kind: 'other_supplier' }>;

/**
 * Sells one PIN under a reference, at most once. A sale that the product cannot serve is returned as `failed`, one whose
 * outcome is not known as `unknown` or `pin_missing`; a refusal is thrown, costs nothing and leaves no sale.
 * @throws Forbidden, Invalid, NotFound, Conflict (`duplicate_reference`, `price_changed`, `insufficient_credit`,
 * `sales_paused`; at the desk `shift_required`, `sold_recently`, `limit_reason`, `limit_stop`)
 */
export const sell = operation(
  'sales.sell',
  sellInput,
  async (ctx, { phone = null, email = null, limitReason, ...rest }): Promise<SellResult> => {
    if (!isBuyer(ctx)) throw new Forbidden('Only a person at the desk or an integrator sells.');
    const paymentMethod = isAtDesk(ctx) ? rest.paymentMethod : null;
    await assertPaymentMethod(ctx.db, paymentMethod);
    const purchase = { ...rest, phone, email, paymentMethod, at: ctx.now() };
    const outcome = await sellAskingFirst(ctx, purchase, limitReason);
    if (outcome.kind !== 'other_supplier') return answer(ctx, purchase, outcome);
    try {
      const result = await buyFromSupplier(ctx, purchase);
      if (result.sale.state === 'failed') await release(ctx, purchase);
      return result;
    } catch (error) {
      await release(ctx, purchase);
      throw error;
    }
  },
  { freshProof: 'after_away' },
);

/** At the desk the questions, the limit and the sale are one transaction; an integrator is never asked. */
async function sellAskingFirst(ctx: Buyer, purchase: Purchase, limitReason: string | undefined): Promise<StockOutcome> {
  const isToSomebody = purchase.phone !== null || purchase.email !== null;
  if (!isAtDesk(ctx)) return sellFromStock(ctx, purchase);
  // With neither to ask about it is a statement shared with others, without a further read.
  if (!isToSomebody && !ctx.actor.isLimited) return sellFromStock(ctx, purchase);
  return inTransaction(ctx, async (tx) => {
    const isCounted = await countUse(tx, { kind: 'sale', key: purchase.reference, reason: limitReason });
    if (isToSomebody) await assertNotSoldRecently(tx, purchase);
    const outcome = await sellFromStock(tx, purchase);
    const isSold = outcome.kind === 'succeeded' || outcome.kind === 'other_supplier';
    if (isCounted && !isSold) await releaseUse(tx, 'sale', purchase.reference);
    return outcome;
  });
}

/** Nothing was bought from the supplier, so it does not count against the seller's limit. */
async function release(ctx: Buyer, { reference }: Purchase): Promise<void> {
  if (!isAtDesk(ctx)) return;
  try {
    await releaseUse(ctx, 'sale', reference);
  } catch (error) {
    // What became of the sale is what counts.
    logger.error({ err: error }, 'a sale that was not made still counts against its seller');
  }
}

const isAtDesk = (ctx: Buyer): ctx is Context<UserActor> => ctx.actor.kind === 'user';

async function buyFromSupplier(ctx: Buyer, purchase: Purchase): Promise<SellResult> {
  const sold = await sellThroughSupplier(ctx, purchase).catch((error: unknown) => {
    if (violatedConstraint(error) === 'sales_reference_key') return null;
    throw error;
  });
  if (!sold) return repeat(ctx, purchase);
  const { sale, productName, pin, serial } = sold;
  const { actor } = ctx;
  const credit = actor.kind === 'key' ? await onceCommitted(() => readBalance(ctx.db, actor.integratorId)) : null;
  return {
    sale: toSaleSummary({
      ...sale,
      productName,
      validUntil: null,
      userName: actor.kind === 'user' ? actor.name : null,
      integratorName: actor.kind === 'key' ? actor.integratorName : null,
    }),
    pin,
    serial,
    repeated: false,
    creditConsumedPaisa: actor.kind === 'key' ? sale.amountPaisa - sale.commissionPaisa : null,
    creditAvailablePaisa: credit?.availablePaisa ?? null,
  };
}

function isBuyer(ctx: Context): ctx is Buyer {
  return ctx.actor.kind !== 'system';
}

async function answer(ctx: Buyer, purchase: Purchase, outcome: OwnOutcome): Promise<SellResult> {
  switch (outcome.kind) {
    case 'repeated':
      return repeat(ctx, purchase);
    case 'no_product':
      throw new NotFound('The product');
    case 'paused':
      throw new Conflict('sales_paused', 'Selling is paused for maintenance. Nothing was sold.');
    case 'price_changed': {
      const { amountPaisa } = outcome;
      throw new Conflict('price_changed', 'The price has changed. Nothing was sold.', { amountPaisa });
    }
    case 'no_shift':
      throw shiftRequired();
    case 'no_credit':
      throw new Conflict('insufficient_credit', 'There is not enough credit for this.');
    case 'failed':
    case 'succeeded': {
      const { chargedPaisa, creditAvailablePaisa } = outcome.sale;
      const creditConsumedPaisa = isAtDesk(ctx) ? null : chargedPaisa;
      return {
        sale: summarise(ctx, purchase, outcome),
        pin: outcome.kind === 'succeeded' ? outcome.pin : null,
        serial: null,
        repeated: false,
        creditConsumedPaisa,
        creditAvailablePaisa,
      };
    }
  }
}

function summarise(
  ctx: Buyer,
  purchase: Purchase,
  outcome: Extract<StockOutcome, { kind: 'failed' | 'succeeded' }>,
): SaleSummary {
  const at = purchase.at.toISOString();
  const { actor } = ctx;
  return {
    id: outcome.sale.id,
    reference: purchase.reference,
    state: outcome.kind,
    supplier: 'stock',
    productId: purchase.productId,
    productName: outcome.sale.productName,
    amountPaisa: purchase.expectedAmountPaisa,
    phone: purchase.phone,
    email: purchase.email,
    language: purchase.language,
    paymentMethod: purchase.paymentMethod,
    pinLastFour: outcome.kind === 'succeeded' ? outcome.pinLastFour : null,
    validUntil: (outcome.kind === 'succeeded' && outcome.validUntil?.toISOString()) || null,
    failureCode: outcome.kind === 'failed' ? outcome.failureCode : null,
    failureReason: outcome.kind === 'failed' ? outcome.failureReason : null,
    flagReason: null,
    flaggedAt: null,
    nextLookUpAt: null,
    sellerId: actor.kind === 'user' ? actor.id : null,
    sellerName: actor.kind === 'user' ? actor.name : actor.integratorName,
    createdAt: at,
    settledAt: at,
  };
}

/** At the desk, the same sale of the same seller again gets the existing one; an integrator is always refused. */
async function repeat(ctx: Buyer, purchase: Purchase): Promise<SellResult> {
  if (ctx.actor.kind !== 'user') {
    throw new Conflict('duplicate_reference', 'This reference was used before. Nothing was sold now.');
  }
  const [row] = await selectSales(ctx.db).where(
    and(eq(sales.reference, purchase.reference), isNull(sales.integratorId)),
  );
  if (!row) throw new Error('The reference is taken, and its sale was not found.');
  if (!isSameSale(row, ctx.actor.id, purchase)) {
    throw new Conflict('duplicate_reference', 'This page has already sold something else. Nothing was sold now.');
  }
  const nothing = { pin: null, serial: null, creditConsumedPaisa: null, creditAvailablePaisa: null };
  return { sale: toSaleSummary(row), repeated: true, ...nothing };
}

/** Everything that makes it another sale for the person who presses: a page that sold to one customer shows it to no other. */
function isSameSale(
  row: Pick<SaleRow, 'sellerId' | 'productId' | 'amountPaisa' | 'phone' | 'email'>,
  sellerId: number,
  { productId, expectedAmountPaisa, phone, email }: Purchase,
): boolean {
  return (
    row.sellerId === sellerId &&
    row.productId === productId &&
    row.amountPaisa === expectedAmountPaisa &&
    row.phone === phone &&
    row.email === email
  );
}
