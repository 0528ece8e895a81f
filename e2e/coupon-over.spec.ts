import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { expectAccessible } from './accessible';
import { chooseOption } from './choose-option';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const ended = new Date('2026-01-31T18:15:00Z');

test('C21: issue, import and product say that the coupon is expired, and lead to its end', {
  tag: '@layout',
}, async ({ page }) => {
  const code = `over-${serial()}`;
  const { id } = await makeCoupon(code, { expiresAt: ended });
  await signInAs(page, 'admin');
  const note = page.getByRole('note').filter({ hasText: 'This coupon ended 31 Jan 2026, 24:00.' });
  for (const what of ['issue', 'import']) {
    await page.goto(`/coupons/${id}/codes/${what}`);
    await expect(note).toContainText('Nobody can redeem its codes until that is changed.');
    await expectAccessible(page);
  }

  await page.goto(`/coupons/${id}`);
  await expect(note).toContainText('Nobody can redeem its codes until that is changed.');
  await expect(page.getByText('This coupon ended 31 Jan 2026, 24:00.')).toHaveCount(2);
  await expectAccessible(page);

  await page.goto('/products/new');
  await page.getByRole('button', { name: /Coupon/ }).click();
  await expect(page.getByRole('option', { name: code })).toContainText('This coupon ended 31 Jan 2026, 24:00.');
  await chooseOption(page, code);
  await expect(note).toBeVisible();
  await expectAccessible(page);
  const change = note.getByRole('link', { name: 'Change its end' });
  await expect(change).toHaveAttribute('href', `/coupons/${id}/edit`);
});

test('C21: what is used up or switched off says so as well', async ({ page }) => {
  const usedUp = await makeCoupon(`over-${serial()}`, { maxRedemptions: 1 });
  const redeemed = await page.request.post('/api/v1/redemptions', {
    headers: { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() },
    data: { code: usedUp.code, user: { id: '4411' } },
  });
  expect(redeemed.status()).toBe(201);
  const off = await makeCoupon(`over-${serial()}`, { status: 'unavailable' });
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${usedUp.id}/codes/issue`);
  await expect(page.getByRole('note')).toContainText('This coupon is used up.');
  await page.goto(`/coupons/${off.id}/codes/import`);
  await expect(page.getByRole('note')).toContainText('This coupon is switched off.');
});

test('C21: a deleted coupon takes no codes, and says that it is deleted', async ({ page }) => {
  const { id, code } = await makeCoupon(`over-${serial()}`);
  await onServer((ctx) => deleteCoupon(ctx, { id }));
  await signInAs(page, 'admin');
  for (const what of ['issue', 'import']) {
    await page.goto(`/coupons/${id}/codes/${what}`);
    // Its page says it in its head, and its summary as well.
    await expect(page.getByText('This coupon is deleted')).toHaveCount(2);
  }
  await page.goto('/products/new');
  await page.getByRole('button', { name: /Coupon/ }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await expect(page.getByRole('option', { name: code })).toHaveCount(0);
});

test('more codes than the limit are said at the field, and issued with a second press alone', async ({ page }) => {
  const { id } = await makeCoupon(`over-${serial()}`, { maxRedemptions: 2 });
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${id}/codes/issue`);
  const count = page.getByLabel('Number of codes', { exact: true });
  await count.fill('3');
  await page.getByRole('button', { name: 'Issue 3 codes', exact: true }).click();
  await expect(count).toHaveAccessibleDescription(/The coupon allows 2 redemptions in all/);
  await page.getByRole('button', { name: 'Issue 3 codes all the same' }).click();
  await expect(page.getByText('3 codes issued')).toBeVisible();
});
