import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { z } from 'zod';
import { createCoupon } from '@/lib/coupons/create-coupon';
import { deleteCoupon } from '@/lib/coupons/delete-coupon';
import { linkUserGroup } from '@/lib/coupons/link-user-group';
import { createCouponInput } from '@/lib/coupons/schemas';
import { createUserGroup } from '@/lib/user-groups/create-user-group';
import { expect, server, test } from './fixtures';
import { onServer, signInAs } from './sign-in';

const serial = () => crypto.randomUUID().slice(0, 8);

type Fields = Partial<z.input<typeof createCouponInput>>;

function make(code: string, fields: Fields = {}) {
  const input = createCouponInput.parse({ code, discount: 10, duration: 'once', ...fields });
  return onServer((ctx) => createCoupon(ctx, input));
}

/** A day alone: the time is then the whole day's. */
async function typeDay(page: Page, label: string, day: string, month: string, year: string) {
  const field = page.getByRole('group', { name: label });
  await field.getByRole('spinbutton', { name: /day/ }).click();
  await page.keyboard.type(`${day}${month}${year}`);
}

const row = (page: Page, code: string) => page.getByRole('row').filter({ hasText: code });

test('a coupon is created with mistakes, told where they are, and mended', async ({ page }) => {
  test.slow();
  const taken = `taken-${serial()}`;
  await make(taken);
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(taken.toUpperCase());
  await page.getByLabel('Discount', { exact: true }).fill('250');
  await page.getByRole('radio', { name: 'Some months' }).check({ force: true });
  await page.getByRole('group', { name: 'Until' }).getByRole('spinbutton', { name: /day/ }).click();
  await page.keyboard.type('01');
  await page.getByLabel('Discount', { exact: true }).click();
  await expect(page.getByText('Enter a whole date and time.')).toBeVisible();
  await typeDay(page, 'Until', '01', '12', '2030');
  await typeDay(page, 'From', '31', '12', '2030');
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByText('Enter a whole percentage from 1 to 100.')).toBeVisible();
  await expect(page.getByText('The end must come after the beginning.')).toBeVisible();
  await expect(page.getByLabel('Discount', { exact: true })).toBeFocused();

  await page.getByLabel('Discount', { exact: true }).fill('25');
  await typeDay(page, 'From', '01', '11', '2030');
  await expect(page.getByText('The end must come after the beginning.')).toHaveCount(0);
  const summary = page.getByRole('complementary', { name: 'Summary' });
  await expect(summary).toContainText('25% off for 3 months, from 1 Nov 2030, 00:00 Kathmandu until 1 Dec 2030, 24:00');
  await expect(summary.getByRole('row', { name: '1 to 3 Rs 125 Rs 375' })).toBeVisible();
  await expect(summary.getByRole('row', { name: 'From 4 on — Rs 500' })).toBeVisible();

  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByText('Another coupon has this code. Choose a different one.')).toBeVisible();
  const code = `mended-${serial()}`;
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
});

test('leaving a changed form asks first, by shortcut and by link', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Discount', { exact: true }).fill('25');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByLabel('Discount', { exact: true })).toHaveValue('25');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/coupons$/);
});

test('filters, sort, columns and density stand in the address, which shows somebody else the same', async ({
  page,
  browser,
  isMobile,
}) => {
  test.slow();
  const mark = serial();
  await make(`${mark}-forever`, { duration: 'forever', expiresAt: '2031-06-30T18:15:00Z' });
  await make(`${mark}-later`, { duration: 'forever', expiresAt: '2031-07-01T18:15:00Z' });
  await make(`${mark}-once`);
  await signInAs(page, 'admin');
  await page.goto('/coupons');
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill(mark);
  await expect(page.getByText('Page 1 · 3 coupons')).toBeVisible();
  await page.getByRole('button', { name: 'Duration' }).click();
  await page.getByRole('menuitemradio', { name: 'For ever' }).click();
  await page.getByRole('button', { name: 'Dates' }).click();
  const dates = page.getByRole('dialog', { name: 'Show coupons by date' });
  await dates.getByLabel('From day').fill('2031-06-30');
  await dates.getByLabel('To day').fill('2031-06-01');
  await dates.getByRole('button', { name: 'Show coupons' }).click();
  await expect(dates.getByText('The last day must not be before the first.')).toBeVisible();
  await dates.getByLabel('To day').fill('2031-06-30');
  await dates.getByRole('button', { name: 'Show coupons' }).click();
  await expect(page.getByText('Page 1 · 1 coupon', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Sort' }).click();
  await page.getByRole('menuitemradio', { name: 'Code, A to Z' }).click();
  if (!isMobile) {
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Created' }).click();
    await page.getByRole('menuitemradio', { name: 'Compact' }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/columns=.*created.*density=compact/);
  }
  await expect(page).toHaveURL(/duration=forever.*from=2031-06-30.*to=2031-06-30.*sort=code/);

  const theirs = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(theirs, 'viewer');
  await theirs.goto(page.url());
  await expect(theirs.getByRole('link', { name: `${mark}-forever` })).toBeVisible();
  await expect(theirs.getByRole('link', { name: `${mark}-later` })).toHaveCount(0);
  if (!isMobile) await expect(theirs.getByRole('columnheader', { name: 'Created' })).toBeVisible();
  await expect(theirs.getByRole('checkbox', { name: /^Select/ })).toHaveCount(0);
  await theirs.getByRole('button', { name: 'Clear all' }).click();
  await expect(theirs).not.toHaveURL(/duration|from=/);
  await theirs.context().close();
});

test('several coupons are switched off at once, with what was not and why, and undone', async ({ page }) => {
  const mark = serial();
  for (const name of ['a', 'b']) await make(`${mark}-${name}`);
  await make(`${mark}-c`, { status: 'unavailable' });
  await signInAs(page, 'admin');
  await page.goto(`/coupons?q=${mark}`);
  for (const name of ['a', 'b', 'c']) await page.getByRole('checkbox', { name: `Select ${mark}-${name}` }).check();
  await expect(page.getByText('3 coupons selected')).toBeVisible();
  await page.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('2 coupons switched off')).toBeVisible();
  await expect(page.getByText(`1 was so already: ${mark}-c.`)).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Switched off' })).toHaveCount(3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('2 coupons switched on')).toBeVisible();
  await expect(row(page, `${mark}-a`)).toContainText('Active');
  await expect(row(page, `${mark}-c`)).toContainText('Switched off');
});

test('a deleted coupon is found in the bin and restored, unless its code is taken', async ({ page }) => {
  const [free, taken] = [`free-${serial()}`, `gone-${serial()}`];
  await make(free);
  const { id } = await make(taken);
  await onServer((ctx) => deleteCoupon(ctx, { id }));
  await make(taken.toUpperCase());
  await signInAs(page, 'admin');
  await page.goto(`/coupons?q=${free}`);
  await page.getByRole('checkbox', { name: `Select ${free}` }).check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('1 coupon deleted')).toBeVisible();

  await page.goto('/coupons');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Deleted coupons' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Deleted coupons' })).toBeVisible();
  for (const code of [free, taken]) await page.getByRole('checkbox', { name: `Select ${code}` }).check();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('1 coupon restored')).toBeVisible();
  await expect(page.getByText(/1 stays deleted, because another coupon has its code/)).toContainText(taken);
  await expect(page.getByRole('link', { name: free })).toHaveCount(0);

  await page.getByRole('button', { name: `Actions for ${taken}` }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await expect(page.getByText(`Another coupon has the code ${taken} by now.`)).toBeVisible();
  await page.goto(`/coupons?q=${free}`);
  await expect(page.getByRole('link', { name: free })).toBeVisible();
});

