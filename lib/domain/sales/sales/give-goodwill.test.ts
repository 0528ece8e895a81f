import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { creditTransfers } from '@/db/schema/credits';
import { openTestDatabase } from '@/db/testing';
import { formatPaisa } from '@/lib/core/money';
import { getOwnBalance } from '@/lib/domain/sales/credits/get-balance';
import { connectKhalti, offerKhaltiProduct } from '@/lib/domain/sales/supply/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import type { KeyActor, UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { getSale } from './get-sale';
import { giveGoodwill } from './give-goodwill';
import { sell } from './sell';
import { makeBuyer, makeStock, order, times } from './testing';

const test = openTestDatabase({ max: 4 });
const khalti = prepared(connectKhalti);
let product: { id: number; amountPaisa: number };
let admin: Context<UserActor>;
beforeAll(async () => {
  product = await offerKhaltiProduct(test.db, khalti, { value: 'nettv khalti', amount: 2000 });
  admin = await makeUserContext(test.db, 'admin');
});

const reason = 'Bought the wrong product';
const buy = async (ctx: Context<KeyActor | UserActor>) => {
  const { amountPaisa: expectedAmountPaisa, id: productId } = product;
  return (await sell(ctx, { reference: randomUUID(), productId, expectedAmountPaisa })).sale.id;
};

it('is a cost of a sale that stays sold, shown with who and why', async () => {
  const seller = await makeUserContext(test.db, 'support');
  const saleId = await buy(seller);
  expect(await getSale(admin, { saleId })).toMatchObject({ undo: 'other_supplier', goodwill: null });
  await giveGoodwill(admin, { saleId, amountPaisa: 150_000, reason });
  const sale = await getSale(seller, { saleId });
  expect(sale).toMatchObject({
    state: 'succeeded',
    amountPaisa: 200_000,
    goodwill: { amountPaisa: 150_000, actorName: admin.actor.name, reason },
  });
  expect(sale.events.at(-1)).toMatchObject({
    state: 'succeeded',
    note: `Goodwill refund of ${formatPaisa(150_000)}: ${reason}`,
  });
});

it('comes back to an integrator as credit, once, however often it is pressed', async () => {
  const buyer = await makeBuyer(test.db, 200_000);
  const saleId = await buy(buyer);
  const presses = await times(5, () => giveGoodwill(admin, { saleId, amountPaisa: 50_000, reason }));
  const refused = presses.flatMap((one) => (one.status === 'rejected' ? [one.reason.reason] : []));
  expect(refused).toEqual(Array.from({ length: 4 }, () => 'already_given'));
  expect(await getOwnBalance(buyer)).toMatchObject({ availablePaisa: 50_000, consumedPaisa: 150_000, heldPaisa: 0 });
  const [last] = await test.db
    .select()
    .from(creditTransfers)
    .where(eq(creditTransfers.saleId, saleId))
    .orderBy(desc(creditTransfers.id))
    .limit(1);
  expect(last).toMatchObject({ kind: 'refund', amountPaisa: 50_000, reason, actorName: admin.actor.name });
});

it('is at most what was paid, for a PIN of Khalti’s that was handed out, and recorded by admins only', async () => {
  const saleId = await buy(admin);
  const input = { saleId, amountPaisa: 1, reason };
  await expect(giveGoodwill(admin, { ...input, amountPaisa: 200_001 })).rejects.toMatchObject({
    fields: { amountPaisa: [`Give back at most what was paid, ${formatPaisa(200_000)}.`] },
  });
  for (const amountPaisa of [0, -1, 0.5]) {
    await expect(giveGoodwill(admin, { ...input, amountPaisa })).rejects.toMatchObject({ code: 'invalid' });
  }
  for (const role of ['support', 'viewer'] as const) {
    const other = await makeUserContext(test.db, role);
    await expect(giveGoodwill(other, input)).rejects.toMatchObject({ code: 'forbidden' });
  }
  khalti.fault({ kind: 'no-pin' });
  const missing = await buy(admin);
  await expect(giveGoodwill(admin, { ...input, saleId: missing })).rejects.toMatchObject({ reason: 'wrong_state' });
  const { sale } = await sell(admin, order(await makeStock(test.db, 1)));
  await expect(giveGoodwill(admin, { ...input, saleId: sale.id })).rejects.toMatchObject({ reason: 'own_stock' });
});
