import { type Executor, isTransaction, patientConnections, patientDatabase, salesDatabase } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import type { CustomerLanguage } from '@/lib/core/entities/customer-language';
import type { PaymentMethod } from '@/lib/core/entities/payment-method';
import { shareStatement } from '@/lib/core/share-statement';
import { limitPlaces, patienceMs, waitByKey } from '@/lib/core/wait-by-key';
import { CodesUnavailable, readTaken, takeReadable } from '@/lib/domain/coupons/codes/set-aside';
import { enqueueSending } from '@/lib/domain/sales/deliveries/enqueue-sending';
import { auditRequest } from '@/lib/platform/audit/insert-audit.sql';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { eagerPurchase, patientPurchase, quickPurchase, type StockRequest, type StockRow } from './sell-stock.sql';

export type Purchase = {
  reference: string;
  productId: number;
  expectedAmountPaisa: number;
  phone: string | null;
  email: string | null;
  language: CustomerLanguage | null;
  paymentMethod: PaymentMethod | null;
  /** The last sale to this contact that the seller was asked about; 0 for none. */
  despiteSaleId: number;
  at: Date;
};

export type StockOutcome =
  | { kind: 'repeated' | 'no_product' | 'paused' | 'no_credit' | 'no_shift' }
  | { kind: 'other_supplier' }
  | { kind: 'price_changed'; amountPaisa: number }
  | { kind: 'failed'; sale: StockSale; failureCode: string; failureReason: string }
  | { kind: 'succeeded'; sale: StockSale; pinLastFour: string; validUntil: Date | null; pin: string };

export type StockSale = { id: number; productName: string; chargedPaisa: number; creditAvailablePaisa: number | null };

type Buy = (request: StockRequest) => Promise<ReadRow>;

const perDatabase = new WeakMap<Executor, Buy>();

/**
 * Buys one code, in one statement and one commit with whatever else arrives on this database, and reads it before that commit; in a second statement of
 * its own when the first could not decide, such as when other purchases hold the last codes at that moment. A purchase whose
 * account or shift somebody else holds waits for it apart from those of all others.
 * @throws Busy and CodesUnavailable, with nothing done
 */
export async function sellFromStock(ctx: Context<KeyActor | UserActor>, purchase: Purchase): Promise<StockOutcome> {
  const { db } = ctx;
  const buy = perDatabase.get(db) ?? (isTransaction(db) ? buyAlone(db) : buyTogether(db));
  perDatabase.set(db, buy);
  return toOutcome(await buy(makeRequest(ctx, purchase)));
}

/** In the transaction of somebody who waits for it. */
const buyAlone =
  (db: Executor): Buy =>
  async (request) => {
    const row = await runOne(db, eagerPurchase, request);
    return row.outcome === 'contended' ? runOne(db, patientPurchase, request) : row;
  };

/** A second statement at a time would find the accounts of the first locked. */
function buyTogether(db: Executor): Buy {
  const [sales, patient] = [salesDatabase(db), patientDatabase(db)];
  const quickly = shareStatement<StockRequest, ReadRow>({
    run: (requests) => run(sales, quickPurchase, requests),
    maxInFlight: 1,
  });
  const limits = { atOnce: patientConnections, patienceMs };
  const wait = waitByKey<StockRequest, ReadRow>({
    ...limits,
    run: (requests) => run(patient, eagerPurchase, requests),
  });
  const takePlace = limitPlaces(limits);
  return async (request) => {
    let row = await quickly(request);
    if (row.outcome === 'waiting') {
      row = await wait(holderOf(request), request, async () => {
        const again = await quickly(request);
        return again.outcome === 'waiting' ? undefined : again;
      });
    }
    return row.outcome === 'contended' ? takePlace(() => runOne(patient, patientPurchase, request)) : row;
  };
}

/** Whose account or shift a purchase needs. */
const holderOf = ({ integrator_id, user_id }: StockRequest): string =>
  integrator_id === null ? `seller ${user_id}` : `integrator ${integrator_id}`;

async function runOne(db: Executor, text: string, request: StockRequest): Promise<ReadRow> {
  const [row] = await run(db, text, [request]);
  if (!row) throw new Error('The purchase gave no row.');
  if (row instanceof Error) throw row;
  return row;
}

