import { asc, desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { creditTransfers } from '@/db/schema/credits';
import { deliveries } from '@/db/schema/deliveries';
import { saleEvents, sales } from '@/db/schema/sales';
import { auditEvents } from '@/db/schema/team';
import { webhookEvents } from '@/db/schema/webhooks';
import { openTestDatabase } from '@/db/testing';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { revealSalePin } from '@/lib/domain/sales/pins/reveal-sale-pin';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { makeEndpoint } from '@/lib/platform/webhooks/testing';
import type { KhaltiSandbox } from '@/sandbox/khalti/start-khalti-sandbox';
import { prepared } from '@/test/prepared';
import { getSale } from './get-sale';
import { listOpenOwnSales } from './list-open-own-sales';
import { sell } from './sell';
import { makeBuyer, makeStock, order, type Stock, stockLeft, tally, times } from './testing';
import { voidPurchase, voidSale } from './void-sale';

const test = openTestDatabase({ max: 4 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let seller: Context<UserActor>;
let stock: Stock;
beforeEach(async () => {
  seller = await makeUserContext(test.db, 'support');
  stock = await makeStock(test.db, 5);
});

const reason = 'Sold to the wrong number';
const rowOf = async (id: number) => {
  const [row] = await test.db
    .select({ sale: sales, code: codes })
    .from(sales)
    .leftJoin(codes, eq(codes.id, sales.codeId))
    .where(eq(sales.id, id));
  return row;
};
const later = (ctx: Context<UserActor>, minutes: number) => {
  const at = new Date(Date.now() + minutes * 60_000);
  return { ...ctx, now: () => at };
};

describe('a voided sale', () => {
  it('has a dead code that is not sold again, and a timeline that says who and why', async () => {
    await makeEndpoint(admin, { eventTypes: ['sale.voided'] });
    const { sale } = await sell(seller, order(stock, { phone: '984-1000071' }));
    await voidSale(seller, { saleId: sale.id, reason });
    const row = await rowOf(sale.id);
    expect(row).toMatchObject({
      sale: { state: 'voided', settledAt: new Date(sale.settledAt ?? 0), unseen: true },
      code: { status: 'voided', id: row?.sale.codeId },
    });
    expect(row?.code?.voidedAt).toEqual(row?.sale.voidedAt);
    const events = await test.db.select().from(saleEvents).where(eq(saleEvents.saleId, sale.id)).orderBy(saleEvents.id);
    expect(events.at(-1)).toMatchObject({ state: 'voided', actorName: seller.actor.name, note: reason });
    const audited = await test.db
      .select({ action: auditEvents.action, data: auditEvents.data })
      .from(auditEvents)
      .where(eq(auditEvents.userId, seller.actor.id))
      .orderBy(desc(auditEvents.id))
      .limit(1);
    expect(audited).toEqual([{ action: 'sale.marked_voided', data: { reason, codeId: row?.sale.codeId } }]);
    const published = await test.db.select().from(webhookEvents).where(eq(webhookEvents.type, 'sale.voided'));
    expect(published.map(({ data }) => data)).toMatchObject([{ sale_id: sale.id, reference: sale.reference }]);
    expect(await stockLeft(test.db, stock)).toBe(4);
    const waiting = await test.db.select().from(deliveries).where(eq(deliveries.saleId, sale.id));
    expect(waiting).toMatchObject([{ state: 'failed', error: 'no_pin' }]);
    await expect(revealSalePin(seller, { saleId: sale.id })).rejects.toMatchObject({ reason: 'no_pin' });
    expect(await listOpenOwnSales(seller)).toMatchObject([{ id: sale.id, state: 'voided' }]);
    await expect(voidSale(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'already_voided' });
  });

  it('gives an integrator its credit back, as a transfer of its own kind with who and why', async () => {
    const buyer = await makeBuyer(test.db, 300_000);
    const { sale } = await sell(buyer, order(stock));
    await voidPurchase(buyer, { reference: sale.reference, reason });
    expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 300_000, consumedPaisa: 0, heldPaisa: 0 });
    const moved = await test.db
      .select()
      .from(creditTransfers)
      .where(eq(creditTransfers.saleId, sale.id))
      .orderBy(asc(creditTransfers.id));
    expect(moved).toMatchObject([
      { kind: 'purchase', amountPaisa: 200_000 },
      { kind: 'void', amountPaisa: 200_000, reason, actorName: buyer.actor.integratorName },
    ]);
    await sell(buyer, order(stock));
    expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 100_000, consumedPaisa: 200_000 });
  });

  it('is voided once by ten presses at the same time', async () => {
    const buyer = await makeBuyer(test.db, 200_000);
    const { sale } = await sell(buyer, order(stock));
    const presses = await times(10, () => voidSale(admin, { saleId: sale.id, reason }));
    const refused = presses.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []));
    expect(refused).toEqual(Array.from({ length: 9 }, () => 'already_voided'));
    expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 200_000, consumedPaisa: 0 });
  });
});

