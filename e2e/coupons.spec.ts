import type { Page } from '@playwright/test';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { expect, server, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const row = (page: Page, code: string) => page.getByRole('row').filter({ hasText: code });

test('filters, sort, columns and density are in the address, which shows somebody else the same', {
  tag: '@layout',
}, async ({ page, browser, isMobile }) => {
  test.slow();
  const mark = serial();
  await makeCoupon(`${mark}-forever`, { duration: 'forever', expiresAt: '2031-06-30T18:15:00Z' });
  await makeCoupon(`${mark}-later`, { duration: 'forever', expiresAt: '2031-07-01T18:15:00Z' });
  await makeCoupon(`${mark}-once`);
  await signInAs(page, 'admin');
  await page.goto('/coupons');
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill(mark);
  await expect(page.getByText('Page 1 · 3 coupons')).toBeVisible();
  await page.getByRole('button', { name: 'Duration' }).click();
  await page.getByRole('menuitemradio', { name: 'Forever' }).click();
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
    await page.getByRole('button', { name: 'View', exact: true }).click();
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
  await theirs.getByRole('link', { name: 'Clear all' }).click();
  await expect(theirs).not.toHaveURL(/duration|from=/);
  await theirs.context().close();
});

test('what is searched for before hydration is found', async ({ page }) => {
  const { code } = await makeCoupon(`typed-${serial()}`);
  await signInAs(page, 'admin');
  const release = await holdScripts(page);
  await page.goto('/coupons', { waitUntil: 'commit' });
  await page.getByRole('searchbox').fill(code);
  release();
  await expect(page).toHaveURL(new RegExp(`[?&]q=${code}`));
  await expect(page.getByRole('searchbox')).toHaveValue(code);
});

test('several coupons are switched off at once, with what was not and why, and undone', { tag: '@layout' }, async ({
  page,
}) => {
  const mark = serial();
  for (const name of ['a', 'b']) await makeCoupon(`${mark}-${name}`);
  await makeCoupon(`${mark}-c`, { status: 'unavailable' });
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
  await makeCoupon(free);
  const { id } = await makeCoupon(taken);
  await onServer((ctx) => deleteCoupon(ctx, { id }));
  await makeCoupon(taken.toUpperCase());
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
  await expect(page.getByRole('alertdialog')).toContainText('Nothing ends it');
  await page.getByRole('button', { name: 'Restore all the same' }).click();
  await expect(page.getByText('1 coupon restored')).toBeVisible();
  await expect(page.getByText(/1 stays deleted, because another coupon has its code/)).toContainText(taken);
  await expect(page.getByRole('link', { name: free })).toHaveCount(0);

  await page.getByRole('button', { name: `Actions for ${taken}` }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Restore all the same' }).click();
  await expect(page.getByText(`Another coupon has the code ${taken} by now.`)).toBeVisible();
  await page.goto(`/coupons?q=${free}`);
  await expect(page.getByRole('link', { name: free })).toBeVisible();
});

test('n opens the form of a new coupon', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/coupons');
  await expect(page.getByRole('link', { name: 'New coupon' })).toBeVisible();
  await expect(async () => {
    // Keys are handled once the page is hydrated.
    await page.keyboard.press('n');
    await expect(page.getByRole('heading', { level: 1, name: 'New coupon' })).toBeVisible({ timeout: 3_000 });
  }).toPass();
});

test('discount codes of Shopify are recognised, imported after a look, and taken back', async ({ page }) => {
  const code = `SHOP${serial()}`;
  const text = [
    'Name,Value,Value Type,Type,Discount Class,Times Used In Total,Status',
    `${code},-15,percentage,Amount off order,order,3,Active`,
    `${code}SHIP,-100,percentage,Free shipping,shipping,0,Active`,
  ].join('\n');
  await signInAs(page, 'admin');
  await page.goto('/coupons/import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name: 'discounts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByRole('button', { name: /Exported by/ })).toContainText('Shopify: discount codes');
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(
    page.getByText('Not taken over as it is: Times Used In Total: has no counterpart here: 3'),
  ).toBeVisible();
  await expect(
    page.getByText('is a discount of a kind that no coupon here has: Free shipping, percentage'),
  ).toBeVisible();
  await expect(
    page.getByText(/Rarely meant: Until: is no end, and neither a limit nor a budget ends it/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Import 1 coupon' }).click();
  await page.getByRole('button', { name: 'Import 1 coupon all the same' }).click();
  await expect(page.getByText('1 coupon added')).toBeVisible();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
  await expect(page.getByText('1 coupon moved to the bin')).toBeVisible();
});
