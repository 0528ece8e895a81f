import { expectAccessible, expectToFit } from './accessible';
import { ask } from './code-check';
import { uniquePhone } from './customers';
import { expect, test } from './fixtures';
import { openSale, sellThroughKhalti } from './khalti';
import { title } from './page-title';
import { signInAs } from './sign-in';

test('a customer is opened from a sale, by the end of their number and in place of a code, and never by an address', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support', { fresh: true });
  const name = uniquePhone();
  const local = name.replace('-', '');
  const reference = await sellThroughKhalti(page, name);
  await expect(title(page, 'Sold')).toBeVisible();
  const isThere = async () => {
    await expect(title(page, name)).toBeVisible();
    expect(page.url()).not.toContain(local.slice(-5));
  };

  await openSale(page, reference);
  await page.getByRole('link', { name, exact: true }).click();
  await isThere();
  await expectAccessible(page);
  const word = `Calls from ${'a very long shop name '.repeat(8)}${'x'.repeat(80)} ${Date.now()}`;
  await page.getByLabel('Note about this customer').fill(word);
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: word })).toBeVisible();
  await expect(page.getByLabel('Note about this customer')).toHaveValue('');
  await expectToFit(page);

  await page.goto('/customers');
  await page.getByLabel('Phone or email').fill(local.slice(-6));
  await page.getByRole('button', { name: 'Find customer' }).click();
  await page.getByRole('link', { name, exact: true }).click();
  await isThere();

  await page.goto('/code-check');
  await ask(page, local);
  await expect(page.getByText('This is no code. It is a contact')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name, exact: true }).click();
  await isThere();
});
