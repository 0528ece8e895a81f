import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { ask, makeCode, mistype, ruleOf } from './code-check';
import { expect, server, test } from './fixtures';
import { serial } from './make-coupon';
import { signInAs } from './sign-in';

/** As a platform redeems it. */
async function take({ request }: Page, code: string, user: string): Promise<{ id: number; state: string }> {
  const headers = { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() };
  const taken = await request.post('/api/v1/redemptions', { headers, data: { code, user: { id: user } } });
  expect(taken.status()).toBe(201);
  return taken.json();
}

test('a used code leads to its redemption; rolled back with a reason, it is in the timeline and the code works', async ({
  page,
}) => {
  const { coupon, code } = await makeCode(page);
  const user = `user-${serial()}`;
  const { id } = await take(page, code, user);
  await signInAs(page, 'admin');
  await page.goto('/code-check');
  await ask(page, mistype(code));
  const rule = ruleOf(page, 'The code is unused');
  await expect(rule.getByText(`by user ${user}`)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Reply to the customer' })).not.toContainText(user);
  await rule.getByRole('link', { name: 'Open that redemption' }).click();

  await expect(page.getByRole('heading', { name: `Redemption ${id}`, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Roll back' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(`User ${user} loses the discount of ${coupon.code}.`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(dialog.getByText('Give a value.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Why').fill('The payment was reversed');
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText(`Redemption ${id} is rolled back`)).toBeVisible();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByText('Rolled back', { exact: true })).toBeVisible();
  await expect(timeline.getByText('The payment was reversed')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button', { name: 'Roll back' })).toHaveCount(0);
  await expectAccessible(page);

  await page.goto('/code-check');
  await ask(page, code);
  await expect(page.getByRole('heading', { name: 'This code works' })).toBeVisible();
  expect((await take(page, code, user)).state).toBe('redeemed');
});

test('redemptions are narrowed from the coupon, by state and by a pasted code, and exported', async ({ page }) => {
  const { coupon, code } = await makeCode(page);
  const [mine, other] = [`user-${serial()}`, `user-${serial()}`];
  const used = await take(page, code, mine);
  const own = await take(page, coupon.code, other);
  await signInAs(page, 'support');
  await page.goto(`/coupons/${coupon.id}`);
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Redemptions/ })
    .click();
  await expect(page).toHaveURL(new RegExp(`/redemptions\\?couponId=${coupon.id}`));
  const link = (id: number) => page.getByRole('link', { name: `Redemption ${id}` });
  await expect(link(used.id)).toBeVisible();
  await expect(link(own.id)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const text = (await (await (await download).createReadStream()).setEncoding('utf8').toArray()).join('');
  expect(text.trim().split('\r\n')).toHaveLength(3);
  expect(text).not.toContain(code);

  await page.getByRole('searchbox').fill(mistype(code));
  await expect(page.getByText('That code is kept out of the address.')).toBeVisible();
  await expect(link(own.id)).toHaveCount(0);
  await expect(link(used.id)).toBeVisible();
  expect(page.url()).not.toContain(code.slice(0, 6).toLowerCase());
  await page.reload();
  await expect(link(used.id)).toBeVisible();
  await expect(link(own.id)).toHaveCount(0);
  await page.getByRole('link', { name: 'Clear all' }).click();
  await page.getByRole('searchbox').fill(other);
  await expect(link(own.id)).toBeVisible();
  await link(own.id).click();
  await expect(page.getByText('Only admins can roll this back.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Roll back' })).toHaveCount(0);
});

test('a link that is followed during a search is not undone by its answer', async ({ page }) => {
  const { coupon } = await makeCode(page);
  const user = `user-${serial()}`;
  const { id } = await take(page, coupon.code, user);
  await signInAs(page, 'support');
  await page.goto(`/redemptions?couponId=${coupon.id}`);
  const link = page.getByRole('link', { name: `Redemption ${id}` });
  let answer = () => {};
  const asked = new Promise<void>((resolveAsked) => {
    void page.route('**/redemptions?couponId=*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      resolveAsked();
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      await route.continue();
    });
  });
  await page.getByRole('searchbox').fill(user);
  await asked;
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await link.click();
  answer();
  await answered;
  await expect(page.getByText('Only admins can roll this back.')).toBeVisible();
  await page.goBack();
  await expect(link).toBeVisible();
});
