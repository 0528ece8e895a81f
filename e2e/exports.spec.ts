import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { holdExports } from './hold-exports';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { signInAs } from './sign-in';

/** What the press downloads. */
async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const started = page.waitForEvent('download');
  await press();
  const file = await started;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('a sheet of many codes is made in the background, with its progress and its file in the list', async ({
  page,
}) => {
  const name = serial();
  const { id } = await makeCoupon(`SHEET-${name}`);
  await issueCodes(page, id, { count: 501 });
  await signInAs(page, 'admin', { fresh: true });
  await page.goto(`/coupons/${id}/codes`);
  await holdExports(async () => {
    await page.getByRole('button', { name: 'All that match' }).click();
    await page.getByRole('menuitem', { name: 'Print a sheet…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Print codes' });
    await dialog.getByRole('button', { name: 'Make PDF' }).click();
    await expect(dialog.getByText('Enter a reason.')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel('Heading').fill('चाडपर्व');
    await dialog.getByLabel('Reason').fill('For the shop in Pokhara');
    await dialog.getByRole('button', { name: 'Make PDF' }).click();
    await page.getByRole('button', { name: 'See your exports' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Your exports' })).toBeVisible();
    await expect(page.getByText('Waiting')).toBeVisible();
    await expect(page.getByRole('progressbar', { name: `Rows of codes-SHEET-${name}` })).toHaveAttribute(
      'aria-valuemax',
      '501',
    );
  });
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const file = await download(page, async () => {
    await page
      .getByRole('button', { name: /Actions|More/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Download' }).click();
  });
  expect(file.name).toMatch(new RegExp(`^codes-SHEET-${name}-.*\\.pdf$`));
  expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
});
