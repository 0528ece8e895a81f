import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { actorName } from '@/lib/audit/record-audit';
import type { Context, KeyActor, UserActor } from '@/lib/context';
import { eagerPurchase, patientPurchase } from './stock-statement';

export type Purchase = {
  reference: string;
  productId: number;
  expectedAmountPaisa: number;
  phone: string | null;
  email: string | null;
  at: Date;
};

export type SealedPin = { digest: Buffer; sealed: Buffer; sealingKeyId: number };

export type StockOutcome =
  | { kind: 'repeated' | 'no_product' | 'paused' | 'no_credit' }
  | { kind: 'other_supplier' }
  | { kind: 'price_changed'; amountPaisa: number }
  | { kind: 'failed'; sale: StockSale; failureCode: string; failureReason: string }
  | { kind: 'succeeded'; sale: StockSale; pinLastFour: string; pin: SealedPin };

export type StockSale = { id: number; productName: string; creditAvailablePaisa: number | null };

type Row = {
  outcome: StockOutcome['kind'] | 'contended';
  productName: string;
  amountPaisa: string;
  saleId: string;
  pinLastFour: string;
  failureCode: string;
  failureReason: string;
  digest: Buffer;
  sealed: Buffer;
  sealingKeyId: number;
  creditAvailablePaisa: string | null;
};

/**
 * Buys one code, in one statement; in a second one when the last codes are in other buyers' hands at that moment.
 * @throws the driver's error for `sales_reference_key` when the same reference is being sold at the same time
 */
export async function sellFromStock(ctx: Context<KeyActor | UserActor>, purchase: Purchase): Promise<StockOutcome> {
  const row = await run(ctx.db, eagerPurchase, ctx, purchase);
  if (row.outcome !== 'contended') return toOutcome(row);
  return toOutcome(await run(ctx.db, patientPurchase, ctx, purchase));
}

async function run(db: Executor, text: string, ctx: Context<KeyActor | UserActor>, purchase: Purchase): Promise<Row> {
  const { actor } = ctx;
  const [row] = await runStatement<Row>(db, text, [
    purchase.reference,
    actor.kind === 'key' ? actor.integratorId : null,
    actor.kind === 'key' ? actor.id : null,
    actor.kind === 'user' ? actor.id : null,
    purchase.productId,
    purchase.expectedAmountPaisa,
    purchase.phone,
    purchase.email,
    purchase.at.toISOString(),
    actor.kind,
    actorName(actor),
    ctx.requestId ?? null,
  ]);
  if (!row) throw new Error('The purchase gave no row.');
  return row;
}

function toOutcome(row: Row): StockOutcome {
  const { outcome } = row;
  if (outcome === 'contended') throw new Error('A purchase that waited for its code cannot be contended.');
  if (outcome === 'price_changed') return { kind: outcome, amountPaisa: Number(row.amountPaisa) };
  if (outcome !== 'failed' && outcome !== 'succeeded') return { kind: outcome };
  const credit = row.creditAvailablePaisa;
  const sale = {
    id: Number(row.saleId),
    productName: row.productName,
    creditAvailablePaisa: credit === null ? null : Number(credit),
  };
  if (outcome === 'failed') {
    return { kind: outcome, sale, failureCode: row.failureCode, failureReason: row.failureReason };
  }
  const { digest, sealed, sealingKeyId, pinLastFour } = row;
  return { kind: outcome, sale, pinLastFour, pin: { digest, sealed, sealingKeyId } };
}
