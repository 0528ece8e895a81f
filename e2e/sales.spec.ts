import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { create } from 'qrcode';
import { expectAccessible } from './accessible';
import { sellDespiteEarlierSales } from './customers';
import { expect, server, test } from './fixtures';
import { lookUpLater, phones } from './khalti';
import { signInAs } from './sign-in';

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** The places of a QR code's dark modules, as `x,y`, of what is drawn. */
const modulesOf = (path: string) => [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`);

function darkModules(text: string): string[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  return [...data.keys()].filter((at) => data[at]).map((at) => `${at % size},${Math.floor(at / size)}`);
}

/** One press, on Khalti's product; resolves with the sale's reference while Khalti still thinks. */
async function sellThroughKhalti(page: Page, phone: string): Promise<string> {
  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${server.khalti.productName}`) }).check({ force: true });
  await page.getByLabel(/^Phone/).fill(phone);
  const reference = new URL(page.url()).searchParams.get('reference') ?? '';
  await page.getByRole('button', { name: 'Sell for Rs 1,750' }).click();
  return reference;
}

/** Opens the sale of a reference from the list. */
async function openSale(page: Page, reference: string): Promise<void> {
  await page.goto(`/sales?search=${reference}`);
  await page.getByRole('link', { name: server.khalti.productName }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Sale \d+$/ })).toBeVisible();
}

test('a sale through Khalti is said in words before the press, and gives its PIN after it', async ({ page }) => {
  await signInAs(page, 'support');
  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${server.khalti.productName}`) }).check({ force: true });
  const phone = page.getByLabel(/^Phone/);
  await phone.fill('98४००');
  await expect(page.getByText('Not a whole mobile number yet')).toBeVisible();
  await phone.fill('९८६-०८४८०४५');
  await expect(page.getByText('Reads as 986-0848045')).toBeVisible();
  await expect(page.getByText('The customer pays Rs 1,750 for')).toBeVisible();
  await expectAccessible(page);
  const reference = new URL(page.url()).searchParams.get('reference') ?? '';
  await page.getByRole('button', { name: 'Sell for Rs 1,750' }).click();
  await expect(title(page, 'Sold')).toBeVisible();
  const pin = (await page.locator('main code').first().innerText()).replace(/\s|-/g, '');
  expect(pin).toMatch(/^[0-9A-Z]{16}$/);
  const drawn = await page
    .locator('main')
    .getByRole('img', { name: 'QR code of the PIN' })
    .locator('path')
    .getAttribute('d');
  expect(modulesOf(drawn ?? '')).toEqual(darkModules(pin));
  await page.emulateMedia({ media: 'print' });
  const printed = page.locator('.receipt path');
  await expect(printed).toBeVisible();
  expect(await printed.getAttribute('d')).toBe(drawn);
  await page.emulateMedia({ media: null });
  await expectAccessible(page);

  await page.goto('/sell');
  await page.getByRole('list', { name: 'Your last customers' }).getByRole('button', { name: '986-0848045' }).click();
  await expect(page.getByLabel(/^Phone/)).toHaveValue('986-0848045');

  // The whole PIN finds its sale, and is never in the address.
  await page.goto('/sales');
  await page.getByRole('searchbox').fill(pin);
  await expect(page.getByText('It is kept out of the address.')).toBeVisible();
  await expect(page).toHaveURL(/search=%23\d+|search=#\d+/);
  expect(page.url()).not.toContain(pin);
  await expect(page.getByRole('link', { name: server.khalti.productName })).toHaveCount(1);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv).toContain(`,${reference},succeeded,`.slice(1));
  expect(csv.trim().split('\n')).toHaveLength(2);
  expect(csv).not.toContain(pin);
});

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
  await expect(page.getByText(`${server.khalti.productName} was not sold`)).toBeVisible();
  await page.getByRole('link', { name: 'Open the sale' }).click();
  await expect(page.getByText('the supplier never got the order').first()).toBeVisible();
  await expect(page.getByText('It can be sold again, as a new sale.')).toBeVisible();

  // The page of the sale itself follows it too.
  await openSale(page, reference);
  await page.getByRole('button', { name: 'Look up now' }).click();
  await expect(page.getByText('The supplier took the payment and gave no PIN.')).toBeVisible();
  await expect(page.getByText('Only admins can settle this.')).toBeVisible();
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
  await page.getByRole('link', { name: 'Open the sale' }).click();
  await admins.context().close();
  await page.getByRole('button', { name: 'Show PIN' }).click();
  await expect(page.locator('main code').first()).toContainText(pin.slice(-4));
});

test('a purchase whose answer was cut ends as sold while its seller is on another page', async ({ page, browser }) => {
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
  await admins.getByRole('button', { name: 'Enter PIN' }).click();
  const dialog = admins.getByRole('dialog');
  const pin = `HAND-${crypto.randomUUID().slice(0, 8)}`;
  await dialog.getByLabel('PIN', { exact: true }).fill(pin);
  await dialog.getByLabel('PIN again').fill(pin);
  await dialog.getByLabel('Reason').fill('Khalti support, ticket 4712');
  await dialog.getByRole('button', { name: 'Check PIN' }).click();
  await dialog.getByRole('button', { name: 'Enter PIN' }).click();
  // Asked only where the product has PINs already, which other tests sell.
  const allTheSame = dialog.getByRole('button', { name: 'Enter it all the same' });
  await expect(allTheSame.or(admins.getByText('Khalti support, ticket 4712')).first()).toBeVisible();
  if (await allTheSame.isVisible()) await allTheSame.click();
  await expect(admins.getByText('Khalti support, ticket 4712')).toBeVisible();
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

test('Khalti is sold out: nothing is charged, and it says what to do', async ({ page }) => {
  await signInAs(page, 'support');
  await sellThroughKhalti(page, phones.isOutOfStock);
  await expect(title(page, 'Not sold')).toBeVisible();
  await expect(page.getByText('The customer owes nothing.')).toBeVisible();
  await expect(page.getByText('Choose another product, or ask an admin for new stock.')).toBeVisible();
  await expectAccessible(page);
});

test('a wrong phone number is not sold to, and a message goes again to a corrected one', async ({ page }) => {
  await signInAs(page, 'support');
  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${server.khalti.productName}`) }).check({ force: true });
  await page.getByLabel(/^Phone/).fill('1234567890');
  await page.getByRole('button', { name: 'Sell for Rs 1,750' }).click();
  await expect(page.getByText('Enter a Nepali mobile number of 10 digits').first()).toBeVisible();
  await page.getByLabel(/^Phone/).fill(phones.isWell);
  await page.getByRole('button', { name: 'Sell for Rs 1,750' }).click();
  await expect(title(page, 'Sold')).toBeVisible();
  await page.getByRole('button', { name: 'Send again' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Phone number').fill('984-1234567');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('SMS to 984-1234567')).toBeVisible();
});

