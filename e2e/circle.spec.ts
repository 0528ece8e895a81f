import type { Page } from '@playwright/test';
import { chooseOption } from './choose-option';
import { uniquePhone } from './customers';
import { expect, server, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

async function createInBrowser(page: Page, code: string): Promise<void> {
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Discount', { exact: true }).fill('100');
  await page.getByRole('radio', { name: 'Only issued codes' }).check({ force: true });
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
}

async function issueInBrowser(page: Page, count: number): Promise<void> {
  await page.goto(`${new URL(page.url()).pathname}/codes/issue`);
  await page.getByLabel('Number of codes', { exact: true }).fill(String(count));
  await page.getByRole('button', { name: `Issue ${count} codes` }).click();
  await expect(page.getByText(`${count} codes issued`)).toBeVisible();
}

test('a coupon becomes codes, codes become a product, a PIN is sold, redeemed once and counted', {
  tag: '@layout',
}, async ({ page }) => {
  const code = `circle-${serial()}`;
  await signInAs(page, 'admin');
  await createInBrowser(page, code);
  const couponUrl = page.url();
  await issueInBrowser(page, 12);

  await page.goto('/products/new');
  await page.getByLabel('Name', { exact: true }).fill(`Product ${code}`);
  await page.getByLabel('Value', { exact: true }).fill(code);
  await page.getByLabel('Price', { exact: true }).fill('1,250.50');
  await page.getByRole('button', { name: /Coupon/ }).click();
  await chooseOption(page, code);
  await page.getByRole('button', { name: 'Create product', exact: true }).click();
  await page.getByRole('button', { name: 'Create product all the same' }).click();
  await expect(page.getByText(`Product ${code} is on sale`)).toBeVisible();

  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`Product ${code}`) }).check({ force: true });
  await page.getByLabel(/^Phone/).fill('९८६०८४८०४५');
  await expect(page.getByText('Reads as')).toBeVisible();
  await page.getByRole('button', { name: 'Sell for Rs 1,250.50' }).click();
  await expect(page.getByRole('heading', { name: 'Sold' })).toBeVisible();
  const pin = (await page.locator('main code').first().innerText()).replace(/\s|-/g, '');
  expect(pin).toMatch(/^[0-9A-HJKMNP-TV-Z]{17}$/);
  await expect(page.getByText(/not set up|not configured/i).first()).toBeVisible();

  const redeem = (user: string) =>
    page.request.post('/api/v1/redemptions', {
      headers: { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() },
      data: { code: pin, user: { id: user } },
    });
  expect((await redeem('4411')).status()).toBe(201);
  const refused = await redeem('4412');
  expect(refused.status()).toBe(409);
  expect((await refused.json()).code).toBe('code_already_redeemed');

  await page.goto(couponUrl);
  await expect(page.getByText('11', { exact: true }).first()).toBeVisible();
  await page.goto(`/sales?search=${encodeURIComponent(pin.slice(-4))}`);
  await expect(page.getByText(`Product ${code}`).first()).toBeVisible();
});

test('a double press on Sell, and a reload after it, make one sale', async ({ page }) => {
  await signInAs(page, 'support');
  await page.goto('/sell');
  await page.getByRole('radio', { name: /^nettv coupon/ }).check({ force: true });
  const reference = new URL(page.url()).searchParams.get('reference');
  expect(reference).toBeTruthy();
  await page.getByRole('button', { name: 'Sell for Rs 2,000' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Sold' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('Sold', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sell for Rs 2,000' })).toHaveCount(0);
  const [sold] = await onServer((ctx) =>
    ctx.db.execute<{ count: number }>(`select count(*)::int as count from sales where reference = '${reference}'`),
  );
  expect(sold?.count).toBe(1);
});

test('what is chosen and typed on Sell before hydration is sold', async ({ page }) => {
  await signInAs(page, 'support');
  const release = await holdScripts(page);
  await page.goto(`/sell?reference=${crypto.randomUUID()}`, { waitUntil: 'commit' });
  await page.getByText('nettv coupon', { exact: true }).click();
  const phone = uniquePhone();
  await page.getByLabel(/^Phone/).fill(phone);
  await expect(page.getByRole('button', { name: /^Sell|^Choose/ })).toBeDisabled();
  release();
  await page.getByRole('button', { name: 'Sell for Rs 2,000' }).click();
  await expect(page.getByRole('heading', { name: 'Sold' })).toBeVisible();
  await expect(page.getByText(phone).first()).toBeVisible();
});

test('a deleted coupon is gone from the list and comes back with Undo', async ({ page }) => {
  const code = `undo-${serial()}`;
  await makeCoupon(code);
  await signInAs(page, 'admin');
  await page.goto(`/coupons?q=${code}`);
  await page.getByRole('button', { name: `Actions for ${code}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText(`Coupon ${code} deleted`)).toBeVisible();
  await expect(page.getByRole('link', { name: code, exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: code, exact: true })).toBeVisible();
});

test('support staff can sell, and edit a coupon neither by screen nor by action nor by API', async ({
  page,
  browser,
  expectBrowserError,
}) => {
  const code = `guarded-${serial()}`;
  const coupon = await makeCoupon(code);
  const member = await signInAs(page, 'support');
  expectBrowserError(/status of 403/);
  await page.goto(`/coupons/${coupon.id}`);
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit coupon' })).toHaveCount(0);
  await page.goto(`/coupons/${coupon.id}/edit`);
  await expect(page.getByText(/^Only admins.* have access\.$/)).toBeVisible();

  // The action itself: an admin's request to save, sent again with the support member's session.
  const admins = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(admins, 'admin');
  await admins.goto(`/coupons/${coupon.id}/edit`);
  await admins.getByLabel('Discount', { exact: true }).fill('55');
  const saved = admins.waitForRequest((request) => request.method() === 'POST' && 'next-action' in request.headers());
  // The admin's own request is cut here.
  expectBrowserError(/ERR_FAILED/);
  expectBrowserError(/Failed to fetch/);
  await admins.route('**/*', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await admins.getByRole('button', { name: 'Save coupon' }).click();
  const request = await saved;
  const headers = request.headers();
  const answer = await page.request.post(request.url(), {
    headers: { 'next-action': headers['next-action'] ?? '', 'content-type': headers['content-type'] ?? '' },
    data: request.postDataBuffer() ?? Buffer.alloc(0),
  });
  expect(await answer.text()).toContain('"forbidden"');
  await admins.context().close();

  const byApi = await page.request.put(`/management/coupons/${coupon.id}.json`, { data: { coupon: { discount: 55 } } });
  expect(byApi.status()).toBe(401);
  const [row] = await onServer((ctx) =>
    ctx.db.execute<{ discount: number }>(`select discount from coupons where id = ${coupon.id}`),
  );
  expect(row?.discount).toBe(10);
  expect(member.role).toBe('support');
});
