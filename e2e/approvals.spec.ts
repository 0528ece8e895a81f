import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { expectAccessible, expectToFit } from './accessible';
import { expect, test } from './fixtures';
import { serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

/** The settings are the whole desk's, so the amount is far above what other tests move meanwhile. */
const above = '900,000,000';
const more = '900,000,001';

test('credit above the amount waits for a second person, who finds it on Today, and is added once they approve', async ({
  page,
  browser,
}) => {
  test.slow();
  const name = `Approved ${serial()}`;
  const { integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, { name, scopes: ['nettv:sell'], creditPaisa: 0 }),
  );
  const asker = await signInAs(page, 'admin', { fresh: true });
  await page.goto('/settings/security');
  const switched = page.getByRole('checkbox', { name: 'Credit to an integrator' });
  await page.locator('label', { has: switched }).click();
  await expect(switched).toBeChecked();
  await page.getByLabel('Credit above').fill(above);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It applies from now on.')).toBeVisible();

  await page.goto(`/integrators/${integratorId}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Top up credit' }).click();
  const topUp = page.getByRole('dialog', { name: `Top up ${name}` });
  await topUp.getByLabel('Amount').fill(more);
  await topUp.getByLabel('Where the money came from').fill('A transfer');
  await topUp.getByRole('button', { name: /^Add / }).click();
  const asked = page.getByRole('dialog', { name: 'A second person has to approve this' });
  await expect(asked.getByText(/^Credit above Rs.900,000,000 needs a second person\./)).toBeVisible();
  await expect(asked.getByLabel('Why it is needed')).toHaveValue('A transfer');
  await asked.getByRole('button', { name: 'Ask for approval' }).click();
  await page.waitForURL('/approvals');
  const mine = page.getByRole('row', { name: new RegExp(`Top up credit.*${name}`) });
  await expect(mine).toContainText('Waiting for a second person');
  await expectAccessible(page);
  await expectToFit(page);

  const theirs = await (await browser.newContext()).newPage();
  const second = await signInAs(theirs, 'admin', { fresh: true });
  await theirs.goto('/');
  await theirs.getByRole('link', { name: `${asker.name} needs a second person: Top up credit.` }).click();
  await theirs.getByRole('button', { name: `Actions for Top up credit, ${asker.name}` }).click();
  await theirs.getByRole('menuitem', { name: 'Approve' }).click();
  const decided = theirs.getByRole('dialog', { name: 'Approve this?' });
  await expect(decided.getByText(`amount Rs 900,000,001`)).toBeVisible();
  await decided.getByRole('button', { name: 'Approve' }).click();
  await expect(theirs.getByText('Approved and done').first()).toBeVisible();

  await page.reload();
  await expect(mine).toContainText('Approved and done');
  await expect(mine).toContainText(`By ${second.name}.`);
  await page.goto(`/integrators/${integratorId}`);
  await expect(page.getByText('Rs 900,000,001').first()).toBeVisible();
  await theirs.context().close();
});
