import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { approvals } from '@/db/schema/approvals';
import { integratorPrices } from '@/db/schema/integrator-prices';
import { products } from '@/db/schema/products';
import { Forbidden, Invalid, NeedsSecondPerson, NotFound } from '@/lib/core/errors';
import { translateSentence } from '@/lib/core/translate-sentence';
import { makeSignedIn } from '@/lib/domain/access/factors/testing';
import { topUpCredit } from '@/lib/domain/sales/credits/top-up-credit';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { makeStock, type Stock } from '@/lib/domain/sales/sales/testing';
import { listApprovals } from '@/lib/platform/approvals/list-approvals';
import { makeRole } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import ne from '@/messages/ne/refusals.json';
import pt from '@/messages/pt/refusals.json';
import { approve } from './approve';
import { ask, draftOf, provideLimits, setFourEyes } from './testing';

const { test, admin, second, integrator } = provideLimits();
const proven = async (role: Parameters<typeof makeSignedIn>[1]) =>
  (await makeSignedIn(test.db, role, { at: new Date() })).ctx;
const none = { pricePaisa: null, commission: 0 };
let stock: Stock;
beforeEach(async () => {
  stock = await makeStock(test.db, 1);
});

const termsOf = async () => {
  const [row] = await test.db
    .select({ pricePaisa: integratorPrices.pricePaisa, commission: integratorPrices.commission })
    .from(integratorPrices)
    .where(eq(integratorPrices.productId, stock.product.id));
  return row ?? null;
};
const terms = (to: Partial<typeof none> | { pricePaisa: number }) => ({
  ...{ integratorId: integrator.actor.integratorId, productId: stock.product.id },
  ...none,
  ...to,
});
const set = (to: Parameters<typeof terms>[0], ctx = admin) => setIntegratorPrice(ctx, terms(to));
const asSystem = (to: Parameters<typeof terms>[0]) => setIntegratorPrice(systemContext(test.db, 'tests'), terms(to));

describe.each([
  ['credit', { fourEyesCreditPaisa: 100_000_000 }],
  ['lower prices', { fourEyesPrices: true }],
])('what an integrator pays, where %s needs two people', (_, limits) => {
  beforeEach(() => setFourEyes(test.db, limits));

  it.each<[object | null, object]>([
    [null, { commission: 99.99 }],
    [null, { commission: 0.01 }],
    [null, { pricePaisa: 1 }],
    [null, { pricePaisa: 200_000 }],
    [{ commission: 5 }, { commission: 5.01 }],
    [{ commission: 5 }, { pricePaisa: 199_999 }],
    [{ pricePaisa: 1000 }, { pricePaisa: 999 }],
    [{ pricePaisa: 1000 }, { commission: 0.01 }],
  ])('is lowered by two, from %j to %j', async (from, to) => {
    if (from) await asSystem(from);
    const before = await termsOf();
    const refused = set(to);
    await expect(refused).rejects.toThrow(/^A lower price or a higher commission needs a second person/);
    const id = await ask(admin, refused);
    expect(await termsOf()).toEqual(before);
    await expect(approve(admin, { id })).rejects.toBeInstanceOf(Forbidden);
    expect(await approve(second, { id })).toEqual({ state: 'done', answer: null });
    expect(await termsOf()).toMatchObject(to);
  });

  it.each<[object, object, object | null]>([
    [{ commission: 5 }, { commission: 4.99 }, { commission: 4.99 }],
    [{ commission: 5 }, none, null],
    [{ pricePaisa: 1000 }, { pricePaisa: 1001 }, { pricePaisa: 1001 }],
    [{ pricePaisa: 1000 }, none, null],
  ])('is raised by one, from %j to %j', async (from, to, after) => {
    await asSystem(from);
    await set(to);
    const now = await termsOf();
    if (after) expect(now).toMatchObject(after);
    else expect(now).toBeNull();
  });

  it('is not lowered by one who reads the price before somebody raises it', async () => {
    await asSystem({ pricePaisa: 1000 });
    const results = await Promise.allSettled([set({ pricePaisa: 2000 }), set({ pricePaisa: 1500 }, second)]);
    expect(results[0].status).toBe('fulfilled');
    expect(await termsOf()).toMatchObject({ pricePaisa: 2000 });
  });

  it('is decided and seen by anyone who could set it alone', async () => {
    const id = await ask(admin, set({ commission: 50 }));
    const blind = await proven(await makeRole(test.db, 'integrators.write'));
    expect((await listApprovals(blind)).map((one) => one.id)).not.toContain(id);
    await expect(approve(blind, { id })).rejects.toBeInstanceOf(NotFound);
    await expect(set({ commission: 50 }, blind)).rejects.toBeInstanceOf(Forbidden);
    const supervisor = await proven('supervisor');
    await expect(approve(supervisor, { id })).rejects.toBeInstanceOf(NotFound);
    expect(await termsOf()).toBeNull();
  });

  it('is refused at once where it cannot be', async () => {
    await expect(set({ pricePaisa: 200_001 })).rejects.toBeInstanceOf(Invalid);
    await expect(setIntegratorPrice(admin, { ...terms({ commission: 5 }), productId: 987_654 })).rejects.toBeInstanceOf(
      NotFound,
    );
  });
});

