import { writeFile } from 'node:fs/promises';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';
import { chooseFile } from './choose-file';
import { uniquePhone } from './customers';
import { cutLaterScripts } from './cut-later-scripts';
import { expect, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

/** The digests of a coupon's codes that are available. */
const digestsOf = (couponId: number) =>
  onServer(async (ctx) => {
    const rows = await ctx.db.execute<{ digest: string }>(
      `select encode(digest, 'hex') as digest from codes where coupon_id = ${couponId} and status = 'available'`,
    );
    return rows.map(({ digest }) => digest).sort();
  });
const digested = (codes: string[]) => codes.map((code) => digestCode(code).toString('hex')).sort();

test('C5 to C7: files with row numbers, serials or a stray comma end as their codes, and a wrong import is undone', async ({
  page,
}) => {
  const { id } = await makeCoupon(`files-${serial()}`);
  const codes = Array.from({ length: 506 }, () => generateCode());
  const [a = '', b = '', c = '', d = '', e = '', f = '', ...many] = codes;
  const numbered = ['Nr,Voucher,Amount', ...many.map((code, at) => `${at + 1001},${code},100`)];
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${id}/codes/import`);

  await chooseFile(page, 'numbered.csv', numbered);
  await page.getByRole('button', { name: /Codes are in/ }).click();
  await page.getByRole('option', { name: /Nr/ }).click();
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('The codes follow each other')).toBeVisible();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Import 500 codes' }).click();
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await expect(page.getByText(/^500 codes deleted again/)).toBeVisible();
  expect(await digestsOf(id)).toEqual([]);

  const files: [name: string, rows: string[], count: number][] = [
    ['numbered.csv', numbered, 500],
    ['serials.csv', ['Serial No,PIN Code', `SER1001,${a}`, `SER1011,${b}`, `SER1021,${c}`], 3],
    ['semicolons.csv', ['serial;note;code', `1;Dashain, gold;${d}`, `2;plain;${e}`, `3;plain;${f}`], 3],
  ];
  for (const [name, rows, count] of files) {
    await page.goto(`/coupons/${id}/codes/import`);
    await chooseFile(page, name, rows);
    if (name === 'numbered.csv') {
      // As it was read the last time, which was wrong.
      await page.getByRole('button', { name: /Codes are in/ }).click();
      await page.getByRole('option', { name: /Voucher/ }).click();
    }
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('button', { name: `Import ${count} codes` }).click();
    await expect(page.getByText(`${count} codes imported`)).toBeVisible();
  }
  expect(await digestsOf(id)).toEqual(digested(codes));
});

test('products of a file are tried, added and taken back', async ({ page }) => {
  const [coupon, value] = [`shelf-${serial()}`, `Value ${serial()}`];
  await makeCoupon(coupon, { discount: 100, security: 'restricted' });
  await signInAs(page, 'admin');
  await page.goto('/products/import');
  await chooseFile(page, 'products.csv', [
    'नाम;मान;मूल्य;मुद्रा;कुपन',
    `नेटटिभी, एक महिना;${value};999.50;NPR;${coupon}`,
    `Dollars;${value} USD;10;USD;${coupon}`,
    `Again;${value};10;NPR;${coupon}`,
  ]);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('Price: is in another currency, and none is converted: USD')).toBeVisible();
  await expect(page.getByText('Twice in the file').last()).toBeVisible();
  await expect(page.getByText(`${value}, Rs 999.50, ${coupon}`)).toBeVisible();
  await page.getByRole('button', { name: /Rows in the table/ }).click();
  await page.getByRole('option', { name: 'Twice in the file (1)' }).click();
  await expect(page.getByRole('cell', { name: 'Again' })).toBeVisible();
  await expect(page.getByText('Dollars')).toHaveCount(0);
  await expect(page.getByText('1 new row is allowed and rarely meant')).toBeVisible();
  await page.getByRole('button', { name: 'Import 1 product' }).click();
  await page.getByRole('button', { name: 'Import 1 product all the same' }).click();
  await expect(page.getByText('1 product added')).toBeVisible();
  await page.goto('/products/import');
  const kept = page.getByRole('region', { name: 'Imports of the last day' }).getByRole('listitem').first();
  await kept.getByRole('button', { name: 'Undo this import' }).click();
  const asking = page.getByRole('dialog', { name: 'Undo the import of products.csv?' });
  await expect(asking.getByText('1 entry is taken back. They are removed.')).toBeVisible();
  await asking.getByRole('button', { name: 'Undo the import' }).press('Enter');
  await expect(kept.getByText(/^Undone by .*: 1 taken back$/)).toBeFocused();
});

test('contacts of a file are tried, added and taken back', async ({ page }) => {
  const phone = uniquePhone();
  await signInAs(page, 'admin');
  await page.goto('/customers/import');
  await chooseFile(page, 'contacts.csv', [
    'Mobile number,भाषा,Notes',
    `+977 ${phone},ne,"Pays, always, in cash"`,
    `${phone},en,`,
    '9.84E+09,ne,',
  ]);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(
    page.getByText('Phone or email: A spreadsheet took this number for an amount and changed it.'),
  ).toBeVisible();
  await expect(page.getByText('Twice in the file').last()).toBeVisible();
  await page.getByRole('button', { name: 'Import 1 contact' }).click();
  const done = page.getByRole('status').filter({ hasText: /^1 contact / });
  await expect(done).toHaveText(/^1 contact added/);
  await expect(done).toBeFocused();
  await page.getByRole('button', { name: 'Undo this import' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).press('Enter');
  await expect(done).toHaveText('1 contact removed with its note');
  await expect(done).toBeFocused();
});

test('a file that is dropped on the page is read', async ({ page }, testInfo) => {
  const path = testInfo.outputPath('dropped.csv');
  await writeFile(path, `Value\r\nValue ${serial()}`);
  await signInAs(page, 'admin');
  await page.goto('/products/import');
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
  const place = page.locator('[data-slot=file-drop]');
  const box = await place.boundingBox();
  if (!box) throw new Error('There is no place for a file.');
  // As the system's file manager does it, which no page can.
  const system = await page.context().newCDPSession(page);
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    system.send('Input.dispatchDragEvent', {
      type,
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  await drag('dragEnter');
  await drag('dragOver');
  await expect(place).toHaveAttribute('data-drop-target', 'true');
  await drag('drop');
  await expect(page.getByRole('heading', { name: 'How we read dropped.csv' })).toBeVisible();
});

test('a step that cannot be loaded says so, and the file can be chosen again', { tag: '@layout' }, async ({
  page,
  expectBrowserError,
}) => {
  await signInAs(page, 'admin');
  expectBrowserError(/ERR_INTERNET_DISCONNECTED/);
  const reconnect = await cutLaterScripts(page, '/products/import');
  await page.goto('/products/import');
  const buffer = Buffer.from(`Value\r\nValue ${serial()}`);
  const file = { name: 'late.csv', mimeType: 'text/csv', buffer };
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeEnabled();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('This could not be loaded. Check the connection and press again.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  await reconnect();
  await chooseFile(page, file.name, ['Value', `Value ${serial()}`]);
});

test('a file of products that was chosen before hydration is read', async ({ page }) => {
  await signInAs(page, 'admin');
  const release = await holdScripts(page);
  await page.goto('/products/import', { waitUntil: 'commit' });
  const buffer = Buffer.from(`Value\r\nValue ${serial()}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'early.csv', mimeType: 'text/csv', buffer });
  release();
  await expect(page.getByRole('heading', { name: 'How we read early.csv' })).toBeVisible();
});
