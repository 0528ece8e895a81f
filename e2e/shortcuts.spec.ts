import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { signInAs } from './sign-in';

/** Once the dialog has taken the focus: it would take it away from what is pressed in it before. */
async function expectFocusIn(dialog: Locator): Promise<void> {
  await expect.poll(() => dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true);
}

const help = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

async function press(page: Page, keys: string): Promise<void> {
  for (const key of keys.split(' ')) await page.keyboard.press(key);
}

/** Keys that are pressed before the list is hydrated are lost, and its frame, with the menus, is hydrated before it. */
async function expectKeysOfTheList(page: Page): Promise<void> {
  const search = page.getByRole('searchbox');
  await expect(async () => {
    await press(page, '/');
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await search.blur();
}

test.beforeEach(async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/coupons');
  await expectKeysOfTheList(page);
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
  await expectFocusIn(help(page));
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
  await expectFocusIn(help(page));
  await allOn.press('Space');
  await expect(allOn).toBeChecked();
  await press(page, 'Escape');
  await expect(help(page)).toHaveCount(0);
  if (isMobile) await press(page, 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // A dialog that is going has the keys until what opened it is focused again.
  await expect(page.getByRole('button', { name: isMobile ? 'Open the menu' : /^Account of/ })).toBeFocused();
  await expectKeysOfTheList(page);
  await press(page, 'n');
  await expect(page).toHaveURL(/\/coupons\/new$/);
  await press(page, 'g s');
  await expect(page).toHaveURL(/\/sell(\?|$)/);
});
