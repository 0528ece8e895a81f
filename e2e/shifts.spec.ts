import { eq } from 'drizzle-orm';
import { shifts } from '@/db/schema/shifts';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { expectAccessible, expectToFit } from './accessible';
import { expect, test } from './fixtures';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { openShift } from './open-shift';
import { onServer, signInAs } from './sign-in';

test('a shift is opened with a float, closed with what was counted, and approved by a supervisor', {
  tag: '@layout',
}, async ({ page, browser }) => {
  const name = `Till ${serial()}`;
  const { id: couponId } = await makeCoupon(`till-${serial()}`, { discount: 100, security: 'restricted' });
  await onServer((ctx) => createProduct(ctx, { name, value: name, amountPaisa: 10_000, couponId }));
  await issueCodes(page, couponId, { count: 1 });
  await signInAs(page, 'support', { fresh: true });

  await openShift(page);
  const dialog = page.getByRole('dialog');
  const shift = page.url();

  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check({ force: true });
  await page.getByRole('button', { name: 'Sell for Rs 100', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sold', exact: true })).toBeVisible();

  await page.goto(shift);
  const till = page.getByRole('region', { name: 'Till', exact: true });
  await expect(till.getByRole('row', { name: /^Cash/ })).toContainText('Rs 600');
  await page.getByRole('button', { name: 'Close shift' }).click();
  await dialog.getByLabel('Cash').fill('590');
  await expect(dialog).toContainText('-Rs 10 short');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close shift' }).click();
  await expect(dialog).toContainText('It differs from what is expected: say why.');
  await dialog.getByLabel('Note').fill('Gave ten too much');
  await dialog.getByRole('button', { name: 'Close shift' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(till.getByRole('row', { name: /^Cash/ })).toContainText('-Rs 10 short');
  await expect(page.getByRole('button', { name: 'Close shift' })).toHaveCount(0);
  await expectToFit(page);
  await expectAccessible(page);

  const other = await (await browser.newContext({ baseURL: new URL(shift).origin })).newPage();
  await signInAs(other, 'supervisor');
  await other.goto(shift);
  await other.getByRole('button', { name: 'Approve' }).click();
  await expect(other.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(other.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await other.context().close();
});

test('a shift that is open on the page of one person is not closed by another', { tag: '@layout' }, async ({
  page,
}) => {
  const seller = await signInAs(page, 'support', { fresh: true });
  await openShift(page);
  await page.getByRole('button', { name: 'Close shift' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Cash').fill('500');
  const other = await signInAs(page, 'admin', { fresh: true });
  await dialog.getByRole('button', { name: 'Close shift' }).click();
  await expect(page.getByText('This page was opened by somebody else.').last()).toContainText(other.name);
  const [shift] = await onServer(({ db }) => db.select().from(shifts).where(eq(shifts.sellerId, seller.id)));
  expect(shift?.closedAt).toBeNull();
});
