import { and, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { codes } from '@/db/schema/coupons';
import { products } from '@/db/schema/products';
import { sales } from '@/db/schema/sales';
import { NotFound } from '@/lib/core/errors';
import { type Keyset, keysetClauses, keysetPage } from '@/lib/core/keyset';
import { endOfCode } from '@/lib/domain/coupons/codes/code-validity.sql';
import { readSalePin, readSerial } from '@/lib/domain/sales/pins/read-sale-pin';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { KeyActor } from '@/lib/platform/context/actor';
import { type Context, inTransaction } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { ownIntegrator } from '@/lib/platform/context/own-integrator';
import { instantsOfRange } from '@/lib/platform/settings/instant-of-time';
import type { SaleState } from './filters';
import { type PinUse, pinUseAt } from './pin-use.sql';
import { listOwnPurchasesInput, listPurchasesInput, type ownPurchaseFilter, purchaseInput } from './schemas';

/** A sale as the integrator that bought it sees it, without its PIN. */
export type Purchase = {
  reference: string;
  state: SaleState;
  value: string;
  productName: string;
  /** What the purchase named, and what the credit was charged for it. */
  amountPaisa: number;
  chargedPaisa: number;
  pinUse: PinUse;
  validUntil: string | null;
  failureReason: string | null;
  createdAt: string;
  settledAt: string | null;
};

/** The query every read of purchases starts from; add its own `where`. */
export function selectPurchases({ db, now }: Context) {
  return db
    .select({
      id: sales.id,
      reference: sales.reference,
      state: sales.state,
      value: products.value,
      productName: products.name,
      amountPaisa: sales.amountPaisa,
      commissionPaisa: sales.commissionPaisa,
      pinUse: pinUseAt(now()),
      validUntil: endOfCode,
      failureReason: sales.failureReason,
      createdAt: sales.createdAt,
      settledAt: sales.settledAt,
    })
    .from(sales)
    .innerJoin(products, eq(products.id, sales.productId))
    .leftJoin(codes, eq(codes.id, sales.codeId));
}

type Row = Awaited<ReturnType<typeof selectPurchases>>[number];

export function toPurchase(row: Row): Purchase {
  return {
    reference: row.reference,
    state: row.state,
    value: row.value,
    productName: row.productName,
    amountPaisa: row.amountPaisa,
    chargedPaisa: row.amountPaisa - row.commissionPaisa,
    pinUse: row.pinUse,
    validUntil: row.validUntil?.toISOString() ?? null,
    failureReason: row.failureReason,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}

/**
 * One purchase of the key's own integrator with its PIN, and the serial where the supplier gave one: so none is lost with an
 * answer. Reading the PIN is audited. Both are null unless the sale succeeded.
 * @throws Forbidden, NotFound, Conflict `unreadable`
 */
export const readPurchase = operation(
  'sales.sell',
  purchaseInput,
  (ctx: Context<KeyActor>, { reference }): Promise<Purchase & { pin: string | null; serial: string | null }> =>
    inTransaction(ctx, async (tx) => {
      const isOwn = and(eq(sales.reference, reference), eq(sales.integratorId, ctx.actor.integratorId));
      const [row] = await selectPurchases(tx).where(isOwn);
      if (!row) throw new NotFound('The sale');
      const purchase = toPurchase(row);
      if (row.state !== 'succeeded') return { ...purchase, pin: null, serial: null };
      const pin = await readSalePin(tx.db, row.id);
      if (pin) await recordAudit(tx, { action: 'sale.pin_revealed', subjectKind: 'sale', subjectId: row.id, data: {} });
      return { ...purchase, pin, serial: await readSerial(tx.db, row.id) };
    }),
);

export type PurchasePage = { rows: Purchase[]; next: string | null };

const newest: Keyset = { name: 'purchases', value: null, type: 'integer', id: sql`${sales.id}`, descending: true };

/** The purchases of the key's own integrator, newest first, without PINs. @throws Forbidden, Invalid */
export const listPurchases = operation(
  'sales.sell',
  listPurchasesInput,
  async (ctx: Context<KeyActor>, input): Promise<PurchasePage> => {
    const { rows, next } = await readPurchases(ctx, ctx.actor.integratorId, input);
    return { rows, next };
  },
);

/** The purchases of a partner's own integrator, newest first, without PINs and contacts. @throws Forbidden, Invalid */
export const listOwnPurchases = operation('partner.read', listOwnPurchasesInput, (ctx, input) =>
  readPurchases(ctx, ownIntegrator(ctx), input),
);

type Listed = z.output<typeof listPurchasesInput> & Partial<z.output<typeof listOwnPurchasesInput>>;

/** The purchases of an integrator that fit. For use cases: it asks for no permission. */
export async function purchasesWhere(
  ctx: Context,
  integratorId: number,
  { reference, state, ...range }: z.output<typeof ownPurchaseFilter>,
): Promise<SQL | undefined> {
  const { from, to } = await instantsOfRange(ctx, range);
  return and(
    eq(sales.integratorId, integratorId),
    reference ? eq(sales.reference, reference) : undefined,
    state ? eq(sales.state, state) : undefined,
    from ? gte(sales.createdAt, from) : undefined,
    to ? lt(sales.createdAt, to) : undefined,
  );
}

async function readPurchases(ctx: Context, integratorId: number, { after, limit, ...filter }: Listed) {
  const request = { after, page: 1, perPage: limit };
  const clauses = keysetClauses(newest, request);
  const found = await selectPurchases(ctx)
    .where(and(await purchasesWhere(ctx, integratorId, filter), clauses.where))
    .orderBy(...clauses.orderBy)
    .limit(clauses.limit);
  const rows = found.map((row) => ({ ...toPurchase(row), id: row.id, sortValue: null }));
  const page = keysetPage(newest, request, clauses.at, rows);
  return { ...page, rows: page.rows.map(({ id: _, ...purchase }) => purchase) };
}