it('one person sets it where neither is switched on', async () => {
  await setFourEyes(test.db, { fourEyesVoidPaisa: 1, fourEyesFreeCoupons: true });
  await set({ commission: 99.99 });
  expect(await termsOf()).toMatchObject({ commission: 99.99 });
});

describe('a product, where lower prices need two people', () => {
  beforeEach(() => setFourEyes(test.db, { fourEyesPrices: true }));
  const priceOf = async (id: number) =>
    (await test.db.select({ amountPaisa: products.amountPaisa }).from(products).where(eq(products.id, id)))[0]
      ?.amountPaisa;
  const rename = (amountPaisa: number) => ({ id: stock.product.id, name: 'Renamed', amountPaisa });

  it('is made cheaper by two, and dearer or named otherwise by one', async () => {
    const { id } = stock.product;
    await updateProduct(admin, rename(200_000));
    await updateProduct(admin, rename(200_001));
    const refused = updateProduct(admin, rename(200_000));
    await expect(refused).rejects.toThrow(/^Lowering the price of a product needs a second person/);
    const request = await ask(admin, refused);
    expect(await priceOf(id)).toBe(200_001);
    await expect(approve(await proven('supervisor'), { id: request })).rejects.toBeInstanceOf(NotFound);
    expect(await approve(second, { id: request })).toMatchObject({ state: 'done' });
    expect(await priceOf(id)).toBe(200_000);
  });

  it('is made by two', async () => {
    const input = { name: 'Cheap', value: `cheap ${stock.product.id}`, amountPaisa: 1, couponId: stock.couponId };
    const request = await ask(admin, createProduct(admin, input));
    expect(await approve(second, { id: request })).toMatchObject({ state: 'done' });
    const [made] = await test.db.select().from(products).where(eq(products.value, input.value));
    const [row] = await test.db.select().from(approvals).where(eq(approvals.id, request));
    expect(row).toMatchObject({ subjectKind: 'product', subjectId: made?.id });
    await expect(createProduct(admin, input)).rejects.toBeInstanceOf(Invalid);
    await expect(createProduct(admin, { ...input, value: 'other' })).rejects.toBeInstanceOf(NeedsSecondPerson);
    await setFourEyes(test.db, { fourEyesPrices: false, fourEyesCreditPaisa: 0 });
    await createProduct(admin, { ...input, value: `other ${stock.product.id}` });
    await draftOf(set({ commission: 1 }));
  });
});

it('the desk says what needs a second person in each language', async () => {
  await setFourEyes(test.db, { fourEyesPrices: true, fourEyesCreditPaisa: 0 });
  const credit = { integratorId: integrator.actor.integratorId, amountPaisa: 1, reason: 'tests' };
  const input = { name: 'Cheap', value: 'never', amountPaisa: 1, couponId: stock.couponId };
  const { id } = stock.product;
  for (const refused of [
    () => set({ commission: 1 }),
    () => topUpCredit(admin, credit),
    () => createProduct(admin, input),
    () => updateProduct(admin, { id, name: 'Cheaper', amountPaisa: 1 }),
  ]) {
    const { message } = await refused().then(
      () => new Error('It was not refused.'),
      (error: Error) => error,
    );
    for (const sentences of [ne, pt]) expect(translateSentence(sentences, message)).not.toBe(message);
  }
});