test('Khalti takes no PIN back: the sale says so, and an admin records a goodwill refund with a reason', {
  tag: '@layout',
}, async ({ page }) => {
  const admin = await signInAs(page, 'admin');
  const reference = await sellThroughKhalti(page, phones.isWell);
  await expect(title(page, 'Sold')).toBeVisible();
  await openSale(page, reference);
  const undo = page.getByRole('region', { name: 'Undo' });
  await expect(undo.getByText('Khalti takes no PIN back')).toBeVisible();
  await expect(undo.getByRole('button', { name: 'Void sale' })).toHaveCount(0);
  await undo.getByRole('button', { name: 'Record a goodwill refund' }).click();
  const dialog = page.getByRole('dialog', { name: /^Goodwill refund for sale \d+$/ });
  await expect(dialog.getByLabel('Amount')).toHaveValue('1,750');
  await dialog.getByLabel('Amount').fill('1,800');
  await dialog.getByLabel('Reason').fill('Bought the wrong product');
  await dialog.getByRole('button', { name: 'Record the refund' }).click();
  await expect(dialog.getByText('Give back at most what was paid, Rs 1,750.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Amount').fill('500');
  await dialog.getByRole('button', { name: 'Record the refund' }).click();
  await expect(
    undo.getByText(`Rs 500 was given back as goodwill by ${admin.name}: Bought the wrong product.`),
  ).toBeVisible();
  await expect(page.getByText('Goodwill refund of Rs 500: Bought the wrong product')).toBeVisible();
  await expect(undo.getByRole('button')).toHaveCount(0);
});