test('a copy has the rule and the groups of the coupon, and a code of its own', async ({ page }) => {
  const code = `model-${serial()}`;
  const { id } = await make(code, { discount: 33, duration: 'repeating', cycles: 6, maxRedemptions: 500 });
  const group = `Group ${code}`;
  await onServer(async (ctx) => {
    const { id: userGroupId } = await createUserGroup(ctx, { name: group });
    await linkUserGroup(ctx, { couponId: id, userGroupId });
  });
  await signInAs(page, 'admin');
  await page.goto(`/coupons?q=${code}`);
  await page.getByRole('button', { name: `Actions for ${code}` }).press('Enter');
  await page.getByRole('menuitem', { name: 'Duplicate' }).press('Enter');
  await page.waitForURL(/copy=/);
  await expect(page.getByRole('heading', { level: 1, name: `Copy of ${code}` })).toBeVisible();
  await expect(page.getByLabel('Code', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('Discount', { exact: true })).toHaveValue('33');
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText(
    `33% off for 6 months, for users in ${group}, from now on, at most 500 times.`,
  );
  await page.getByLabel('Code', { exact: true }).fill(`${code}-2`);
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${code}-2` })).toBeVisible();
  await expect(page.getByText(group).first()).toBeVisible();
});

test('the second of two who edit a coupon is told who saved what, and overwrites nothing unseen', async ({
  page,
  browser,
}) => {
  test.slow();
  const { id, code } = await make(`both-${serial()}`, { maxRedemptions: 100 });
  const first = await signInAs(page, 'admin');
  const other = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(other, 'admin');
  for (const somebody of [page, other]) await somebody.goto(`/coupons/${id}/edit`);

  await page.getByLabel('Discount', { exact: true }).fill('40');
  await page.getByRole('button', { name: 'Save coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();

  await other.getByLabel(/^Limit/).fill('250');
  await other.getByLabel('Discount', { exact: true }).fill('50');
  await other.getByRole('button', { name: 'Save coupon' }).click();
  const dialog = other.getByRole('dialog', { name: 'This coupon was changed meanwhile' });
  await expect(dialog).toContainText(first.name);
  await expect(dialog).toContainText('Discount: 10% → 40% You changed this too.');
  await dialog.getByRole('button', { name: 'Keep my changes on top' }).click();
  await expect(other.getByLabel('Discount', { exact: true })).toHaveValue('50');
  await other.getByLabel('Discount', { exact: true }).fill('40');
  await other.getByRole('button', { name: 'Save coupon' }).click();
  await expect(other.getByText(`Coupon ${code} saved`)).toBeVisible();
  const [saved] = await onServer((ctx) =>
    ctx.db.execute<{ discount: number; max_redemptions: number; version: number }>(
      `select discount, max_redemptions, version from coupons where id = ${id}`,
    ),
  );
  expect(saved).toEqual({ discount: 40, max_redemptions: 250, version: 3 });
  await other.context().close();
});

for (const path of ['/coupons', '/coupons/bin', '/coupons/new']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} has no fault that a checker finds, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await signInAs(page, 'admin');
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
      expect(violations.map((found) => `${found.id}: ${found.nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    });
  }
}

test('n opens the form of a new coupon', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/coupons');
  await expect(page.getByRole('link', { name: 'New coupon' })).toBeVisible();
  await expect(async () => {
    // The key means something once the page is alive.
    await page.keyboard.press('n');
    await expect(page.getByRole('heading', { level: 1, name: 'New coupon' })).toBeVisible({ timeout: 3_000 });
  }).toPass();
});
