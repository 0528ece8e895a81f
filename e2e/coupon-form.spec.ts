import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { coupons } from '@/db/schema/coupons';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { cutLaterScripts } from './cut-later-scripts';
import { expect, server, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

/** A day alone: the time is then the whole day's. */
async function typeDay(page: Page, label: string, day: string, month: string, year: string) {
  const field = page.getByRole('group', { name: label });
  await field.getByRole('spinbutton', { name: /day/ }).click();
  await page.keyboard.type(`${day}${month}${year}`);
}

test('a form with mistakes says where they are, and creates the coupon once they are fixed', {
  tag: '@layout',
}, async ({ page }) => {
  test.slow();
  const taken = `taken-${serial()}`;
  await makeCoupon(taken);
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(taken.toUpperCase());
  await page.getByLabel('Discount', { exact: true }).fill('250');
  await page.getByRole('radio', { name: 'Multiple months' }).check({ force: true });
  await page.getByRole('group', { name: 'Until' }).getByRole('spinbutton', { name: /day/ }).click();
  await page.keyboard.type('01');
  await page.getByLabel('Discount', { exact: true }).click();
  await expect(page.getByText('Enter a whole date and time.')).toBeVisible();
  await typeDay(page, 'Until', '01', '12', '2030');
  await typeDay(page, 'From', '31', '12', '2030');
  await page.getByLabel('Discount', { exact: true }).click();
  await expect(page.getByText('The end must come after the beginning.')).toBeVisible();
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByText('Enter a percentage above 0 to 100, with at most two decimals.')).toBeVisible();
  await expect(page.getByLabel('Discount', { exact: true })).toBeFocused();

  await page.getByLabel('Discount', { exact: true }).fill('25');
  await typeDay(page, 'From', '01', '11', '2030');
  await page.getByLabel('Discount', { exact: true }).click();
  await expect(page.getByText('The end must come after the beginning.')).toHaveCount(0);
  const summary = page.getByRole('complementary', { name: 'Summary' });
  await expect(summary).toContainText('25% off for 3 months, from 1 Nov 2030, 00:00 Kathmandu until 1 Dec 2030, 24:00');
  await expect(summary.getByRole('row', { name: '1 to 3 Rs 125 Rs 375' })).toBeVisible();
  await expect(summary.getByRole('row', { name: 'From 4 on — Rs 500' })).toBeVisible();

  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByText('Another coupon has this code. Choose a different one.')).toBeVisible();
  const code = `fixed-${serial()}`;
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
});

test('what is chosen and ticked before hydration is created', async ({ page }) => {
  const code = `early-${serial()}`;
  await signInAs(page, 'admin');
  const release = await holdScripts(page);
  await page.goto('/coupons/new', { waitUntil: 'commit' });
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Discount', { exact: true }).fill('25');
  await page.getByText('Only issued codes', { exact: true }).click();
  await page.getByText('Issued codes are dead until they are sold', { exact: true }).click();
  // A date is typed once its picker is loaded.
  await page.getByRole('textbox', { name: 'Until' }).click();
  await page.keyboard.type('3');
  await expect(page.getByRole('button', { name: 'Create coupon' })).toBeDisabled();
  release();
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  const [created] = await onServer((ctx) =>
    ctx.db
      .select({ security: coupons.security, requiresSale: coupons.requiresSale })
      .from(coupons)
      .where(eq(coupons.code, code)),
  );
  expect(created).toEqual({ security: 'restricted', requiresSale: true });
});