describe('who can void a sale', () => {
  it('is its seller for the minutes of a setting, and an admin at any time', async () => {
    const { sale } = await sell(seller, order(stock));
    const { id: saleId } = sale;
    expect(await getSale(seller, { saleId })).toMatchObject({ undo: 'allowed' });
    await expect(voidSale(later(seller, 15), { saleId, reason })).rejects.toMatchObject({ reason: 'too_late' });
    expect(await getSale(later(seller, 15), { saleId })).toMatchObject({ undo: 'too_late' });
    await updateSettings(systemContext(test.db, 'tests'), { voidMinutes: 60 });
    expect(await getSale(later(seller, 59), { saleId })).toMatchObject({ undo: 'allowed' });
    await updateSettings(systemContext(test.db, 'tests'), { voidMinutes: 0 });
    await expect(voidSale(seller, { saleId, reason })).rejects.toMatchObject({ reason: 'too_late' });
    await updateSettings(systemContext(test.db, 'tests'), { voidMinutes: 15 });
    await voidSale(later(admin, 60 * 24 * 30), { saleId, reason });
    expect((await rowOf(saleId))?.sale.state).toBe('voided');
  });

  it('is nobody else: no other seller, no viewer, no other integrator', async () => {
    const { sale } = await sell(seller, order(stock));
    const { id: saleId } = sale;
    for (const role of ['support', 'viewer'] as const) {
      const other = await makeUserContext(test.db, role);
      await expect(voidSale(other, { saleId, reason })).rejects.toMatchObject({ code: 'forbidden' });
      expect(await getSale(other, { saleId })).toMatchObject({ undo: 'forbidden' });
    }
    const [buyer, stranger] = [await makeBuyer(test.db, 200_000), await makeBuyer(test.db, 200_000)];
    const { sale: bought } = await sell(buyer, order(stock));
    const input = { reference: bought.reference, reason };
    await expect(voidPurchase(stranger, input)).rejects.toMatchObject({ code: 'not_found' });
    const reader = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
    await expect(voidPurchase(reader, input)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await rowOf(bought.id))?.sale.state).toBe('succeeded');
    expect((await rowOf(saleId))?.sale.state).toBe('succeeded');
  });

  it('needs a reason', async () => {
    const { sale } = await sell(seller, order(stock));
    await expect(voidSale(admin, { saleId: sale.id, reason: ' ' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('what cannot be voided', () => {
  let khalti: KhaltiSandbox;
  beforeAll(async () => {
    khalti = await connectKhalti();
  });
  afterAll(() => khalti.close());

  it('is a sale that failed, and one through Khalti', async () => {
    const { sale: failed } = await sell(admin, order(await makeStock(test.db, 0)));
    await expect(voidSale(admin, { saleId: failed.id, reason })).rejects.toMatchObject({ reason: 'wrong_state' });
    const offered = await offerKhaltiProduct(test.db, khalti, { value: 'not voided', amount: 2000 });
    const { sale } = await sell(admin, {
      reference: crypto.randomUUID(),
      productId: offered.id,
      expectedAmountPaisa: offered.amountPaisa,
    });
    expect(sale.state).toBe('succeeded');
    await expect(voidSale(admin, { saleId: sale.id, reason })).rejects.toMatchObject({ reason: 'not_own_stock' });
    expect(await getSale(admin, { saleId: sale.id })).toMatchObject({ undo: 'other_supplier' });
  });

  it('loses nothing while others buy from the same stock', async () => {
    const buyer = await makeBuyer(test.db, 10_000_000);
    const { sale } = await sell(buyer, order(stock));
    const work = await times(9, (index) =>
      index === 4
        ? voidSale(admin, { saleId: sale.id, reason }).then(() => sell(buyer, order(stock)))
        : sell(buyer, order(stock)),
    );
    expect(tally(work)).toEqual({ succeeded: 4, failed: 5 });
    expect(await getOwnBalance(buyer)).toMatchObject({ consumedPaisa: 4 * 200_000, availablePaisa: 9_200_000 });
  });
});
