import { expectAccessible } from './accessible';
import { uniquePhone } from './customers';
import { expect, test } from './fixtures';
import { phones, sellThroughKhalti } from './khalti';
import { title } from './page-title';
import { countSales, cutPress, fillIn, phoneField, sellButton } from './press-sell';
import { signInAs, signInElsewhere } from './sign-in';

test('an answer that is lost after the sale: the form stays as pressed, and a check only looks and shows the sale', {
  tag: '@layout',
}, async ({ page, expectBrowserError }) => {
  expectBrowserError(/ERR_FAILED/);
  await signInAs(page, 'support');
  const phone = uniquePhone();
  const reference = await fillIn(page, phone);
  await cutPress(page, 'after');
  await sellButton(page).click();
  await expect(page.getByText('The answer did not arrive')).toBeVisible();
  await expect(phoneField(page)).toBeDisabled();
  await expect(page.getByRole('radio', { name: /^nettv coupon/ })).toBeDisabled();
  await expect(sellButton(page)).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Check what happened' }).click();
  await expect(title(page, 'Sold')).toBeVisible();
  await expect(page.getByText(phone).first()).toBeVisible();
  expect(await countSales(reference)).toBe(1);
});

test('a press that is lost on its way: a check says that nothing was sold, and selling is an operation of its own', {
  tag: '@layout',
}, async ({ page, expectBrowserError }) => {
  expectBrowserError(/ERR_FAILED/);
  await signInAs(page, 'support');
  const reference = await fillIn(page, uniquePhone());
  await cutPress(page, 'before');
  await sellButton(page).click();
  await page.getByRole('button', { name: 'Check what happened' }).click();
  await expect(page.getByText('It was not sold', { exact: true })).toBeVisible();
  expect(await countSales(reference)).toBe(0);
  await expect(phoneField(page)).toBeDisabled();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Change something' }).click();
  const phone = uniquePhone();
  await phoneField(page).fill(phone);
  await cutPress(page, 'before');
  await sellButton(page).click();
  await page.getByRole('button', { name: 'Check what happened' }).click();
  await page.getByRole('button', { name: `Sell nettv coupon for Rs 2,000 to ${phone}` }).click();
  await expect(title(page, 'Sold')).toBeVisible();
  await expect(page.getByText(phone).first()).toBeVisible();
  expect(await countSales(reference)).toBe(1);
});

test('an answer that is lost before Khalti has decided: a check shows the sale as open, and asks Khalti nothing', {
  tag: '@layout',
}, async ({ page, expectBrowserError }) => {
  expectBrowserError(/ERR_FAILED/);
  await signInAs(page, 'support', { fresh: true });
  await cutPress(page, 'after');
  const reference = await sellThroughKhalti(page, phones.neverAnswers);
  await expect(page.getByText('The answer did not arrive')).toBeVisible();
  await expect(phoneField(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Check what happened' }).click();
  await expect(title(page, 'We are checking this sale')).toBeVisible();
  expect(await countSales(reference)).toBe(1);
});

test('offline a press is refused on the spot, and nothing is sold once the connection is back', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support');
  const phone = uniquePhone();
  const reference = await fillIn(page, phone);
  await page.context().setOffline(true);
  await sellButton(page).click();
  await expect(page.getByText('You are offline. Nothing was sold.')).toBeVisible();
  await expect(phoneField(page)).toHaveValue(phone);
  await page.context().setOffline(false);
  await expect(page.getByText('Nothing you press is sent')).toHaveCount(0);
  // What had been waiting would have been sent before this.
  await page.evaluate(() => fetch('/health/live'));
  expect(await countSales(reference)).toBe(0);
  await sellButton(page).click();
  await expect(title(page, 'Sold')).toBeVisible();
  expect(await countSales(reference)).toBe(1);
});

test('a duplicated tab shows no other customer’s sale, and says that the page has sold something else', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support');
  const phone = uniquePhone();
  const reference = await fillIn(page, phone);
  const twin = await page.context().newPage();
  await fillIn(twin, uniquePhone(), reference);
  await sellButton(page).click();
  await expect(title(page, 'Sold')).toBeVisible();
  await sellButton(twin).click();
  await expect(twin.getByText('This page has already sold something else')).toBeVisible();
  await expect(twin.getByText(phone)).toHaveCount(0);
  expect(await countSales(reference)).toBe(1);
});

