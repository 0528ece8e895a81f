import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { createCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const makeCompany = (creditPaisa: number) => {
  const name = `Company ${serial()}`;
  return onServer(async (ctx) => ({
    name,
    ...(await createIntegratorKey(ctx, { name, scopes: ['nettv:sell'], creditPaisa })),
  }));
};

async function pick(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('an admin tops up, corrects and reads the statement', { tag: '@layout' }, async ({ page }) => {
  test.slow();
  const { name, integratorId } = await makeCompany(100_000);
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await pick(page, 'Top up credit');
  await page.getByLabel('Amount').fill('500');
  await page.getByLabel('Where the money came from').fill('Bank transfer 17');
  await page.getByRole('button', { name: 'Add Rs 500' }).click();
  await expect(page.getByText(`${name} has Rs 1,500 now`)).toBeVisible();

  await pick(page, 'Correct credit');
  await page.getByLabel('Add or take').fill('-2000');
  await page.getByLabel('What was wrong').fill('Typed twice');
  await page.getByRole('button', { name: 'Correct by -Rs 2,000' }).click();
  await expect(page.getByText('This takes more than the credit and its limit hold.')).toBeVisible();
  await page.getByLabel('Add or take').fill('-500');
  await page.getByRole('button', { name: 'Correct by -Rs 500' }).click();
  await expect(page.getByText(`${name} has Rs 1,000 now`)).toBeVisible();

  await page.getByRole('link', { name: 'Statement' }).click();
  await expect(page.getByText('Typed twice').or(page.getByText('Correction')).first()).toBeVisible();
  await expect(page.getByText('Closing credit')).toBeVisible();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await (await downloaded).path();
  expect(await readFile(file, 'utf8')).toContain('correction,-500,1000,NPR,,Typed twice,');
});

test('a company with low credit is named on Today, and with a limit it buys further', async ({ page }) => {
  const { name, integratorId } = await makeCompany(1_000);
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  await pick(page, 'Limit and warning');
  await page.getByLabel('Agreed limit').fill('250');
  await page.getByLabel('Warn below').fill('100');
  await page.getByRole('button', { name: 'Save limit and warning' }).click();
  await expect(page.getByText('Rs 260 can be bought for with the limit')).toBeVisible();
  await page.goto('/');
  await page.getByRole('link', { name: `${name} has Rs 10 of credit left.` }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('a key that is revoked is refused at once, and a company switched off comes back with Undo', async ({ page }) => {
  const { key, name, integratorId } = await makeCompany(0);
  const balance = async () => (await page.request.get(`${server.url}/api/balance/?token=${key}`)).status();
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  expect(await balance()).toBe(200);
  await pick(page, 'Switch off');
  await expect(page.getByText(`${name} is switched off`)).toBeVisible();
  expect(await balance()).toBe(401);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${name} is switched on`)).toBeVisible();
  expect(await balance()).toBe(200);
  await page.getByRole('button', { name: /^Revoke key cdk_/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('Revoked', { exact: true })).toBeVisible();
  expect(await balance()).toBe(401);
});

test('a key is renamed, limited and replaced, and both work meanwhile', { tag: '@layout' }, async ({ page }) => {
  const { key, integratorId } = await makeCompany(0);
  const balance = async (of: string) => (await page.request.get(`${server.url}/api/balance/?token=${of}`)).status();
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  await page.getByRole('button', { name: /^Change key cdk_/ }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name of the key').fill('Test machine');
  await form.getByLabel('Usable from').fill('0.0.0.0/0');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(form.getByText('“0.0.0.0/0” holds every address.')).toBeVisible();
  await form.getByLabel('Usable from').fill('127.0.0.0/8');
  await form.getByRole('button', { name: 'Save key' }).click();
  await expect(page.getByText('Test machine')).toBeVisible();
  await expect(page.getByText('From 127.0.0.0/8 only')).toBeVisible();
  await page.getByRole('button', { name: /^Replace key cdk_/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make new key' }).click();
  const made = await page.getByRole('dialog').locator('code').innerText();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText('Replaced: it works until then, next to the new one.')).toBeVisible();
  expect([await balance(key), await balance(made)]).toEqual([200, 200]);
});

test('a key that reaches every coupon is named, and limited in one press', { tag: '@layout' }, async ({ page }) => {
  const { key, integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, {
      ...{ name: `Wide ${serial()}`, scopes: ['coupons:read'], creditPaisa: 0, couponLimit: 'all' },
    }),
  );
  const { id } = await makeCoupon(`wide-${serial()}`, {});
  const read = async () => {
    const headers = { authorization: `Bearer ${key}` };
    return (await page.request.get(`/management/coupons/${id}.json`, { headers })).status();
  };
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  await expect(page.getByText('A key reaches every coupon, those of other companies too.')).toBeVisible();
  await expectAccessible(page);
  expect(await read()).toBe(200);
  await page.getByRole('button', { name: /^Limit the coupons of key cdk_/ }).click();
  await expect(page.getByText(/is limited to its own company's coupons/)).toBeVisible();
  await expect(page.getByText('Coupons of its own company', { exact: true })).toBeVisible();
  await expect(page.getByText('reaches every coupon')).toHaveCount(0);
  expect(await read()).toBe(404);
});

test('stock that comes down to its mark is low in the list, at Suppliers and on Today', async ({ page }) => {
  const name = `Stock ${serial()}`;
  const { id, couponId } = await onServer(async (ctx) => {
    const input = { code: `low-${serial()}`, discount: 100, duration: 'once', security: 'restricted' };
    const coupon = await createCoupon(ctx, createCouponInput.parse(input));
    return createProduct(ctx, { name, value: name, amountPaisa: 10_000, couponId: coupon.id });
  });
  await issueCodes(page, couponId, { count: 7 });
  await signInAs(page, 'admin');
  await page.goto(`/products/${id}`);
  await page.getByLabel('Low from').fill('6');
  await page.getByRole('button', { name: 'Save changes' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row).toBeVisible();
  await expect(row.getByText('Low', { exact: true })).toHaveCount(0);
  await page.goto(`/products/${id}`);
  await page.getByLabel('Low from').fill('7');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(row.getByText('Low', { exact: true })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('link', { name: `${name}: 7 codes left.` })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/suppliers');
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expectAccessible(page);
});

test('support sees the suppliers without their switches, and no company', async ({ page, expectBrowserError }) => {
  expectBrowserError(/status of 403/);
  const { integratorId } = await makeCompany(0);
  await signInAs(page, 'support');
  await page.goto('/suppliers');
  await expect(page.getByRole('heading', { level: 1, name: 'Suppliers' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Read products and balance now' })).toHaveCount(0);
  for (const path of ['', '/statement']) {
    await page.goto(`/integrators/${integratorId}${path}`);
    await expect(page.getByText(/^Only admins.* have access\.$/)).toBeVisible();
  }
  const answer = await page.request.get(`/api/desk/integrators/statement?integratorId=${integratorId}`);
  expect(answer.status()).toBe(403);
});