test('without what is loaded later, the server refuses what is wrong, and a date waits for its picker', {
  tag: '@layout',
}, async ({ page, expectBrowserError }) => {
  const code = `cut-${serial()}`;
  await signInAs(page, 'admin');
  expectBrowserError(/ERR_INTERNET_DISCONNECTED/);
  const reconnect = await cutLaterScripts(page, '/coupons/new');
  await page.goto('/coupons/new');
  await expect(page.getByText('This could not be loaded. Check the connection and press again.')).toBeVisible();
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Discount', { exact: true }).fill('250');
  await page.getByRole('button', { name: 'Create coupon', exact: true }).click();
  const confirm = page.getByRole('button', { name: 'Create coupon all the same' });
  const refused = page.getByText('Enter a percentage above 0 to 100, with at most two decimals.');
  await expect(confirm.or(refused)).toBeVisible();
  if (await confirm.isVisible()) await confirm.click();
  await expect(refused).toBeVisible();
  await expect(page.getByLabel('Discount', { exact: true })).toBeFocused();

  await reconnect();
  await page.getByRole('textbox', { name: 'Until' }).click();
  await typeDay(page, 'Until', '01', '12', '2030');
  await page.getByLabel('Discount', { exact: true }).fill('25');
  await page.getByRole('button', { name: 'Create coupon', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
});

test('C1: a code that is issued under another coupon is refused by its name', async ({ page }) => {
  const other = await makeCoupon(`issuer-${serial()}`);
  const issued = `ISSUED-${serial()}`;
  await onServer((ctx) => issueListedCodes(ctx, { couponId: other.id, list: [issued] }));
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(issued.toLowerCase());
  await page.getByLabel('Discount', { exact: true }).fill('25');
  await page.getByRole('button', { name: 'Create coupon', exact: true }).click();
  await expect(page.getByText('Nothing ends it: it has no date, no limit and no budget.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Create coupon all the same' }).click();
  await expect(page.getByText(`This code is an issued code of coupon ${other.code}`)).toBeVisible();
  await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
});

test('leaving a changed form asks first, by shortcut and by link', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Discount', { exact: true }).fill('25');
  await page.getByRole('heading', { level: 1 }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  // Keys are handled once the page is hydrated.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await expect(question).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByLabel('Discount', { exact: true })).toHaveValue('25');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/\/coupons$/);
});

test('a copy has the rule and the groups of the coupon, and a code of its own', async ({ page }) => {
  const code = `model-${serial()}`;
  const { id } = await makeCoupon(code, { discount: 33, duration: 'repeating', cycles: 6, maxRedemptions: 500 });
  const group = `Group ${code}`;
  await onServer(async (ctx) => {
    const { id: userGroupId } = await createUserGroup(ctx, { name: group });
    await linkUserGroup(ctx, { couponId: id, userGroupId });
  });
  await signInAs(page, 'admin');
  await page.goto(`/coupons?q=${code}`);
  const actions = page.getByRole('button', { name: `Actions for ${code}` });
  // A key that is pressed before hydration is lost.
  await expect(actions).toBeEnabled();
  await actions.press('Enter');
  await page.getByRole('menuitem', { name: 'Duplicate' }).press('Enter');
  await page.waitForURL(/copy=/);
  await expect(page.getByRole('heading', { level: 1, name: `Copy of ${code}` })).toBeVisible();
  await expect(page.getByLabel('Code', { exact: true })).toHaveValue('');
  await expect(page.getByLabel('Discount', { exact: true })).toHaveValue('33');
  await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText(
    `33% off for 6 months, for ${group}, from now on, at most 500 times.`,
  );
  await page.getByLabel('Code', { exact: true }).fill(`${code}-2`);
  await page.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${code}-2` })).toBeVisible();
  await expect(page.getByText(group).first()).toBeVisible();
});

test('the second of two who edit a coupon sees who saved what, and overwrites nothing unseen', async ({
  page,
  browser,
}) => {
  test.slow();
  const { id, code } = await makeCoupon(`both-${serial()}`, { maxRedemptions: 100 });
  const first = await signInAs(page, 'admin');
  const other = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(other, 'admin');
  for (const somebody of [page, other]) await somebody.goto(`/coupons/${id}/edit`);

  await page.getByLabel('Discount', { exact: true }).fill('40');
  await page.getByRole('button', { name: 'Save coupon' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code, exact: true })).toBeVisible();

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

test('C24: what is dangerous is said at its field, and saved by a second press that says so', {
  tag: '@layout',
}, async ({ page }) => {
  const code = `danger-${serial()}`;
  await signInAs(page, 'admin');
  await page.goto('/coupons/new');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Discount', { exact: true }).fill('100');
  await page.getByRole('radio', { name: 'Forever' }).check({ force: true });
  await page.getByRole('button', { name: 'Create coupon', exact: true }).click();
  const form = page.locator('form');
  const free = 'Anyone who learns the code gets it free, without a limit. Consider a limit or issued codes.';
  await expect(form.getByText(free)).not.toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Create coupon all the same' })).toBeVisible();
  await expect(page).toHaveURL(/\/coupons\/new$/);

  // Another danger is another question.
  await typeDay(page, 'Until', '01', '01', '2020');
  await page.getByLabel('Discount', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Create coupon', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Create coupon', exact: true }).click();
  await expect(form.getByText('It has ended already: nobody will be able to redeem it.')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Create coupon all the same' }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();

  // What was dangerous before is not asked about again.
  await page.getByRole('link', { name: 'Edit' }).first().click();
  await page.getByLabel(/^Description/).fill('Known to be over');
  await page.getByRole('button', { name: 'Save coupon', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
});
