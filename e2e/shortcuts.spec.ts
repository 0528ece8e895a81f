import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { signInAs } from './sign-in';

const help = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key);
}

test.beforeEach(async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/coupons');
  // Keys that are pressed before hydration are lost.
  const search = page.getByRole('searchbox');
  await expect(async () => {
    await press(page, '/');
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await search.blur();
});

test('two keys in a row go somewhere, and another key between them ends the sequence', async ({ page }) => {
  await press(page, 'g x s');
  await press(page, 'g Control+s');
  await press(page, 'g Shift+S');
  await expect(page.getByRole('heading', { level: 1, name: 'Coupons' })).toBeVisible();
  await press(page, 'g s');
  await expect(page).toHaveURL(/\/sell$/);
});

test('keys that are typed into a field or pressed in a dialog are no shortcuts', async ({ page }) => {
  await press(page, '/');
  const search = page.getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type('n?/gs');
  await expect(search).toHaveValue('n?/gs');
  await expect(page).toHaveURL(/q=n/);
  await press(page, 'Escape');
  await expect(search).toHaveValue('');
  await page.getByRole('heading', { level: 1 }).click();
  await press(page, 'Shift+?');
  await expect(help(page)).toBeVisible();
  await press(page, 'n g s');
  await expect(help(page)).toBeVisible();
  await press(page, 'Escape');
  await expect(help(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/coupons(\?|$)/);
});

test('the list names every shortcut of the page, and its switch turns all of them off and on', async ({
  page,
  isMobile,
}) => {
  await press(page, '?');
  for (const name of ['Go to Sell', 'Search this list', 'New coupon', 'Show this list']) {
    await expect(help(page).getByText(name, { exact: true })).toHaveCount(1);
  }
  const allOn = help(page).getByRole('switch', { name: 'Keyboard shortcuts are on' });
  await expect(allOn).toBeChecked();
  await allOn.press('Space');
  await expect(allOn).not.toBeChecked();
  await press(page, 'Escape');
  await expect(help(page)).toHaveCount(0);
  await press(page, '? / n g s');
  await expect(help(page)).toHaveCount(0);
  await expect(page.getByRole('searchbox')).not.toBeFocused();
  await page.reload();
  if (isMobile) await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(allOn).not.toBeChecked();
  await allOn.press('Space');
  await press(page, 'Escape');
  await expect(help(page)).toHaveCount(0);
  if (isMobile) await press(page, 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await press(page, 'n');
  await expect(page).toHaveURL(/\/coupons\/new$/);
});
