import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';

test('a refusal has a link that tells the customer what is wrong, in their language, and nothing of the coupon', {
  tag: '@layout',
}, async ({ page }) => {
  const { code } = await makeCoupon(`least-${serial()}`, { minimumAmount: 50_000 });
  // Links are made where the desk knows its public address, which is that of the other server.
  const refused = await page.request.post(`${server.nextUrl}/api/v1/redemptions`, {
    headers: { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() },
    data: { code, user: { id: 'u-1' }, purchase: { amount: 49_999 } },
  });
  expect(refused.status()).toBe(409);
  const { help_url: link } = await refused.json();
  expect(link).toContain(`${server.url}/help/`);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Why your code was refused' })).toBeVisible();
  await expect(page.getByText('What you wanted to buy costs less than this offer asks for.')).toBeVisible();
  await expect(page.locator('body')).not.toContainText(code);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'नेपाली' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'तपाईंको कोड किन स्वीकार भएन' })).toBeVisible();
  await page.getByRole('link', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Por que o seu código foi recusado' })).toBeVisible();

  const forged = link.replace(/\.(.)(?=[^.]*$)/, (_: string, first: string) => (first === 'A' ? '.B' : '.A'));
  const changed = await page.request.get(forged);
  expect(await changed.text()).toContain('This page has ended');
});
