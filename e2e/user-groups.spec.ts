import type { Page } from '@playwright/test';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { expect, test } from './fixtures';
import { onServer, signInAs } from './sign-in';

const unique = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;
const makeGroup = (name: string) => onServer((ctx) => createUserGroup(ctx, { name }));

async function chooseAction(page: Page, name: string, label: string) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: label }).click();
}

test('an admin creates a group with n, sees that a name is taken, and renames it', { tag: '@layout' }, async ({
  page,
}) => {
  const [name, other] = [unique('Premium'), unique('Gold')];
  await signInAs(page, 'admin');
  await page.goto('/user-groups');
  const dialog = page.getByRole('dialog', { name: 'New user group' });
  // Keys are handled once the page is hydrated.
  await expect(async () => {
    await page.keyboard.press('n');
    await expect(dialog).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await dialog.getByLabel('Name').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`User group ${name} created`)).toBeVisible();
  await expect(dialog).toBeHidden();

  await page.getByRole('button', { name: 'New user group' }).click();
  await dialog.getByLabel('Name').fill(name.toUpperCase());
  await dialog.getByRole('button', { name: 'Create user group' }).click();
  await expect(dialog.getByText('This name is taken. Choose another one.')).toBeVisible();
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('searchbox').fill(name);
  await expect(page).toHaveURL(/q=/);
  await chooseAction(page, name, 'Rename');
  const renaming = page.getByRole('dialog', { name: `Rename ${name}` });
  await renaming.getByLabel('Name').fill(other);
  await renaming.getByRole('button', { name: 'Rename' }).click();
  await expect(page.getByText(`Renamed to ${other}`)).toBeVisible();
  await page.goto(`/user-groups?q=${encodeURIComponent(other)}`);
  await expect(page.getByRole('link', { name: other })).toBeVisible();
});

test('archiving offers to undo it, and what is archived can be found and restored', async ({ page }) => {
  const name = unique('Leavers');
  const { id } = await makeGroup(name);
  await signInAs(page, 'admin');
  await page.goto(`/user-groups?q=${encodeURIComponent(name)}`);
  await chooseAction(page, name, 'Archive');
  await expect(page.getByText(`User group ${name} archived`)).toBeVisible();
  await expect(page.getByText('Nothing found')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`User group ${name} restored`)).toBeVisible();
  await expect(page.getByRole('link', { name })).toBeVisible();

  await page.goto(`/user-groups/${id}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByRole('note')).toContainText('no further coupon can be linked to it');
  await page.goto(`/user-groups?state=archived&q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('link', { name: 'Remove filter State: Archived' })).toBeVisible();
  await chooseAction(page, name, 'Restore');
  await expect(page.getByText('Nothing found')).toBeVisible();
});

test('a plan leads to the coupons that are linked to it', async ({ page }) => {
  await signInAs(page, 'viewer');
  await page.goto('/user-groups?q=nettv');
  await expect(page.getByRole('button', { name: 'New user group' })).toHaveCount(0);
  await page.getByRole('link', { name: '2 coupons' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nettv cine' })).toBeVisible();
  await page.getByRole('link', { name: 'NETTV500' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'NETTV500' })).toBeVisible();
});

test('a file of prices is tried first, then its good rows are added, once', async ({ page }) => {
  const [film, classic] = [unique('Film'), unique('Classic')];
  const text = [
    'name,tvod_type,price,duration',
    `"${film}, to keep",purchase,599.50,`,
    `${classic},rental,99,7`,
    `${classic},rental,99,7`,
    'No days,rental,99,',
    'Odd,lease,ten,2',
  ].join('\r\n');
  const file = { name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
  await signInAs(page, 'admin');
  await page.goto('/tvod-prices/import');
  const choose = async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await (await chooser).setFiles(file);
    await expect(page.getByRole('heading', { name: 'How we read prices.csv' })).toBeVisible();
    await page.getByRole('button', { name: 'Check the file' }).click();
    await expect(page.getByRole('heading', { name: 'prices.csv: 5 rows' })).toBeVisible();
  };
  await choose();
  await expect(page.getByText('Say for how many days it is rented.')).toBeVisible();
  await expect(page.getByText('Twice in the file').last()).toBeVisible();
  await expect(page.getByText('Purchase, Rs 599.50')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the rows that are left out' }).click();
  expect((await download).suggestedFilename()).toBe('tvod-prices-left-out.csv');
  await page.getByRole('button', { name: 'Import 2 TVOD prices' }).click();
  await expect(page.getByText('2 TVOD prices added')).toBeVisible();

  await page.getByRole('button', { name: 'Choose another file' }).click();
  await choose();
  await expect(page.getByText('Nothing in it is new.')).toBeVisible();
  await page.goto(`/tvod-prices?q=${encodeURIComponent(classic)}`);
  await expect(page.getByText('Rs 99')).toBeVisible();
});

test('a price is made as a purchase and becomes a rental', async ({ page }) => {
  const name = unique('Premiere');
  await signInAs(page, 'admin');
  await page.goto('/tvod-prices');
  await page.getByRole('button', { name: 'New TVOD price' }).click();
  const dialog = page.getByRole('dialog', { name: 'New TVOD price' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Price').fill('250.50');
  await dialog.getByRole('button', { name: 'Create TVOD price' }).click();
  await expect(dialog.getByText('Say for how many days it is rented.')).toBeVisible();
  await dialog.getByText('Purchase', { exact: true }).click();
  await expect(dialog.getByRole('radio', { name: /^Purchase/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Create TVOD price' }).click();
  await expect(page.getByText(`TVOD price ${name} created`)).toBeVisible();
  await page.getByRole('searchbox').fill(name);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByText('Purchase, Rs 250.50')).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: `Change ${name}` });
  // Without force, which does not wait until the dialog has stopped moving, and presses next to it.
  await change.getByText('Rental', { exact: true }).click();
  await expect(change.getByRole('radio', { name: /^Rental/ })).toBeChecked();
  await change.getByLabel('Days').fill('3');
  await change.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Rental, 3 days, Rs 250.50')).toBeVisible();
});

test('support staff may look, and neither change nor import', async ({ page, expectBrowserError }) => {
  expectBrowserError(/status of 403/);
  const name = unique('Looked at');
  const { id } = await makeGroup(name);
  await signInAs(page, 'support');
  await page.goto(`/user-groups/${id}`);
  await expect(page.getByText('No coupon is linked to this group')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename' })).toHaveCount(0);
  for (const path of ['/user-groups/import', '/tvod-prices/import']) {
    await page.goto(path);
    await expect(page.getByText(/^Only admins.* have access\.$/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose a file' })).toHaveCount(0);
  }
});
