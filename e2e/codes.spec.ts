import type { Page } from '@playwright/test';
import { groupCode } from '@/lib/domain/coupons/codes/alphabet';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

async function openCodes(page: Page, codes?: { count: number } | { list: string[] }) {
  const { id } = await makeCoupon(`codes-${serial()}`);
  if (codes) await issueCodes(page, id, codes);
  const path = `/coupons/${id}/codes`;
  await signInAs(page, 'admin');
  await page.goto(path);
  return { couponId: id, path };
}

const countOf = (couponId: number, status: string) =>
  onServer(async (ctx) => {
    const [row] = await ctx.db.execute<{ count: number }>(
      `select count(*)::int as count from codes where coupon_id = ${couponId} and status = '${status}'`,
    );
    return row?.count;
  });

test('10,000 codes are issued in the background, and a bar says how far', async ({ page }) => {
  const { couponId, path } = await openCodes(page);
  await page.getByRole('link', { name: 'Issue codes' }).click();
  await page.getByLabel('Number of codes', { exact: true }).fill('10000');
  await page.getByRole('button', { name: 'Issue 10,000 codes' }).click();
  await expect(page).toHaveURL(/codes\/batches/);
  await expect(
    page
      .getByRole('progressbar')
      .or(page.getByText('Done', { exact: true }))
      .first(),
  ).toBeVisible();
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('10,000', { exact: true }).first()).toBeVisible();
  expect(await countOf(couponId, 'available')).toBe(10_000);
  await page.goto(path);
  await expect(page.getByText('10,000 available, 0 sold, 0 redeemed, 0 deleted')).toBeVisible();
});

test('a file with bad rows: each is reported, the good ones go in, and only once', async ({ page }) => {
  const { couponId, path } = await openCodes(page);
  const serial = crypto.randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase();
  const rows = ['code', `${serial}A1`, `${serial}K7M`, `${serial}a1`, '!?', `${serial}Q4T`];
  const file = { name: 'partner.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) };
  const send = async () => {
    await page.goto(`${path}/import`);
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByRole('heading', { name: 'How we read partner.csv' })).toBeVisible();
    await page.getByRole('button', { name: 'Check the file' }).click();
  };
  await send();
  await expect(page.getByText('partner.csv: 5 rows')).toBeVisible();
  const result = (name: string) => page.getByRole('main').getByRole('row', { name: new RegExp(`^${name} `) });
  await expect(result('Can be imported')).toContainText('3');
  await expect(result('Twice in the file')).toContainText('1');
  await expect(result('Not a code')).toContainText('1');
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByText('Download the rows that are left out').click();
  const bad = await (await download).createReadStream();
  const text = (await bad.setEncoding('utf8').toArray()).join('');
  expect(text).toMatch(/^4,••••[^,]*,duplicate,/m);
  expect(text).toMatch(/^5,••••[^,]*,malformed,/m);
  expect(text.split('\r\n')).toHaveLength(4);
  expect(text).not.toContain(serial);
  await page.getByRole('button', { name: 'Import 3 codes' }).click();
  await expect(page.getByText('3 codes imported')).toBeVisible();
  await send();
  await expect(page.getByText('None of its rows can be imported.')).toBeVisible();
  expect(await countOf(couponId, 'available')).toBe(3);
});

test('a file that was chosen before hydration is tried', async ({ page }) => {
  const { path } = await openCodes(page);
  const release = await holdScripts(page);
  await page.goto(`${path}/import`, { waitUntil: 'commit' });
  const buffer = Buffer.from(`code\r\n${generateCode()}`);
  await page.locator('input[type=file]').setInputFiles({ name: 'early.csv', mimeType: 'text/csv', buffer });
  release();
  await expect(page.getByRole('heading', { name: 'How we read early.csv' })).toBeVisible();
});

test('what is read is shown first, a question has to be answered, and a wrong choice is undone', async ({ page }) => {
  const { couponId, path } = await openCodes(page);
  const rows = Array.from({ length: 30 }, (_, at) => `${1001 + at};${generateCode()};100`);
  const buffer = Buffer.from(['Nr;Voucher;PIN', ...rows].join('\r\n'));
  await page.goto(`${path}/import`);
  await page.locator('input[type=file]').setInputFiles({ name: 'batch.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('1 thing is not clear from the file')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByText('Answer what is marked, then check the file.')).toBeVisible();

  const choose = async (column: RegExp) => {
    await page.getByRole('button', { name: /Codes are in/ }).click();
    await page.getByRole('option', { name: column }).click();
    await page.getByRole('button', { name: 'Check the file' }).click();
  };
  await choose(/Nr/);
  await expect(page.getByText('The codes follow each other')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import 30 codes' }).click();
  await expect(page.getByText('Look at what is doubtful, and confirm it below.')).toBeVisible();
  await page.getByRole('button', { name: 'Read it differently' }).click();
  await choose(/Voucher/);
  await expect(page.getByText('codes from column 2')).toBeVisible();
  await page.getByRole('button', { name: 'Import 30 codes' }).click();
  await expect(page.getByText('30 codes imported')).toBeVisible();
  expect(await countOf(couponId, 'available')).toBe(30);
});

test('500 codes are deleted at once, and Undo brings all of them back', { tag: '@layout' }, async ({
  page,
  isMobile,
}) => {
  const { couponId } = await openCodes(page, { count: 500 });
  if (isMobile) {
    await page.getByRole('button', { name: 'All that match' }).click();
    await page.getByRole('menuitem', { name: 'Delete all that match' }).click();
  } else {
    await page.getByRole('checkbox', { name: 'Select every row on this page' }).click();
    await expect(page.getByText('50 codes selected')).toBeVisible();
    await page.getByRole('button', { name: 'Select all that match' }).click();
    await expect(page.getByText('All that match are selected')).toBeVisible();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
  }
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('500 codes will be deleted.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Why').fill('Printed wrongly');
  await dialog.getByRole('button', { name: 'Delete 500 codes' }).click();
  await expect(page.getByText('500 codes deleted')).toBeVisible();
  await expect(page.getByText('0 available, 0 sold, 0 redeemed, 500 deleted')).toBeVisible();
  expect(await countOf(couponId, 'deleted')).toBe(500);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone for 500 codes')).toBeVisible();
  await expect(page.getByText('500 available, 0 sold, 0 redeemed, 0 deleted')).toBeVisible();
  expect(await countOf(couponId, 'available')).toBe(500);
});

test('a code typed in lower case with spaces is found, with what can be done about it', async ({ page }) => {
  const code = generateCode();
  await openCodes(page, { list: [code] });
  const typed = ` ${groupCode(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
  await page.getByLabel('Find one code').fill(typed);
  await page.getByRole('button', { name: 'Find code' }).click();
  const name = `code ${code.slice(-4)}`;
  const found = page.getByRole('status').filter({ has: page.getByRole('button', { name: `Actions for ${name}` }) });
  await expect(found.getByText('Available')).toBeVisible();
  await expectAccessible(page);
  await found.getByRole('button', { name: `Reveal ${name}` }).click();
  await expect(found.getByText(groupCode(code))).toBeVisible();
  await found.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(found.getByText('Deleted')).toBeVisible();

  const wrong = `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
  await page.getByLabel('Find one code').fill(wrong);
  await page.getByRole('button', { name: 'Find code' }).click();
  await expect(page.getByText('at least one character is mistyped')).toBeVisible();
});
