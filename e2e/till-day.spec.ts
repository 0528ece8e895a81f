import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, server, test } from './fixtures';
import { enterPin, openSale, phones, sellThroughKhalti } from './khalti';
import { makeShelf } from './make-shelf';
import { openShift } from './open-shift';
import { title } from './page-title';
import { signInAs } from './sign-in';

const reason = 'A day at the till';

/** On the sell page, as with each customer: the product, how they pay, and one press. */
async function sellOne(page: Page, product: string, method: string): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${product}`) }).check({ force: true });
  await page.getByRole('radio', { name: method, exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Sell for Rs 100', exact: true }).click();
  await expect(title(page, 'Sold')).toBeVisible();
}

test('a day at the till: twelve sales by three methods, a void, a replaced PIN, a missing PIN, and it adds up', {
  tag: '@layout',
}, async ({ page, browser }) => {
  await signInAs(page, 'support', { fresh: true });
  const shelf = await makeShelf(page, 12);

  await openShift(page);
  const dialog = page.getByRole('dialog');
  const shift = page.url();

  const methods = [
    'eSewa',
    'eSewa',
    'eSewa',
    'Bank transfer',
    'Bank transfer',
    ...Array.from({ length: 6 }, () => 'Cash'),
  ];
  await page.goto('/sell');
  for (const method of methods.slice(0, -1)) {
    await sellOne(page, shelf.name, method);
    await page.getByRole('link', { name: 'Sell another' }).click();
  }
  await sellOne(page, shelf.name, 'Cash');
  await page.getByRole('link', { name: 'Open the sale' }).click();
  await page.getByRole('button', { name: 'Void sale' }).click();
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Void sale' }).click();
  await expect(page.getByText('Voided', { exact: true }).first()).toBeVisible();

  await page.goto('/sales');
  // The newest one is voided, the one before it was read out wrong.
  await page.getByRole('link', { name: shelf.name }).nth(1).click();
  await page.getByRole('button', { name: 'Replace PIN' }).click();
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Replace PIN' }).click();
  await expect(page.getByText(`The PIN was replaced: ${reason}`)).toBeVisible();

  const reference = await sellThroughKhalti(page, phones.hasNoPin);
  await expect(title(page, 'Paid, but the PIN is missing')).toBeVisible();
  const admins = await (await browser.newContext({ baseURL: server.url })).newPage();
  await signInAs(admins, 'admin');
  await openSale(admins, reference);
  await enterPin(admins, { pin: `TILL-${crypto.randomUUID().slice(0, 8)}`, reason });
  await admins.context().close();

  // The float, five of Rs 100 of which one was given back, and one of Rs 1,750.
  const expected = { Cash: 500 + 5 * 100 + 1_750, eSewa: 300, 'Bank transfer': 200 };
  await page.goto(shift);
  await page.getByRole('button', { name: 'Close shift' }).click();
  for (const [method, rupees] of Object.entries(expected)) {
    await dialog.getByLabel(method, { exact: true }).fill(String(rupees));
  }
  await dialog.getByRole('button', { name: 'Close shift' }).click();
  await expect(dialog).toHaveCount(0);
  const till = page.getByRole('region', { name: 'Till', exact: true });
  await expect(till.getByRole('row', { name: /^Total/ })).toHaveText('TotalRs 3,250Rs 3,250None');
  await expect(till).not.toContainText(/short|over/);

  await page.getByRole('link', { name: 'Sales of this shift' }).click();
  const totals = page.getByRole('region', { name: 'Totals' });
  await expect(totals).toContainText('11 · Rs 2,750');
  await expect(totals).toContainText('1 · Rs 100');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const csv: Record<string, string>[] = parse(await readFile(await (await download).path(), 'utf8'), {
    bom: true,
    columns: true,
  });
  const sumOf = (state: string) =>
    csv.filter((row) => row.state === state).reduce((sum, row) => sum + Number(row.price_rupees), 0);
  expect([csv.length, sumOf('succeeded'), sumOf('voided')]).toEqual([12, 2_750, 100]);
});
