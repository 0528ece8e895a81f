import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { desc, eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { replaceSalePin } from '@/lib/domain/sales/sales/replace-pin';
import { enterSalePin } from '@/lib/domain/sales/sales/resolve-sale';
import { sell } from '@/lib/domain/sales/sales/sell';
import { expect, test } from './fixtures';
import { phones, sellThroughKhalti } from './khalti';
import { makeShelf } from './make-shelf';
import { openShift } from './open-shift';
import { title } from './page-title';
import { createMember, onServer, signInAs } from './sign-in';

const reason = 'A day at the till';

test('a day at the till: twelve sales by three methods, a void, a replaced PIN, a missing PIN, and it adds up', async ({
  page,
}) => {
  const member = await signInAs(page, 'support', { fresh: true });
  const asSeller = { kind: 'user', ...member, sessionId: 0 } as const;
  const shelf = await makeShelf(page, 12);

  await openShift(page);
  const dialog = page.getByRole('dialog');
  const shift = page.url();

  // Nine over the use case, three on the screen.
  const methods = [
    'esewa',
    'esewa',
    'esewa',
    'bank_transfer',
    'bank_transfer',
    'cash',
    'cash',
    'cash',
    'cash',
  ] as const;
  for (const paymentMethod of methods) {
    const order = { reference: crypto.randomUUID(), productId: shelf.id, expectedAmountPaisa: 10_000, paymentMethod };
    await onServer((ctx) => sell({ ...ctx, actor: asSeller }, order));
  }
  for (const _ of [1, 2]) {
    await page.goto('/sell');
    await page.getByRole('radio', { name: new RegExp(`^${shelf.name}`) }).check({ force: true });
    await page.getByRole('radio', { name: 'Cash', exact: true }).check({ force: true });
    await page.getByRole('button', { name: 'Sell for Rs 100', exact: true }).click();
    await expect(title(page, 'Sold')).toBeVisible();
  }
  await page.getByRole('link', { name: 'Open the sale' }).click();
  await page.getByRole('button', { name: 'Void sale' }).click();
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Void sale' }).click();
  await expect(page.getByText('Voided', { exact: true }).first()).toBeVisible();

  await sellThroughKhalti(page, phones.hasNoPin);
  await expect(title(page, 'Paid, but the PIN is missing')).toBeVisible();
  const own = await onServer((ctx) =>
    ctx.db
      .select({ id: sales.id, state: sales.state, supplier: sales.supplier })
      .from(sales)
      .where(eq(sales.sellerId, member.id))
      .orderBy(desc(sales.id)),
  );
  expect(own).toHaveLength(12);
  const [missing] = own.filter(({ state }) => state === 'pin_missing');
  const [sold] = own.filter(({ state }) => state === 'succeeded');
  await onServer((ctx) => replaceSalePin({ ...ctx, actor: asSeller }, { saleId: sold?.id ?? 0, reason }));
  const asAdmin = { kind: 'user', ...(await createMember('admin')), sessionId: 0 } as const;
  const pin = `TILL-${crypto.randomUUID().slice(0, 8)}`;
  await onServer((ctx) =>
    enterSalePin({ ...ctx, actor: asAdmin }, { saleId: missing?.id ?? 0, reason, pin, confirmed: true }),
  );

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
  await page.getByRole('button', { name: 'Export' }).click();
  const csv: Record<string, string>[] = parse(await readFile(await (await download).path(), 'utf8'), {
    bom: true,
    columns: true,
  });
  const sumOf = (state: string) =>
    csv.filter((row) => row.state === state).reduce((sum, row) => sum + Number(row.price_rupees), 0);
  expect([csv.length, sumOf('succeeded'), sumOf('voided')]).toEqual([12, 2_750, 100]);
});
