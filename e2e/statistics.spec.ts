import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { expectToFit } from './accessible';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test.beforeEach(() => test.slow());

const tile = (page: Page, label: string) =>
  page.locator('.card').filter({ has: page.getByText(label, { exact: true }) });

test('a viewer reads how all coupons were used, chooses days, and takes a table along', { tag: '@layout' }, async ({
  page,
}) => {
  await signInAs(page, 'viewer');
  await page.goto('/statistics');
  await expect(page.getByRole('heading', { level: 1, name: 'Statistics' })).toBeVisible();
  await expect(page.getByText('in the time of Kathmandu')).toBeVisible();
  for (const chart of ['by day', 'by hour of the day', 'by plan (user group)', 'by TVOD price']) {
    await expect(page.getByText(`Redemptions ${chart}`, { exact: true }).first()).toBeVisible();
  }
  await page.getByText('The same as a table').first().click();
  await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(31);
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByRole('menuitemradio', { name: 'Last 7 days' }).click();
  await expect(page).toHaveURL(/days=7/);
  await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(8);

  await page.getByRole('button', { name: 'Dates' }).click();
  await page.getByLabel('From day').fill('2020-01-05');
  await page.getByLabel('To day').fill('2020-01-04');
  await page.getByRole('button', { name: 'Show these days' }).click();
  await expect(page.getByText('The last day must not be before the first.')).toBeVisible();
  await page.getByLabel('To day').fill('2023-01-06');
  await page.getByRole('button', { name: 'Show these days' }).click();
  await expect(page.getByText('Give at most 731 days, since 2000.')).toBeVisible();
  await page.getByLabel('To day').fill('2020-01-06');
  await page.getByRole('button', { name: 'Show these days' }).click();
  await expect(page.getByText('5 Jan 2020 to 6 Jan 2020')).toBeVisible();
  await expect(page.getByText('Nothing was redeemed in these days.')).toBeVisible();
  await page.goBack();
  const download = page.waitForEvent('download');
  await page.getByRole('group', { name: 'Export hours' }).getByRole('button', { name: 'Export', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^redemptions-by-hour-.*\.csv$/);
});

test("a coupon's tab says what was given and when it runs out", async ({ page }) => {
  const { id, code } = await makeCoupon(`stat-${serial()}`, { discount: 50, maxRedemptions: 4 });
  for (const user of ['a', 'b', 'a']) {
    const answer = await page.request.post('/api/v1/redemptions', {
      headers: { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() },
      data: { code, user: { id: user }, amount: 20_000 },
    });
    expect(answer.status()).toBe(201);
  }
  await signInAs(page, 'support');
  await page.goto(`/coupons/${id}/statistics`);
  await expect(tile(page, 'Discount given')).toContainText('Rs 300');
  await expect(tile(page, 'First-time users')).toContainText('2');
  await expect(tile(page, 'Runs out')).toContainText('at the rate of the last 14 days; 1 left to redeem');
  await expect(tile(page, 'Runs out')).toContainText(/About \d{1,2} [A-Z][a-z]{2} \d{4}(?!,)/);
  await expect(tile(page, 'Redemptions').first()).toContainText('3');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).last().click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\n');
  // A header, and one row of each.
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(code);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectToFit(page);
  // A date of some days ago takes more room than "2 minutes ago".
  const [old] = await onServer(({ db }) =>
    db.select({ id: coupons.id }).from(coupons).where(eq(coupons.code, 'MONSOON15')),
  );
  await page.goto(`/coupons/${old?.id}/statistics`);
  await expect(tile(page, 'Last redeemed')).toContainText(/\d{4}, \d\d:\d\d/);
  await expectToFit(page);

  await page.goto('/statistics');
  const next = page.getByRole('region', { name: 'Next to run out' });
  await expect(next.getByRole('listitem').filter({ hasText: code })).toContainText(
    /1 left · runs out about \d{1,2} [A-Z][a-z]{2} \d{4}$/,
  );
  await next.getByRole('link', { name: code }).click();
  await expect(page).toHaveURL(new RegExp(`/coupons/${id}/statistics`));
});
