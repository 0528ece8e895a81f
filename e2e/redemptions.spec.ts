import type { Page } from '@playwright/test';
import { groupCode } from '@/lib/domain/coupons/codes/alphabet';
import { generateCode } from '@/lib/domain/coupons/codes/generate-code';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { expectAccessible } from './accessible';
import { chooseOption } from './choose-option';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const authorization = `Bearer ${server.apiKey}`;

/** A coupon with one issued code. */
async function makeCode({ request }: Page) {
  const coupon = await makeCoupon(`why-${serial()}`);
  const code = generateCode();
  const data = { codes: { list: [code] } };
  const issued = await request.post(`/management/coupons/${coupon.id}/codes.json`, {
    headers: { authorization },
    data,
  });
  expect(issued.status()).toBe(200);
  return { coupon, code };
}

/** As a platform redeems it. */
async function take({ request }: Page, code: string, user: string): Promise<{ id: number; state: string }> {
  const headers = { authorization, 'idempotency-key': crypto.randomUUID() };
  const taken = await request.post('/api/v1/redemptions', { headers, data: { code, user: { id: user } } });
  expect(taken.status()).toBe(201);
  return taken.json();
}

const mistype = (code: string) =>
  ` ${groupCode(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;

async function ask(page: Page, typed: string) {
  await page.getByLabel('Code', { exact: true }).fill(typed);
  // A key that is pressed before hydration is lost.
  await expect(page.getByRole('button', { name: 'Ask why' })).toBeEnabled();
  await page.getByLabel('Code', { exact: true }).press('Enter');
}

const ruleOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

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
  await page.getByRole('button', { name: 'Export' }).click();
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

test('a viewer cannot ask why, and sees who can', { tag: '@layout' }, async ({
  page,
  isMobile,
  expectBrowserError,
}) => {
  expectBrowserError(/status of 403/);
  await signInAs(page, 'viewer');
  await page.goto('/code-check');
  await expect(page.getByRole('heading', { name: "You don't have access to this page" })).toBeVisible();
  await expect(page.getByText('Only admins and support staff have access.')).toBeVisible();
  if (!isMobile) {
    await expect(page.getByRole('link', { name: 'Redemptions' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Why doesn’t it work?' })).toHaveCount(0);
  }
  await expectAccessible(page);
});
