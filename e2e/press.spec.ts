import type { Locator, Page } from '@playwright/test';
import { createUser } from '@/lib/domain/access/team/create-user';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { generatePassword } from '@/lib/domain/access/team/generate-password';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { expect, test } from './fixtures';
import { drawTenTimes, holdAnswer } from './hold-answer';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test.beforeEach(() => test.slow());

/** Presses it, and does `meanwhile` before the pointer comes up. */
async function press(page: Page, target: Locator, meanwhile: () => Promise<unknown>) {
  await target.scrollIntoViewIfNeeded();
  await target.hover();
  await page.mouse.down();
  await meanwhile();
  await page.mouse.up();
}

const makeGroup = (name: string) => onServer((ctx) => createUserGroup(ctx, { name }));

test('a picker chooses nothing of an earlier text, and nothing that comes under the pointer during a press', {
  tag: '@layout',
}, async ({ page }) => {
  const word = `pick${serial()}`;
  for (const name of ['Bronze', 'Gold', 'Silver']) await makeGroup(`${word} ${name}`);
  await signInAs(page, 'support');
  await page.goto('/code-check');
  const field = page.getByRole('combobox', { name: 'Groups the user is in' });
  const option = (name: string) => page.getByRole('option', { name: `${word} ${name}` });
  // Enabled once the page is hydrated.
  await expect(page.getByRole('button', { name: 'Ask why' })).toBeEnabled();
  // The list needs room below: scrolling closes it.
  await field.evaluate((input) => input.scrollIntoView({ block: 'start' }));
  await page.evaluate(drawTenTimes);
  await field.fill(word);
  await expect(page.getByRole('option')).toHaveCount(3);

  const held = await holdAnswer(page, /user-groups\?.*Silver/);
  await field.fill(`${word} Silver`);
  await held.asked;
  // The options are still those of the word alone: pressed is the first, where the only one left is going to be.
  const first = await option('Bronze').boundingBox();
  await page.mouse.move((first?.x ?? 0) + 20, (first?.y ?? 0) + 10);
  await page.mouse.down();
  await held.release();
  await page.mouse.up();
  // The list may close, where letting go was next to what is left of it; this opens it, and chooses nothing.
  await field.press('ArrowDown');
  await expect(option('Silver')).toBeVisible();
  await expect(option('Bronze')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(0);

  await option('Silver').click();
  await expect(page.getByRole('button', { name: `Remove ${word} Silver` })).toBeVisible();

  // By keyboard as ever.
  await field.fill(`${word} Gold`);
  await expect(option('Gold')).toBeVisible();
  await expect(option('Gold')).toBeEnabled();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `Remove ${word} Gold` })).toBeVisible();
});

test('a menu does what was pressed, although something else has taken its place by then', { tag: '@layout' }, async ({
  page,
}) => {
  const word = `menu${serial()}`;
  const [ada, bob] = await onServer(async (ctx) => {
    const create = async (name: string) =>
      createUser(ctx, {
        name,
        email: `${name.replace(' ', '-')}@example.com`,
        role: 'viewer',
        password: generatePassword(),
      });
    return [await create(`${word} Ada`), await create(`${word} Bob`)] as const;
  });
  await signInAs(page, 'admin');
  await page.goto(`/team?search=${word}`);
  const held = await holdAnswer(page, /\/api\/desk\/team\?/);
  await page.getByRole('button', { name: `Actions for ${bob.name}` }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await held.asked;
  await onServer((ctx) => disableUser(ctx, { userId: ada.id }));
  await page.getByRole('button', { name: `Actions for ${ada.name}` }).click();
  await press(page, page.getByRole('menuitem', { name: 'Disable' }), held.release);
  await expect(page.getByText(`${ada.name} disabled and signed out`)).toBeVisible();
  await expect(page.getByText('Disabled', { exact: true })).toHaveCount(2);
});

test('a row that is pressed stays in place while the table is refreshed', { tag: '@layout' }, async ({ page }) => {
  const mark = serial();
  for (const name of ['b', 'c']) await makeCoupon(`${mark}-${name}`);
  await signInAs(page, 'admin');
  await page.goto(`/coupons?q=${mark}&sort=code`);
  const held = await holdAnswer(page, /\/api\/desk\/coupons\?/);
  await page.getByRole('button', { name: `Actions for ${mark}-c` }).click();
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  await held.asked;
  await makeCoupon(`${mark}-a`);
  const box = (name: string) => page.getByRole('checkbox', { name: `Select ${mark}-${name}` });
  await press(page, box('b'), async () => {
    await held.release();
    await expect(box('a')).toHaveCount(0);
  });
  await expect(box('a')).toBeVisible();
  await expect(box('b')).toBeChecked();
  await expect(page.getByText('1 coupon selected')).toBeVisible();
});

test('the link picker links the row that was pressed, and none of an earlier search', { tag: '@layout' }, async ({
  page,
}) => {
  const word = `side${serial()}`;
  const coupon = await makeCoupon(`press-${word}`);
  for (const name of ['Bronze', 'Gold', 'Silver']) await makeGroup(`${word} ${name}`);
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${coupon.id}/user-groups?name=${word}&side=unlinked`);
  const link = (name: string) => page.getByRole('button', { name: `Link ${word} ${name}`, exact: true });
  const meaning = page.getByRole('status').filter({ hasText: /It pays for/ });

  // Linking one reads the lists again; another group has come to the front of them by then.
  const held = await holdAnswer(page, /coupon-links\/user-groups\?.*side=unlinked/);
  const top = (name: string) => link(name).evaluate((button) => button.getBoundingClientRect().top);
  await link('Silver').hover();
  const before = await top('Gold');
  await link('Silver').click();
  await held.asked;
  // The sentence is another one by then, and the rows are where they were: the next press hits the row it is meant for.
  await expect(meaning).toHaveText(`It pays for ${word} Silver, and for any linked TVOD price.`);
  expect(await top('Gold')).toBe(before);
  await makeGroup(`${word} Amber`);
  await press(page, link('Gold'), async () => {
    await held.release();
    await expect(link('Amber')).toHaveCount(0);
  });
  await expect(meaning).toHaveText(`It pays for ${word} Gold and ${word} Silver, and for any linked TVOD price.`);
  await expect(link('Amber')).toBeVisible();

  const search = await holdAnswer(page, /coupon-links\/user-groups\?.*side=unlinked.*Bronze/);
  const row = await link('Amber').boundingBox();
  await page.getByRole('searchbox').fill(`${word} Bronze`);
  await page.mouse.click((row?.x ?? 0) + 5, (row?.y ?? 0) + 5);
  await search.asked;
  await page.mouse.click((row?.x ?? 0) + 5, (row?.y ?? 0) + 5);
  await search.release();
  await expect(link('Bronze')).toBeVisible();
  await expect(link('Amber')).toHaveCount(0);
  await expect(meaning).toHaveText(`It pays for ${word} Gold and ${word} Silver, and for any linked TVOD price.`);
});
