import { readFile } from 'node:fs/promises';
import { create } from 'qrcode';
import { expectAccessible } from './accessible';
import { sellDespiteEarlierSales } from './customers';
import { expect, server, test } from './fixtures';
import { openSale, phones, sellThroughKhalti } from './khalti';
import { title } from './page-title';
import { signInAs } from './sign-in';

/** The places of a QR code's dark modules, as `x,y`, of what is drawn. */
const modulesOf = (path: string) => [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`);

function darkModules(text: string): string[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  return [...data.keys()].filter((at) => data[at]).map((at) => `${at % size},${Math.floor(at / size)}`);
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
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv).toContain(`,${reference},succeeded,`.slice(1));
  expect(csv.trim().split('\n')).toHaveLength(2);
  expect(csv).not.toContain(pin);
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
  await expect(undo.getByRole('button', { name: 'Record a goodwill refund' })).toHaveCount(0);
});
