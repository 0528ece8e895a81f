import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { expectAccessible } from './accessible';
import { chooseOption } from './choose-option';
import { expect, server, test } from './fixtures';
import { serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test('a PIN of one year of a plan is made, sold, and redeemed for what it is worth', {
  tag: '@layout',
}, async ({ page }) => {
  test.slow();
  const code = `pin-${serial()}`;
  const premium = `Premium ${code}`;
  await onServer((ctx) => createUserGroup(ctx, { name: premium }));
  const film = await onServer((ctx) =>
    createTvodPrice(ctx, { name: `Film ${code}`, tvodType: 'purchase', pricePaisa: 50_000, durationDays: null }),
  );
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Discount', { exact: true }).fill('100');
  await page.getByRole('textbox', { name: /^Or an amount off/ }).fill('2,000');
  await expect(page.getByLabel('Discount', { exact: true })).toHaveValue('');
  await page.getByRole('combobox', { name: 'Plans (user groups)' }).fill(premium);
  await chooseOption(page, premium);
  await expect(page.getByRole('button', { name: `Remove ${premium}` })).toBeVisible();
  await page.getByRole('radio', { name: 'Only issued codes' }).check({ force: true });
  await page.getByRole('textbox', { name: /^Valid after the sale/ }).fill('365');
  const summary = page.getByRole('complementary', { name: 'Summary' });
  await expect(summary).toContainText(`Rs 2,000 off one payment, for ${premium}, from now on, without a limit.`);
  await expect(summary).toContainText('A sold code is valid for 365 days after the sale.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What it pays for' })).toBeVisible();
  await expect(page.getByText(premium).first()).toBeVisible();
  await expect(page.getByText('Everyone', { exact: true })).toBeVisible();
  const path = new URL(page.url()).pathname;
  await page.goto(`${path}/codes/issue`);
  await page.getByLabel('Number of codes', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'Issue 4 codes' }).click();
  await expect(page.getByText('4 codes issued')).toBeVisible();

  await page.goto('/products/new');
  await page.getByLabel('Name', { exact: true }).fill(`PIN ${code}`);
  await page.getByLabel('Value', { exact: true }).fill(code);
  await page.getByLabel('Price', { exact: true }).fill('2,000');
  await page.getByRole('button', { name: /Coupon/ }).click();
  await chooseOption(page, code);
  await expect(summary).toContainText(`Rs 2,000 off, for ${premium}`);
  await expect(page.getByLabel('Its codes work only once they are sold')).toBeChecked();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create product' }).click();
  await expect(page.getByText(`PIN ${code} is on sale`)).toBeVisible();

  const sell = async () => {
    await page.goto('/sell');
    await page.getByRole('radio', { name: new RegExp(`PIN ${code}`) }).check({ force: true });
    await page.getByRole('button', { name: 'Sell for Rs 2,000' }).click();
    await expect(page.getByRole('heading', { name: 'Sold' })).toBeVisible();
    await expect(page.getByText('Valid until').first()).toBeVisible();
    return (await page.locator('main code').first().innerText()).replace(/\s|-/g, '');
  };
  const redeem = async (pin: string, purchase: object) => {
    const answer = await page.request.post('/api/v1/redemptions', {
      headers: { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() },
      data: { code: pin, user: { id: '4411' }, purchase },
    });
    return { status: answer.status(), body: await answer.json() };
  };
  const pin = await sell();
  const refused = await redeem(pin, { tvod_price: film.id });
  expect(refused).toMatchObject({ status: 409, body: { code: 'purchase_not_covered' } });
  expect(refused.body.title).toBe(`The coupon is only for ${premium}, and this is a purchase of Film ${code}.`);
  expect(await redeem(pin, { plan: premium, amount: 200_000 })).toMatchObject({
    status: 201,
    body: { discount: { amount_off: 200_000, off: 200_000, due: 0, capped_by: null } },
  });
  expect(await redeem(await sell(), { plan: premium, amount: 300_000 })).toMatchObject({
    status: 201,
    body: { discount: { off: 200_000, due: 100_000 } },
  });
});

test('a product whose PIN is worth as much as anything costs says so in red, where it is made and where it is', async ({
  page,
}) => {
  const code = `free-${serial()}`;
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Discount', { exact: true }).fill('12.5');
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await page.getByRole('button', { name: 'Create coupon all the same' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  await page.goto('/products/new');
  await page.getByLabel('Name', { exact: true }).fill(`Free ${code}`);
  await page.getByLabel('Value', { exact: true }).fill(code);
  await page.getByLabel('Price', { exact: true }).fill('100');
  await page.getByRole('button', { name: /Coupon/ }).click();
  await chooseOption(page, code);
  const warning = page.getByText(/has neither a cap nor plans or prices/);
  await expect(warning).toBeVisible();
  await page.getByRole('button', { name: 'Create product', exact: true }).click();
  await page.getByRole('button', { name: 'Create product all the same' }).click();
  await page
    .getByRole('link', { name: `Free ${code}` })
    .first()
    .click();
  await expect(page.getByText('12.5% off, for anything')).toBeVisible();
  await expect(warning).toBeVisible();
});
