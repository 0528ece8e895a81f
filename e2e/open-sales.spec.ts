import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';
import { enterPin, giveBack, lookUpLater, openSale, phones, sellThroughKhalti } from './khalti';
import { title } from './page-title';
import { countSales } from './press-sell';
import { signInAs, signInElsewhere } from './sign-in';

test('a seller who waits sees for how long, and can leave: every page shows how the sale ended', async ({ page }) => {
  await signInAs(page, 'support', { fresh: true });
  const reference = await sellThroughKhalti(page, phones.neverAnswers);
  await expect(page.getByText(/Khalti is being asked.*[1-9] seconds? so far/)).toBeVisible();
  await expectAccessible(page);
  await expect(title(page, 'We are checking this sale')).toBeVisible();
  await expect(page.getByText('did not answer in time')).toBeVisible();
  await expectAccessible(page);

  const cut = await sellThroughKhalti(page, phones.isCutBeforeBooking);
  await expect(title(page, 'We are checking this sale')).toBeVisible();
  const watched = page.waitForResponse(/open-own/);
  await page.goto('/products');
  await watched;
  await lookUpLater(cut, 6);
  await lookUpLater(cut, 17);
  // The first one is named next to it: nobody knows yet how it ended.
  const notices = page.getByRole('list', { name: 'Sales whose result you have not seen' }).getByRole('listitem');
  await expect(notices.filter({ hasText: `${server.khalti.productName} to 984-…018, sent` })).toBeVisible();
  const ended = notices.filter({ hasText: `${server.khalti.productName} was not sold` });
  await ended.getByRole('link', { name: /^Open sale \d+$/ }).click();
  await expect(page.getByText('the supplier never got the order').first()).toBeVisible();
  await expect(page.getByText('It can be sold again, as a new sale.')).toBeVisible();

  // The page of the sale itself follows it too.
  await openSale(page, reference);
  await page.getByRole('button', { name: 'Look up now' }).click();
  await expect(page.getByText('The supplier took the payment and gave no PIN.')).toBeVisible();
  await expect(page.getByText('Only admins and supervisors can settle this.')).toBeVisible();
});

test('a sale that nobody knows the end of is named on every page after a closed tab, to a new sign-in too', {
  tag: '@layout',
}, async ({ page, browser }) => {
  const member = await signInAs(page, 'support', { fresh: true });
  const reference = await sellThroughKhalti(page, phones.neverAnswers);
  await expect(page.getByText(/Khalti is being asked.*so far/)).toBeVisible();
  await page.close();

  const elsewhere = await signInElsewhere(browser, member);
  const notice = elsewhere
    .getByRole('listitem')
    .filter({ hasText: `Rs 1,750 ${server.khalti.productName} to 984-…018, sent` });
  await expect(notice).toContainText('not known yet');
  await elsewhere.goto('/products');
  await expect(notice).toBeVisible();
  await expectAccessible(elsewhere);
  // That it was opened is not that its end was seen.
  await notice.getByRole('link', { name: /^Open sale \d+$/ }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: /^Sale \d+$/ })).toBeVisible();
  await expect(notice).toHaveCount(0);
  expect(await countSales(reference, 'unseen')).toBe(1);
  await elsewhere.goto('/products');
  await expect(notice).toBeVisible();
  await elsewhere.context().close();
});

test('a sale that ends while a page is reloading is announced after it', async ({ page }) => {
  await signInAs(page, 'support', { fresh: true });
  const reference = await sellThroughKhalti(page, phones.isCutBeforeBooking);
  await expect(title(page, 'We are checking this sale')).toBeVisible();
  await page.goto('about:blank');
  await lookUpLater(reference, 6);
  await lookUpLater(reference, 17);
  await page.goto('/products');
  await expect(page.getByText(`${server.khalti.productName} was not sold`)).toBeVisible();
});