function makeRequest(ctx: Context<KeyActor | UserActor>, purchase: Purchase): StockRequest {
  return {
    reference: purchase.reference,
    product_id: purchase.productId,
    expected_paisa: purchase.expectedAmountPaisa,
    phone: purchase.phone,
    email: purchase.email,
    language: purchase.language,
    payment_method: purchase.paymentMethod,
    at: purchase.at.toISOString(),
    integrator_id: ctx.actor.kind === 'key' ? ctx.actor.integratorId : null,
    ...auditRequest(ctx),
  };
}

/** A purchase with its PIN in clear. */
type ReadRow = StockRow & { pin: string };

/**
 * Every PIN is decrypted before the commit: one that cannot be is sold to nobody, and moves no money. Where the codes of a product
 * cannot be read for now its buyers are refused, each with an error in their place, and those of the others go on.
 */
async function run(db: Executor, text: string, requests: readonly StockRequest[]): Promise<ReadRow[]> {
  const refused = new Map<number, Error>();
  for (;;) {
    const left = requests.filter(({ product_id }) => !refused.has(product_id));
    let decided: StockRow[] = [];
    try {
      const rows = await takeReadable(db, new Date(requests[0]?.at ?? Date.now()), async (tx) => {
        decided = left.length > 0 ? await decide(tx, text, left) : [];
        const read = readAll(decided);
        const messages = read.flatMap(({ delivery_ids }) => delivery_ids.map(Number));
        if (messages.length > 0) await enqueueSending(tx, messages);
        return read;
      });
      const answers = rows.values();
      // What is an error is thrown to whom it concerns.
      return requests.map(({ product_id }) => refused.get(product_id) ?? answers.next().value) as ReadRow[];
    } catch (error) {
      if (!(error instanceof CodesUnavailable)) throw error;
      for (const { ord, coupon_id } of decided) {
        const productId = left[ord]?.product_id;
        if (productId && error.couponIds.includes(Number(coupon_id))) refused.set(productId, error);
      }
    }
  }
}

/** @throws as `readTaken` */
function readAll(rows: StockRow[]): ReadRow[] {
  const isSold = (row: StockRow) => row.outcome === 'succeeded';
  const pins = readTaken(rows.flatMap((row) => (isSold(row) ? [toTaken(row)] : []))).values();
  return rows.map((row) => ({ ...row, pin: isSold(row) ? (pins.next().value ?? '') : '' }));
}

const toTaken = ({ coupon_id, code_id, digest, sealed, sealing_key_id }: StockRow) => ({
  ...{ couponId: Number(coupon_id), codeId: Number(code_id) },
  ...{ digest, sealed, sealingKeyId: sealing_key_id },
});

async function decide(db: Executor, text: string, requests: readonly StockRequest[]): Promise<StockRow[]> {
  const rows = await runStatement<StockRow>(db, text, [
    JSON.stringify(requests.map((item, ord) => ({ ord, ...item }))),
  ]);
  return rows.toSorted((a, b) => a.ord - b.ord);
}

function toOutcome(row: ReadRow): StockOutcome {
  const { outcome } = row;
  if (outcome === 'contended' || outcome === 'waiting') {
    throw new Error('A purchase that waited for what it needs cannot be contended.');
  }
  if (outcome === 'price_changed') return { kind: outcome, amountPaisa: Number(row.amount_paisa) };
  if (outcome !== 'failed' && outcome !== 'succeeded') return { kind: outcome };
  const credit = row.credit_available_paisa;
  const sale = {
    id: Number(row.sale_id),
    productName: row.product_name,
    chargedPaisa: Number(row.charge_paisa),
    creditAvailablePaisa: credit === null ? null : Number(credit),
  };
  if (outcome === 'failed') {
    return { kind: outcome, sale, failureCode: row.failure_code, failureReason: row.failure_reason };
  }
  const { pin, pin_last_four: pinLastFour } = row;
  const validUntil = row.valid_until === null ? null : new Date(row.valid_until);
  return { kind: outcome, sale, pinLastFour, validUntil, pin };
}