test('a sale whose result was never shown is named on every page, to a new sign-in elsewhere too, until it is opened', {
  tag: '@layout',
}, async ({ page, browser, expectBrowserError }) => {
  expectBrowserError(/ERR_FAILED/);
  const member = await signInAs(page, 'support', { fresh: true });
  const phone = uniquePhone();
  const reference = await fillIn(page, phone);
  await cutPress(page, 'after');
  await sellButton(page).click();
  await expect(page.getByText('The answer did not arrive')).toBeVisible();
  await page.close();

  const elsewhere = await signInElsewhere(browser, member);
  const notice = elsewhere
    .getByRole('listitem')
    .filter({ hasText: `Rs 2,000 nettv coupon to 984-…${phone.slice(-3)}, sold` });
  await expect(notice.getByText('You have not seen the PIN yet')).toBeVisible();
  await elsewhere.goto('/products');
  await expect(notice).toBeVisible();
  await expectAccessible(elsewhere);
  await notice.getByRole('link', { name: /^Open sale \d+$/ }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: /^Sale \d+$/ })).toBeVisible();
  await expect.poll(() => countSales(reference, 'unseen')).toBe(0);
  const read = elsewhere.waitForResponse(/open-own/);
  await elsewhere.goto('/products');
  await read;
  await expect(title(elsewhere, 'Products')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await elsewhere.context().close();
});

test('a page that was opened by one person does not sell as another who has signed in since', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support', { fresh: true });
  const phone = uniquePhone();
  const reference = await fillIn(page, phone);
  const other = await signInAs(page, 'admin', { fresh: true });
  await sellButton(page).click();
  await expect(page.getByText('This page was opened by somebody else.')).toContainText(other.name);
  expect(await countSales(reference)).toBe(0);
  await expect(phoneField(page)).toHaveValue(phone);
});

test('the same product to the same phone within minutes asks first, in another tab too, and one more is a press of its own', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support');
  const phone = uniquePhone();
  const first = await fillIn(page, phone);
  const tab = await page.context().newPage();
  const second = await fillIn(tab, phone.replace('-', ''));
  await sellButton(page).click();
  await expect(title(page, 'Sold')).toBeVisible();

  await sellButton(tab).click();
  const question = tab.getByRole('alert').filter({ hasText: 'This customer was sold the same just before' });
  await expect(question).toContainText(/nettv coupon was sold to them .+ by Test support .+: sale \d+, Sold\./);
  await expect(phoneField(tab)).toBeDisabled();
  await expect(sellButton(tab)).toBeDisabled();
  await expectAccessible(tab);
  expect(await countSales(second)).toBe(0);
  await question.getByRole('button', { name: 'Change something' }).click();
  await expect(question).toHaveCount(0);
  await sellButton(tab).click();
  await question.getByRole('button', { name: `Sell one more nettv coupon for Rs 2,000 to ${phone}` }).click();
  await expect(title(tab, 'Sold')).toBeVisible();
  expect(await countSales(first)).toBe(1);
  expect(await countSales(second)).toBe(1);
});

test('a sale is voided by its seller with a reason: the PIN is dead, and the timeline says who and why', {
  tag: '@layout',
}, async ({ page }) => {
  const member = await signInAs(page, 'support');
  await fillIn(page, uniquePhone());
  await sellButton(page).click();
  await page.getByRole('link', { name: 'Open the sale' }).click();
  const undo = page.getByRole('region', { name: 'Undo' });
  await undo.getByRole('button', { name: 'Void sale' }).click();
  const dialog = page.getByRole('dialog', { name: /^Void sale \d+$/ });
  await expect(dialog.getByText('The PIN stops working at once')).toBeVisible();
  await expect(dialog.getByText('Give Rs 2,000 back to the customer')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Void sale' }).click();
  await expect(dialog.getByText('Say why: it stays in the history.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Sold to the wrong number');
  await dialog.getByRole('button', { name: 'Void sale' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('It was voided: its PIN was unused and works no more.')).toBeVisible();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByText('Sold to the wrong number')).toBeVisible();
  await expect(timeline.getByText(`by ${member.name}`).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show PIN' })).toHaveCount(0);
  await expect(undo).toHaveCount(0);
  await expectAccessible(page);
});

test('a PIN is replaced in its sale: another one is shown and sent, which differs from the old one', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'support');
  const phone = uniquePhone();
  await fillIn(page, phone);
  await sellButton(page).click();
  await page.getByRole('link', { name: 'Open the sale' }).click();
  const pin = page.getByRole('region', { name: 'PIN', exact: true });
  await pin.getByRole('button', { name: 'Show PIN' }).click();
  const old = await pin.locator('code').innerText();
  await page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Replace PIN' }).click();
  const dialog = page.getByRole('dialog', { name: /^Replace the PIN of sale \d+$/ });
  await dialog.getByLabel('Reason').fill('Read out wrong');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Replace PIN' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('The PIN was replaced: Read out wrong')).toBeVisible();
  await pin.getByRole('button', { name: 'Show PIN' }).click();
  await expect(pin.getByRole('button', { name: 'Copy PIN' })).toBeVisible();
  await expect(pin.locator('code')).not.toHaveText(old);
  await expect(page.getByText(`SMS to ${phone}`)).toHaveCount(2);
});