test('a paid sale without a PIN waits in the queue until an admin enters it, and its seller hears of it', {
  tag: '@layout',
}, async ({ page, browser, isMobile }) => {
  await signInAs(page, 'support', { fresh: true });
  // The PINs of the product that an entered one is compared with.
  await sellThroughKhalti(page, phones.isWell);
  await expect(title(page, 'Sold')).toBeVisible();
  const reference = await sellThroughKhalti(page, phones.hasNoPin);
  await expect(title(page, 'Paid, but the PIN is missing')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy the reference' })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/sales');
  await expect(page.getByRole('heading', { level: 1, name: 'Sales' })).toBeVisible();

  const admins = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(admins, 'admin');
  await admins.goto('/');
  if (isMobile) await admins.getByRole('button', { name: 'Open the menu' }).click();
  await expect(admins.getByRole('link', { name: /^Sales \d+ needs? a person$/ })).toBeVisible();
  if (isMobile) await admins.keyboard.press('Escape');
  await admins.getByRole('link', { name: /^Needs a person/ }).click();
  await expect(admins.getByText('Paid, no PIN').first()).toBeVisible();
  await expectAccessible(admins);
  await openSale(admins, reference);
  await admins.getByRole('button', { name: 'Mark refunded' }).click();
  await expect(admins.getByText('No PIN will be given for this sale any more.')).toBeVisible();
  await admins.getByLabel('Reason').fill('The customer asked for the money');
  await admins.getByRole('dialog').getByRole('button', { name: 'Mark refunded' }).click();
  await expect(admins.getByText('Khalti does not say that the money is back')).toBeVisible();
  await expectAccessible(admins);
  await admins.getByRole('button', { name: 'Cancel' }).click();
  await admins.getByRole('button', { name: 'Enter PIN' }).click();
  const dialog = admins.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Check PIN' }).click();
  await expect(dialog.getByText('Say why: it stays in the history.')).toBeVisible();
  // Of a length that no other PIN of this product has, on either screen.
  const pin = `HAND-${crypto.randomUUID().slice(0, isMobile ? 6 : 7)}`;
  await dialog.getByLabel('PIN', { exact: true }).fill(pin);
  await dialog.getByLabel('PIN again').fill(`${pin}x`);
  await dialog.getByLabel('Reason').fill('Khalti support, ticket 4711');
  await dialog.getByRole('button', { name: 'Check PIN' }).click();
  await expect(dialog.getByText('The two are not the same.')).toBeVisible();
  await dialog.getByLabel('PIN again').fill(pin);
  await expectAccessible(admins);
  await dialog.getByRole('button', { name: 'Check PIN' }).click();
  await expect(dialog.getByText('Compare it once more')).toBeVisible();
  await expect(dialog.locator('code')).toHaveText(pin);
  await dialog.getByRole('button', { name: 'Enter PIN' }).click();
  await expect(dialog.getByText(`characters, and this one has ${pin.length - 1}.`)).toBeVisible();
  await expectAccessible(admins);
  await dialog.getByRole('button', { name: 'Enter it all the same' }).click();
  await expect(admins.getByText('Khalti support, ticket 4711')).toBeVisible();
  await expect(admins.getByText('Sold', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('You have not seen the PIN yet')).toBeVisible();
  await page.getByRole('link', { name: /^Open sale \d+$/ }).click();
  await admins.context().close();
  await page.getByRole('button', { name: 'Show PIN' }).click();
  await expect(page.locator('main code').first()).toContainText(pin.slice(-4));
});

test('a purchase whose answer was cut ends as sold while its seller is on another page', {
  tag: '@layout',
}, async ({ page, browser }) => {
  await signInAs(page, 'support', { fresh: true });
  const reference = await sellThroughKhalti(page, phones.isCutAfterBooking);
  await expect(title(page, 'We are checking this sale')).toBeVisible();
  const watched = page.waitForResponse(/open-own/);
  await page.goto('/products');
  await watched;
  await lookUpLater(reference, 6);

  const admins = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(admins, 'admin');
  await openSale(admins, reference);
  await enterPin(admins, { pin: `HAND-${crypto.randomUUID().slice(0, 8)}`, reason: 'Khalti support, ticket 4712' });
  await admins.context().close();

  await expect(page.getByText('You have not seen the PIN yet')).toBeVisible();
  await expect(page).toHaveURL(/\/products$/);
});

test('an answer that was cut after the purchase is found paid by Look up now, and nothing is bought twice', async ({
  page,
}) => {
  await signInAs(page, 'support');
  await sellThroughKhalti(page, phones.isCutAfterBooking);
  await expect(title(page, 'We are checking this sale')).toBeVisible();
  await page.getByRole('button', { name: 'Look up now' }).click();
  await expect(title(page, 'Paid, but the PIN is missing')).toBeVisible();
  const answer = await fetch(`${server.khalti.url}/sandbox/books`);
  const { books } = (await answer.json()) as { books: { reference: string; posts: number }[] };
  const quoted = await page
    .locator('main dd')
    .filter({ has: page.getByRole('button', { name: 'Copy the reference' }) });
  const reference = (await quoted.innerText()).trim();
  expect(books.filter((book) => book.reference === reference)).toMatchObject([{ posts: 1 }]);
});

test('a sale whose money Khalti gave back is marked refunded on its own answer alone', {
  tag: '@layout',
}, async ({ page }) => {
  await signInAs(page, 'supervisor', { fresh: true });
  const reference = await sellThroughKhalti(page, phones.isWell);
  await page.getByRole('link', { name: 'Open the sale' }).click();
  const dialog = page.getByRole('dialog');
  await page.getByRole('region', { name: 'Undo' }).getByRole('button', { name: 'Mark refunded' }).click();
  await dialog.getByLabel('Reason').fill('Khalti support, ticket 4713');
  await dialog.getByRole('button', { name: 'Mark refunded' }).click();
  await expect(dialog.getByText('so this needs Khalti’s own answer that it gave Rs 1,750 back')).toBeVisible();
  await expectAccessible(page);
  await giveBack(reference);
  await dialog.getByRole('button', { name: 'Mark refunded' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Khalti gave the money back after the sale.')).toBeVisible();
  await expect(page.getByText('Give Rs 1,750 back to the customer')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show PIN' })).toHaveCount(0);
  await expectAccessible(page);
});
