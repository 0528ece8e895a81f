import { expectToFit } from './accessible';
import { expect, test } from './fixtures';
import { serial } from './make-coupon';
import { makeShelf } from './make-shelf';
import { signInAs } from './sign-in';

test('a way to pay of one’s own is added, sold by, renamed and switched off, and stays with what was sold', async ({
  page,
  browser,
}) => {
  // At one width alone: a list that is saved twice at once is as the last one says.
  const [name, renamed] = [`Wallet ${serial()}`, `Pouch ${serial()}`];
  const admins = await (await browser.newContext()).newPage();
  await signInAs(admins, 'admin', { fresh: true });
  await signInAs(page, 'support', { fresh: true });
  const shelf = await makeShelf(page, 1);
  const save = async () => {
    const answer = admins.waitForResponse((response) => response.request().method() === 'POST');
    await admins.getByRole('button', { name: 'Save settings' }).click();
    await answer;
    await expect(admins.getByText('Settings saved').first()).toBeVisible();
  };
  const names = admins.getByRole('group', { name: 'Ways to pay at the desk' }).getByLabel('Name', { exact: true });

  await admins.goto('/settings');
  await admins.getByRole('button', { name: 'Add a way to pay' }).click();
  await admins.getByRole('button', { name: 'Save settings' }).click();
  await expect(names.last()).toBeFocused();
  await expect(names.last()).toHaveAttribute('aria-invalid', 'true');
  await names.last().fill(name);
  for (const width of [390, 1280]) {
    await admins.setViewportSize({ width, height: 800 });
    await expectToFit(admins);
  }
  await save();

  await page.goto(`/sell?product=${shelf.id}`);
  await page.getByRole('radio', { name: new RegExp(`^${shelf.name}`) }).check({ force: true });
  await page.getByRole('radio', { name, exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Sell for Rs 100' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sold', exact: true })).toBeVisible();
  await page.goto('/sales');
  await page.getByRole('link', { name: shelf.name }).first().click();
  const sale = page.getByRole('region', { name: 'Sale', exact: true });
  await expect(sale).toContainText(name);

  const row = admins.getByRole('listitem').filter({ has: admins.getByRole('checkbox', { name }) });
  await row.getByLabel('Name', { exact: true }).fill(renamed);
  await admins.getByRole('checkbox', { name: renamed }).uncheck({ force: true });
  await save();
  await page.reload();
  await expect(sale).toContainText(renamed);
  await page.goto('/sell');
  await expect(page.getByRole('radio', { name: 'Cash', exact: true })).toBeVisible();
  await expect(page.getByRole('radio', { name: renamed })).toHaveCount(0);
  await admins.context().close();
});
