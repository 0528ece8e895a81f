import { expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { listOwnPrices, listPrices } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';
import { setProductActive } from '@/lib/domain/sales/products/set-product-active';
import { makeBuyer, makeStock } from '@/lib/domain/sales/sales/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { createApp } from '../app';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const buyer = prepared(() => makeBuyer(test.db, 1_000_000));
const stock = prepared(() => makeStock(test.db, 1));

const expected = (chargedPaisa: number) => {
  const { value, name: productName } = stock.product;
  return { value, productName, amountPaisa: 200_000, chargedPaisa };
};

it('is what a product costs this integrator, to its key and its partner', async () => {
  const { integratorId } = buyer.actor;
  const productId = stock.product.id;
  await setIntegratorPrice(admin, { integratorId, productId, pricePaisa: null, commission: 5 });
  const partner = await makeUserContext(test.db, 'partner', undefined, integratorId);
  const stranger = await makeBuyer(test.db, 0);
  expect(await listPrices(buyer)).toEqual([expected(190_000)]);
  expect(await listOwnPrices(partner)).toEqual([expected(190_000)]);
  expect(await listPrices(stranger)).toEqual([expected(200_000)]);

  const app = createApp({ database: () => test.db, now: () => new Date() });
  const answer = await app.request('/api/v1/prices', { headers: { authorization: `Bearer ${buyer.key}` } });
  const { value, name } = stock.product;
  expect(await answer.json()).toEqual({ data: [{ product: { value, name }, amount: 200_000, charged: 190_000 }] });

  await setProductActive(admin, { id: productId, active: false });
  expect(await listOwnPrices(partner)).toEqual([]);
});

it('is for nobody else', async () => {
  const key = await makeKeyContext(test.db, ['coupons:read', 'redemptions:write', 'requests:read']);
  await expect(listPrices(key)).rejects.toBeInstanceOf(Forbidden);
  await expect(listOwnPrices(buyer)).rejects.toBeInstanceOf(Forbidden);
  for (const role of ['admin', 'supervisor', 'support', 'viewer'] as const) {
    await expect(listOwnPrices(await makeUserContext(test.db, role))).rejects.toBeInstanceOf(Forbidden);
  }
});
