import type { Page } from '@playwright/test';
import { desc, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { updateProduct } from '@/lib/domain/sales/products/update-product';
import { sell } from '@/lib/domain/sales/sales/sell';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { issueCodes } from './make-coupon';
import { makeShelf, type Shelf } from './make-shelf';
import { onServer, signInAs } from './sign-in';

async function fillIn(page: Page, { name }: Shelf, phone: string): Promise<void> {
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check({ force: true });
  await page.getByLabel(/^Phone/).fill(phone);
}

const sellFor = (page: Page, price: string) => page.getByRole('button', { name: `Sell for ${price}`, exact: true });
const sold = (page: Page) => page.getByRole('heading', { level: 1, name: 'Sold', exact: true });
const notice = (page: Page) => page.locator('form').getByRole('alert');

test('a new sale is led to its own address before the page begins', async ({ page }) => {
  await signInAs(page, 'support');
  const ask = (accept: string) => page.request.get('/sell', { maxRedirects: 0, headers: { accept } });
  expect((await ask('*/*')).status()).toBe(200);
  const answer = await ask('text/html');
  expect([answer.status(), answer.headers().location]).toEqual([
    307,
    expect.stringMatching(/^\/sell\?reference=[\w-]{36}$/),
  ]);
});

test('a price that changes under the hand is shown as a change, and sells only after it was accepted', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support');
  const shelf = await makeShelf(page, 2);
  const setPrice = (amountPaisa: number) =>
    onServer((ctx) => updateProduct(ctx, { id: shelf.id, name: shelf.name, amountPaisa }));
  await page.clock.install();
  await fillIn(page, shelf, '984-1000051');

  await setPrice(11_000);
  await sellFor(page, 'Rs 100').click();
  await expect(notice(page)).toContainText('It was Rs 100 and is Rs 110 now. Nothing was sold.');
  await expect(sellFor(page, 'Rs 110')).toBeDisabled();
  await expect(page.getByLabel(/^Phone/)).toHaveValue('984-1000051');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use the new price, Rs 110' }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect(sellFor(page, 'Rs 110')).toBeEnabled();

  await setPrice(12_000);
  await page.clock.fastForward(31_000);
  await expect(notice(page)).toContainText('It was Rs 110 and is Rs 120 now.');
  await expect(sellFor(page, 'Rs 120')).toBeDisabled();
  await page.reload();
  await expect(notice(page)).toContainText('It was Rs 110 and is Rs 120 now.');
  await page.getByRole('button', { name: 'Use the new price, Rs 120' }).click();
  await sellFor(page, 'Rs 120').click();
  await expect(sold(page)).toBeVisible();
});

test('a sold-out answer, a new start and a reload keep the product and the contact', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support');
  const shelf = await makeShelf(page, 1);
  await fillIn(page, shelf, '984-1000052');
  await page.getByLabel(/^Email/).fill('kept@example.com');
  const other = await page.context().newPage();
  await fillIn(other, shelf, '984-1000053');
  await sellFor(other, 'Rs 100').click();
  await expect(sold(other)).toBeVisible();
  await other.close();

  await sellFor(page, 'Rs 100').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Not sold' })).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).click();
  const isKept = async () => {
    await expect(page.getByRole('radio', { name: new RegExp(`^${shelf.name}`) })).toBeChecked();
    await expect(page.getByLabel(/^Phone/)).toHaveValue('984-1000052');
    await expect(page.getByLabel(/^Email/)).toHaveValue('kept@example.com');
  };
  await isKept();
  await expect(notice(page)).toContainText(`${shelf.name} cannot be sold now: Sold out`);
  await expect(sellFor(page, 'Rs 100')).toBeDisabled();
  await expectAccessible(page);

  await issueCodes(page, shelf.couponId, { count: 1 });
  await page.reload();
  await isKept();
  await sellFor(page, 'Rs 100').click();
  await expect(sold(page)).toBeVisible();
  await page.getByRole('link', { name: 'Sell another' }).click();
  await expect(page.getByLabel(/^Phone/)).toHaveValue('');
});

test('how the customer pays is chosen by keyboard, shown on the sale, and chosen for the next one', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support', { fresh: true });
  const shelf = await makeShelf(page, 2);
  await fillIn(page, shelf, '984-1000054');
  const method = (name: string) => page.getByRole('radio', { name, exact: true });
  await expect(method('Cash')).toBeChecked();
  await method('Cash').focus();
  await page.keyboard.press('ArrowRight');
  await expect(method('eSewa')).toBeChecked();
  await page.reload();
  await expect(method('eSewa')).toBeChecked();
  await sellFor(page, 'Rs 100').click();
  await expect(sold(page)).toBeVisible();
  await page.getByRole('link', { name: 'Sell another' }).click();
  await expect(page.getByLabel(/^Phone/)).toHaveValue('');
  await expect(method('eSewa')).toBeChecked();
  await page.goBack();
  await expect(sold(page)).toBeVisible();
  await page.goto('/sales?paymentMethod=esewa');
  await page.getByRole('link', { name: shelf.name }).first().click();
  await expect(page.getByRole('region', { name: 'Sale', exact: true })).toContainText('eSewa');
});

test('a sale to a phone number takes at most 14 keys: a digit chooses a favourite, and Enter sells', async ({
  page,
}) => {
  const member = await signInAs(page, 'support', { fresh: true });
  const shelf = await makeShelf(page, 3);
  const other = await makeShelf(page, 1);
  for (const { id: productId } of [shelf, shelf, other]) {
    const actor = { kind: 'user', ...member, sessionId: 0 } as const;
    const order = { reference: crypto.randomUUID(), productId, expectedAmountPaisa: 10_000 };
    await onServer((ctx) => sell({ ...ctx, actor }, order));
  }
  await page.goto('/sell');
  await expect(page.getByRole('radio', { name: new RegExp(`^${shelf.name}`) })).toBeFocused();
  const phone = page.getByLabel(/^Phone/);
  await expect(async () => {
    if (await phone.evaluate((field) => field === document.activeElement)) return;
    // A key is handled once the page is hydrated.
    await page.keyboard.press('1');
    await expect(phone).toBeFocused({ timeout: 3_000 });
  }).toPass();
  let keys = 1;
  for (const key of [...'9841000077', 'Enter']) {
    await page.keyboard.press(key);
    keys += 1;
  }
  await expect(sold(page)).toBeVisible();
  expect(keys).toBeLessThanOrEqual(14);
  await expect(page.getByText(`${shelf.name} for Rs 100`)).toBeVisible();
  const [sale] = await onServer((ctx) =>
    ctx.db
      .select({ phone: sales.phone, productId: sales.productId })
      .from(sales)
      .where(eq(sales.sellerId, member.id))
      .orderBy(desc(sales.id))
      .limit(1),
  );
  expect(sale).toEqual({ phone: '+9779841000077', productId: shelf.id });
});
