import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { shareStatement } from '@/lib/core/share-statement';
import { enqueueSending } from '@/lib/domain/sales/deliveries/enqueue-deliveries';
import { auditActor } from '@/lib/platform/audit/record-audit';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { eagerPurchase, patientPurchase } from './sell-stock.sql';

export type Purchase = {
  reference: string;
  productId: number;
  expectedAmountPaisa: number;
  phone: string | null;
  email: string | null;
  at: Date;
};

export type EncryptedPin = { digest: Buffer; sealed: Buffer; sealingKeyId: number };

export type StockOutcome =
  | { kind: 'repeated' | 'no_product' | 'paused' | 'no_credit' }
  | { kind: 'other_supplier' }
  | { kind: 'price_changed'; amountPaisa: number }
  | { kind: 'failed'; sale: StockSale; failureCode: string; failureReason: string }
  | { kind: 'succeeded'; sale: StockSale; pinLastFour: string; pin: EncryptedPin };

export type StockSale = { id: number; productName: string; creditAvailablePaisa: number | null };

type Row = {
  ord: number;
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
  deliveryIds: string[];
};

/** One request as the statement takes it: plain JSON. */
type Request = ReturnType<typeof makeRequest>;
type Buy = (request: Request) => Promise<Row>;

const perDatabase = new WeakMap<Executor, Buy>();

/**
 * Buys one code, in one statement and one commit with whatever else arrives on this database; in a second statement of
 * its own when the first could not tell, such as when the last codes are in other buyers' hands at that moment.
 */
export async function sellFromStock(ctx: Context<KeyActor | UserActor>, purchase: Purchase): Promise<StockOutcome> {
  const { db } = ctx;
  const buy = perDatabase.get(db) ?? shareStatement({ run: (requests) => run(db, eagerPurchase, requests) });
  perDatabase.set(db, buy);
  const request = makeRequest(ctx, purchase);
  const row = await buy(request);
  if (row.outcome !== 'contended') return toOutcome(row);
  const [alone] = await run(db, patientPurchase, [request]);
  if (!alone) throw new Error('The purchase gave no row.');
  return toOutcome(alone);
}

function makeRequest({ actor, requestId }: Context<KeyActor | UserActor>, purchase: Purchase) {
  const by = auditActor(actor);
  return {
    reference: purchase.reference,
    product_id: purchase.productId,
    expected_paisa: purchase.expectedAmountPaisa,
    phone: purchase.phone,
    email: purchase.email,
    at: purchase.at.toISOString(),
    integrator_id: actor.kind === 'key' ? actor.integratorId : null,
    actor_kind: by.actorKind,
    user_id: by.userId,
    api_key_id: by.apiKeyId,
    actor_name: by.actorName,
    request_id: requestId ?? null,
  };
}

/** The jobs of the messages need a statement of their own, and so a transaction; without any, the one is its own. */
function run(db: Executor, text: string, requests: readonly Request[]): Promise<Row[]> {
  if (requests.every(({ phone, email }) => phone === null && email === null)) return ask(db, text, requests);
  return db.transaction(async (tx) => {
    const rows = await ask(tx, text, requests);
    await enqueueSending(
      tx,
      rows.flatMap(({ deliveryIds }) => deliveryIds.map(Number)),
    );
    return rows;
  });
}

async function ask(db: Executor, text: string, requests: readonly Request[]): Promise<Row[]> {
  const rows = await runStatement<Row>(db, text, [JSON.stringify(requests.map((item, ord) => ({ ord, ...item })))]);
  return rows.toSorted((a, b) => a.ord - b.ord);
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
