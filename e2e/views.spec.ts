import { expectAccessible, expectToFit } from './accessible';
import { expect, server, test } from './fixtures';
import { signInAs } from './sign-in';

const serial = () => crypto.randomUUID().slice(0, 8);

test('a list is saved as a view, opened by a colleague, made the default, deleted and brought back', {
  tag: '@layout',
}, async ({ page, browser }) => {
  const name = `Failed ${serial()}`;
  await signInAs(page, 'support', { fresh: true });
  await page.goto('/sales?state=failed');
  // Somebody else may have shared a view of the same filter, which is named then.
  const views = page.getByRole('button', { name: /^Saved view/ });
  await views.click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByText('Shared', { exact: true }).click();
  await dialog.getByText('Open this list with it', { exact: true }).click();
  await expectToFit(page);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByText(`View “${name}” saved`)).toBeVisible();
  const shown = page.getByRole('button', { name: `Saved view: ${name}` });
  await expect(shown).toBeVisible();
  await page.reload();
  await expect(shown).toBeVisible();

  // Asked for without anything else, the list opens with it, and everything is one press away.
  await page.goto('/sales');
  await expect(page).toHaveURL(/\/sales\?state=failed&view=\d+$/);
  await shown.click();
  await expect(page.getByRole('menuitemradio', { name: new RegExp(`^${name}.*\\d+\\+?$`) })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('menuitemradio', { name: 'Everything' }).click();
  await expect(page).toHaveURL('/sales?view=all');
  await page.reload();
  await expect(page).toHaveURL('/sales?view=all');

  const theirs = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(theirs, 'viewer');
  await theirs.goto('/sales');
  await expect(theirs).toHaveURL('/sales');
  await theirs.getByRole('button', { name: 'Saved views' }).click();
  await theirs.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
  await expect(theirs).toHaveURL(/state=failed/);
  await expect(theirs.getByRole('link', { name: /^Remove.*State/ })).toBeVisible();
  await theirs.context().close();

  await views.click();
  await page.getByRole('menuitem', { name: 'Manage views…' }).click();
  const managing = page.getByRole('dialog', { name: 'Views of this list' });
  await managing.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete view' }).click();
  await expect(page.getByText(`View “${name}” deleted`)).toBeVisible();
  await expect(managing.getByRole('link', { name })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(managing.getByRole('link', { name })).toBeVisible();
  await expectToFit(page);
  await managing.getByRole('link', { name }).click();
  await expect(shown).toBeVisible();
});

test('views are links without scripts, and are found by name', async ({ page, browser }) => {
  const name = `Waiting ${serial()}`;
  await signInAs(page, 'support', { fresh: true });
  await page.goto('/sales?state=pending');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this view' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('button', { name: `Saved view: ${name}` })).toBeVisible();

  const plain = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  await plain.addCookies(await page.context().cookies());
  const still = await plain.newPage();
  await still.goto('/sales');
  await still.getByText('Saved views', { exact: true }).click();
  await still.getByRole('link', { name, exact: true }).click();
  await expect(still).toHaveURL(/\/sales\?state=pending&view=\d+$/);
  await plain.close();

  await page.goto('/coupons');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await page.getByRole('dialog', { name: 'Find anything' }).getByRole('searchbox').fill(name);
  await page.getByRole('option', { name: new RegExp(`${name}.*Saved view of Sales`) }).click();
  await expect(page).toHaveURL(/\/sales\?state=pending&view=\d+$/);
});
