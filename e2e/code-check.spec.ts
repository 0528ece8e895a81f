import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { expectAccessible } from './accessible';
import { chooseOption } from './choose-option';
import { ask, makeCode, mistype, ruleOf } from './code-check';
import { expect, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test('a code typed in lower case with spaces works, and is kept out of the address', async ({ page }) => {
  const { coupon, code } = await makeCode(page);
  await signInAs(page, 'support');
  await page.goto('/code-check');
  await ask(page, mistype(code));
  await expect(page.getByRole('status').getByRole('heading', { name: 'This code works' })).toBeVisible();
  const known = page.getByRole('region', { name: 'What we know' });
  await expect(known.getByRole('link', { name: coupon.code })).toBeVisible();
  await expect(known.getByText(code.slice(-4)).first()).toBeVisible();
  await expect(page.getByText('Your code is good and can be used.')).toBeVisible();
  await expect(page).toHaveURL(/\/code-check$/);
  await expect(page.getByLabel('Code', { exact: true })).toHaveValue(mistype(code));
  await expectAccessible(page);
});

test('the wrong plan: what is required, what was given, how to fix it, and words for the customer', async ({
  page,
}) => {
  const wanted = await onServer((ctx) => createUserGroup(ctx, { name: `Wanted ${serial()}` }));
  const given = await onServer((ctx) => createUserGroup(ctx, { name: `Given ${serial()}` }));
  const { coupon, code } = await makeCode(page);
  await onServer((ctx) => linkUserGroup(ctx, { couponId: coupon.id, userGroupId: wanted.id }));
  await signInAs(page, 'support');
  await page.goto('/code-check');
  await ask(page, code);
  await expect(page.getByRole('heading', { name: 'Nothing is in the way so far' })).toBeVisible();
  const rule = ruleOf(page, 'The right thing is bought');
  await expect(rule.getByText('Not asked')).toBeVisible();

  await page.getByRole('combobox', { name: 'Plan (user group) being bought' }).fill(given.name);
  await chooseOption(page, given.name);
  await expect(page.getByRole('button', { name: `Remove ${given.name}` })).toBeVisible();
  await page.getByRole('button', { name: 'Ask why' }).click();
  await expect(page.getByRole('heading', { name: 'This code does not work' })).toBeVisible();
  await expect(rule.getByText('In the way')).toBeVisible();
  await expect(rule.getByRole('definition').filter({ hasText: wanted.name })).toBeVisible();
  await expect(rule.getByRole('definition').filter({ hasText: given.name })).toBeVisible();
  await expect(page.getByText(`This offer is for ${wanted.name} only`)).toBeVisible();
  await expectAccessible(page);
  await rule.getByRole('link', { name: 'Open what the coupon pays for' }).click();
  await expect(page).toHaveURL(new RegExp(`/coupons/${coupon.id}/user-groups`));
});

test('which coupons fit a customer and a purchase is asked without a code', { tag: '@layout' }, async ({ page }) => {
  const plan = await onServer((ctx) => createUserGroup(ctx, { name: `Fits ${serial()}` }));
  // Among what other tests leave, these are near the top.
  const whole = await makeCoupon(`FIT-${serial()}`, { discount: 100, expiresAt: new Date('2031-01-31T18:15:00Z') });
  const most = await makeCoupon(`FIT-${serial()}`, { discount: 99.5 });
  for (const coupon of [whole, most]) {
    await onServer((ctx) => linkUserGroup(ctx, { couponId: coupon.id, userGroupId: plan.id }));
  }
  await signInAs(page, 'support');
  await page.goto('/code-check');
  await page.getByRole('button', { name: 'Ask which fit' }).click();
  await expect(page.getByText('Enter the user: which coupons fit depends on what this user redeemed.')).toBeVisible();
  await page.getByRole('textbox', { name: 'User' }).fill(`u-${serial()}`);
  await page.getByRole('textbox', { name: 'Amount' }).fill('1,000');
  await page.getByRole('combobox', { name: 'Plan (user group) being bought' }).fill(plan.name);
  await chooseOption(page, plan.name);
  await expect(page.getByRole('button', { name: `Remove ${plan.name}` })).toBeVisible();
  await page.getByRole('button', { name: 'Ask which fit' }).click();
  await expect(page.getByText('Paste or type what the customer typed.')).toHaveCount(0);
  const fit = page.getByRole('region', { name: 'Which coupons fit?' });
  const first = fit.getByRole('listitem').filter({ hasText: whole.code });
  await expect(first).toContainText('Rs 1,000 off');
  await expect(first).toContainText('Rs 0 left to pay');
  await expect(first).toContainText('until 31 Jan 2031, 24:00');
  const other = fit.getByRole('listitem').filter({ hasText: most.code });
  await expect(other).toContainText('Rs 995 off');
  await expect(other).toContainText('Rs 5 left to pay');
  const codes = await fit.getByRole('link').allTextContents();
  expect(codes.indexOf(whole.code)).toBeLessThan(codes.indexOf(most.code));
  await expectAccessible(page);
});

test('C20: one wrong letter is reported once nothing is found, and not before', async ({ page }) => {
  const { code } = await makeCode(page);
  const wrong = `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
  await signInAs(page, 'support');
  await page.goto('/code-check');
  const hint = 'The check character does not fit: one letter is wrong, or two are swapped.';
  await page.getByLabel('Code', { exact: true }).fill(wrong);
  await expect(page.getByText(hint)).toHaveCount(0);
  await page.getByRole('button', { name: 'Ask why' }).click();
  await expect(page.getByRole('heading', { name: 'We do not know this code' })).toBeVisible();
  await expect(page.getByText(hint)).toHaveCount(1);
  await expectAccessible(page);
});

test('C20: a public code as long as ours but for a letter works, without a word of missing letters', async ({
  page,
}) => {
  const coupon = await makeCoupon(`PUBLIC-X-${serial()}`.slice(0, 16));
  await signInAs(page, 'support');
  await page.goto('/code-check');
  await ask(page, coupon.code);
  await expect(page.getByRole('heading', { name: 'This code works' })).toBeVisible();
  await expect(page.getByText(/letter is missing|check character/)).toHaveCount(0);
});

test('a viewer cannot ask why, and sees who can', { tag: '@layout' }, async ({
  page,
  isMobile,
  expectBrowserError,
}) => {
  expectBrowserError(/status of 403/);
  await signInAs(page, 'viewer');
  await page.goto('/code-check');
  await expect(page.getByRole('heading', { name: "You don't have access to this page" })).toBeVisible();
  await expect(page.getByText('Only admins, supervisors, and support staff have access.')).toBeVisible();
  if (!isMobile) {
    await expect(page.getByRole('link', { name: 'Redemptions' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Why doesn’t it work?' })).toHaveCount(0);
  }
  await expectAccessible(page);
});
