import { expectAccessible, expectToFit } from './accessible';
import { uniquePhone } from './customers';
import { expect, test } from './fixtures';
import { sellThroughKhalti } from './khalti';
import { title } from './page-title';
import { signInAs } from './sign-in';

test('finds a customer, a page and what can be begun from anywhere, and remembers no customer', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'admin', { fresh: true });
  const phone = uniquePhone();
  await sellThroughKhalti(page, phone);
  await expect(title(page, 'Sold')).toBeVisible();

  const dialog = page.getByRole('dialog', { name: 'Find anything' });
  const find = async (text: string) => {
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await dialog.getByRole('searchbox').fill(text);
  };
  await find(phone.replace('-', '').slice(-7));
  await expectToFit(page);
  await expectAccessible(page);
  await dialog.getByRole('option', { name: phone }).click();
  await expect(title(page, phone)).toBeVisible();

  await find('deleted coup');
  await dialog.getByRole('option', { name: 'Deleted coupons' }).click();
  await expect(page).toHaveURL('/coupons/bin');

  await page.keyboard.press('ControlOrMeta+k');
  await expect(dialog.getByRole('option')).toHaveText([/^Deleted coupons/]);
  await dialog.getByRole('searchbox').fill('no such thing');
  await expect(dialog.getByText('Nothing that you have access to fits “no such thing”.')).toBeVisible();
});
