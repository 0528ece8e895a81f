import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { setIntegratorPrice } from '@/lib/domain/sales/integrator-prices/set-integrator-price';
import { expectAccessible } from './accessible';
import { sellDespiteEarlierSales } from './customers';
import { expect, server, test } from './fixtures';
import { serial } from './make-coupon';
import { makeShelf } from './make-shelf';
import { onServer, signInAs } from './sign-in';

test('an integrator’s commission is changed, and it buys with it over the API, and its statement shows what it was charged', {
  tag: '@layout',
}, async ({ page }) => {
  const shelf = await makeShelf(page, 1);
  const name = `Company ${serial()}`;
  const { key, integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, { name, scopes: ['nettv:sell'], creditPaisa: 100_000 }),
  );
  // A lower commission than before: another test has a higher one need a second person meanwhile.
  const before = { integratorId, productId: shelf.id, pricePaisa: null, commission: 10 };
  await onServer((ctx) => setIntegratorPrice(ctx, before));
  await signInAs(page, 'admin', { fresh: true });
  await page.goto(`/integrators/${integratorId}`);
  const prices = page.getByRole('region', { name: 'Prices', exact: true });
  await prices.getByRole('button', { name: `Change what it is charged for ${shelf.name}` }).click();
  const dialog = page.getByRole('dialog', { name: `What ${name} is charged` });
  await expect(dialog.getByRole('button', { name: /Product/ })).toContainText(shelf.name);
  await dialog.getByLabel('Or a commission').fill('7.5');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save price' }).click();
  await expect(page.getByText('What it is charged is saved')).toBeVisible();
  const set = prices.getByRole('listitem').filter({ hasText: shelf.name });
  await expect(set).toContainText('7.5 % commission');
  await expect(set).toContainText('Rs 92.50');

  const bearer = { authorization: `Bearer ${key}` };
  const listed = await (await page.request.get('/api/v1/prices', { headers: bearer })).json();
  expect(listed.data).toContainEqual({
    product: { value: shelf.name, name: shelf.name },
    amount: 10_000,
    charged: 9_250,
  });
  const reference = crypto.randomUUID();
  const bought = await page.request.post('/api/use/nettv-coupon/', {
    data: { token: key, reference, value: shelf.name, amount: 100 },
  });
  expect(await bought.json()).toMatchObject({ status: true, credits_consumed: 92.5, credits_available: 907.5 });

  await page.getByRole('link', { name: 'Statement', exact: true }).click();
  const purchase = page
    .getByRole('row', { name: /Purchase/ })
    .or(page.getByRole('listitem').filter({ hasText: 'Purchase' }));
  await expect(purchase.first()).toContainText('-Rs 92.50');
  await expect(purchase.first()).toContainText('Rs 907.50');
});

test('a recharge card is put on sale by an admin and sold at the till, which shows its PIN', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/suppliers');
  await page.getByRole('button', { name: 'Sell Broadlink recharge card Rs 570' }).click();
  await expect(page.getByText('The card of Rs 570 is on sale')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rs 570 · on sale' })).toBeVisible();
  await expectAccessible(page);

  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: /^Broadlink recharge card Rs 570/ }).check({ force: true });
  await page.getByRole('button', { name: 'Sell for Rs 570' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sold', exact: true })).toBeVisible();
  const pin = (await page.locator('main code').first().innerText()).replace(/\s|-/g, '');
  const { books } = await (await fetch(`${server.khalti.url}/sandbox/books`)).json();
  expect(books).toContainEqual(expect.objectContaining({ pin, amountPaisa: 57_000 }));
});
