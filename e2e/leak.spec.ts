import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { expect, server, test } from './fixtures';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test('a batch whose unsold codes strangers try is said on Today, and paused with one press', async ({ page }) => {
  const { id, code: coupon } = await makeCoupon(`leak-${serial()}`, { requiresSale: true, security: 'restricted' });
  const codes = Array.from({ length: 3 }, generateCode);
  await issueCodes(page, id, { list: codes });
  const redeem = async (code: string) => {
    const headers = { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() };
    const data = { code, user: { id: 'stranger' } };
    return (await (await page.request.post('/api/v1/redemptions', { headers, data })).json()).code;
  };
  for (const code of codes) expect(await redeem(code)).toBe('code_not_sold');

  await signInAs(page, 'admin');
  await page.goto('/');
  await page
    .getByRole('link', { name: new RegExp(coupon) })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/coupons/${id}/codes/batches`));
  await expect(page.getByText(/were tried within an hour before they were sold/)).toBeVisible();
  await page.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Pause its codes' }).click();
  await expect(page.getByText(/The codes of batch \d+ are paused/)).toBeVisible();
  await expect(page.getByText('Its codes cannot be redeemed, sold ones neither.')).toBeVisible();
  expect(await redeem(codes[0] ?? '')).not.toBe('code_not_sold');
  const paused = await onServer(async (ctx) => {
    const [row] = await ctx.db.execute<{ count: number }>(
      `select count(*)::int as count from code_batches where coupon_id = ${id} and paused_at is not null`,
    );
    return row?.count;
  });
  expect(paused).toBe(1);
});
