import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const day = 24 * 60 * 60 * 1000;

test('an admin sees how the day goes, what ends, and what was changed yesterday and by whom', {
  tag: '@layout',
}, async ({ page }) => {
  const admin = await signInAs(page, 'admin', { fresh: true });
  const { id } = await makeCoupon(`today-${serial()}`);
  await onServer((ctx) => {
    const actor = { ...admin, kind: 'user', sessionId: 0 } as const;
    return updateCoupon({ ...ctx, actor, now: () => new Date(Date.now() - day) }, { id, discount: 20 });
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Sold .*A week ago by now:\s*Rs/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Redeemed .*A week ago by now:\s*\d/ })).toBeVisible();
  const ending = page.getByRole('region', { name: 'Ending or running out' });
  await expect(ending.getByRole('link', { name: 'WELCOME25' })).toBeVisible();

  const change = page.getByRole('region', { name: 'Changed yesterday' }).getByRole('listitem').first();
  await expect(change).toContainText('Coupon changed');
  await expect(change).toContainText(admin.name);
  await expect(change).toContainText(`Coupon ${id}`);
  await expectAccessible(page);
  await change.getByRole('link').click();
  await expect(page).toHaveURL(`/activity?actor=user:${admin.id}`);
  await expect(page.getByRole('link', { name: `Coupon ${id}` })).toBeVisible();
});

test('support staff see the day without the changes of others', async ({ page }) => {
  await signInAs(page, 'support');
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'Ending or running out' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Changed yesterday' })).toHaveCount(0);
});
