import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterEach } from 'vitest';
import type { Executor } from '@/db/client';
import { codes, coupons } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { openTestDatabase } from '@/db/testing';
import { Busy } from '@/lib/core/errors';
import { makeCodes } from '@/lib/domain/redemptions/redemptions/testing';
import { openCreditAccounts } from '@/lib/domain/sales/credits/move-credit';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { createProduct, type Product } from '@/lib/domain/sales/products/create-product';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { SystemActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import type { FaultInput } from '@/sandbox/khalti/faults';
import { prepared } from '@/test/prepared';
import type { SellInput } from './schemas';
import { type SellResult, sell } from './sell';

// All of one length: lists are in the order of names and codes, and files of tests share this number.
let serial = 100_000;

export type Stock = { product: Product; couponId: number; pins: string[] };

/** A product on a coupon of its own with that many codes, as tests need one. */
export async function makeStock(
  db: Executor,
  count: number,
  options: { amountPaisa?: number; value?: string; coupon?: Partial<typeof coupons.$inferInsert> } = {},
): Promise<Stock> {
  const name = `STOCK-${++serial}`;
  const [coupon] = await db
    .insert(coupons)
    .values({ code: name, discount: 100, duration: 'once', ...options.coupon })
    .returning({ id: coupons.id });
  if (!coupon) throw new Error('The coupon was not made.');
  const pins = await addCodes(db, coupon.id, count);
  const product = await createProduct(systemContext(db, 'tests'), {
    name: `Product ${serial}`,
    value: options.value ?? `product ${serial}`,
    amountPaisa: options.amountPaisa ?? 200_000,
    couponId: coupon.id,
  });
  return { product, couponId: coupon.id, pins };
}

export async function addCodes(db: Executor, couponId: number, count: number): Promise<string[]> {
  if (count === 0) return [];
  return (await makeCodes(db, couponId, count)).map(({ code }) => code);
}

/** A purchase of the stock's product under a new reference. */
export function order(stock: Stock, more: Partial<SellInput> = {}): SellInput {
  const { id: productId, amountPaisa: expectedAmountPaisa } = stock.product;
  return { reference: randomUUID(), productId, expectedAmountPaisa, ...more };
}

/** An integrator that can sell, with that much credit. */
export async function makeBuyer(db: Executor, creditPaisa: number) {
  const buyer = await makeKeyContext(db, ['nettv:sell']);
  const { integratorId } = buyer.actor;
  await openCreditAccounts(buyer, integratorId);
  if (creditPaisa > 0) {
    await topUpCredit(systemContext(db, 'tests'), { integratorId, amountPaisa: creditPaisa, reason: 'test' });
  }
  return buyer;
}

export async function stockLeft(db: Executor, stock: Stock): Promise<number> {
  const available = and(eq(codes.couponId, stock.couponId), eq(codes.status, 'available'));
  return db.$count(codes, available);
}

/** How often each outcome came: the sale's state, or why it was refused. */
export function tally(results: PromiseSettledResult<SellResult>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const key =
      result.status === 'fulfilled'
        ? `${result.value.sale.state}${result.value.repeated ? ' repeated' : ''}`
        : String(result.reason.reason ?? result.reason.code ?? result.reason);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** `n` at once, each of which does what the answer says when others hold what it needs, as they do for longer on a busy machine. */
export const times = <T>(n: number, work: (index: number) => Promise<T>) => {
  const untilItsTurn = (index: number): Promise<T> =>
    work(index).catch((error: unknown) => {
      if (error instanceof Busy) return untilItsTurn(index);
      throw error;
    });
  return Promise.allSettled(Array.from({ length: n }, (_, index) => untilItsTurn(index)));
};

type KhaltiDesk = Awaited<ReturnType<typeof openKhaltiDesk>>;

/** A Khalti sandbox with one product of it on sale, and people who sell it, all by a clock that a test moves. */
async function openKhaltiDesk(db: Executor) {
  const khalti = await connectKhalti();
  const product = await offerKhaltiProduct(db, khalti, { value: 'nettv khalti', amount: 2000 });
  const clock = { now: Date.parse('2026-11-22T06:00:00Z') };
  const now = () => new Date(clock.now);
  const admin = { ...(await makeUserContext(db, 'admin')), now };
  const seller = { ...(await makeUserContext(db, 'support')), now };
  const system = (): Context<SystemActor> => ({ ...systemContext(db, 'tests'), now });
  const order = (more: Partial<SellInput> = {}): SellInput => ({
    reference: randomUUID(),
    productId: product.id,
    expectedAmountPaisa: product.amountPaisa,
    ...more,
  });

  async function rowOf(id: number) {
    const [row] = await db.select().from(sales).where(eq(sales.id, id));
    if (!row) throw new Error('There is no such sale.');
    return row;
  }
  const bookOf = async (id: number) => khalti.bookOf((await rowOf(id)).supplierReference ?? '');

  async function buyer(creditPaisa = 1_000_000) {
    const ctx = { ...(await makeKeyContext(db, ['nettv:sell'])), now };
    await topUpCredit(admin, { integratorId: ctx.actor.integratorId, amountPaisa: creditPaisa, reason: 'tests' });
    return ctx;
  }

  /** A sale at the desk whose payment met this fault. */
  async function sellUnder(fault: FaultInput) {
    khalti.fault(fault);
    return (await sell(seller, order())).sale;
  }

  const pass = (minutes: number) => {
    clock.now += minutes * 60_000;
  };
  return {
    db,
    khalti,
    clock,
    pass,
    admin,
    seller,
    system,
    order,
    rowOf,
    bookOf,
    buyer,
    sellUnder,
    close: khalti.close,
  };
}

/** For a file of tests: a database of its own and that desk, which begins each test without faults. */
export function provideKhaltiDesk(): KhaltiDesk {
  const test = openTestDatabase({ max: 8 });
  const desk = prepared(() => openKhaltiDesk(test.db));
  afterEach(() => desk.khalti.clearFaults());
  return desk;
}
