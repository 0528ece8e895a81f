import type { Page } from '@playwright/test';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test.beforeEach(() => test.slow());

/** A coupon, and groups and a price that no other test knows: their names share a word to search for. */
async function prepare() {
  const word = `w${serial()}`;
  const coupon = await makeCoupon(`tabs-${word}`);
  return onServer(async (ctx) => {
    const ids: Record<string, number> = {};
    for (const name of ['Gold', 'Premium', 'Silver']) {
      ids[name] = (await createUserGroup(ctx, { name: `${name} ${word}` })).id;
    }
    const price = { name: `Rental ${word}`, tvodType: 'rental', pricePaisa: 9900, durationDays: 2 } as const;
    await createTvodPrice(ctx, price);
    return { word, coupon, ids };
  });
}

const side = (page: Page, name: 'Linked' | 'Not linked') => page.getByRole('grid', { name, exact: true });
/** A page of the coupon, which the desk's navigation may have under the same name. */
const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of this coupon' }).getByRole('link', { name, exact: true });
const meaning = (page: Page) => page.getByRole('status').filter({ hasText: /[Ii]t pays for/ });

/** Waits until the text is in the address. */
async function search(page: Page, word: string) {
  await page.getByRole('searchbox').fill(word);
  await expect(page).toHaveURL(new RegExp(`name=${word}`));
}

/** On a phone two links choose the side that is shown. */
async function show(page: Page, name: 'Linked' | 'Not linked') {
  const segment = page
    .getByRole('navigation', { name: 'Which to show' })
    .getByRole('link', { name: new RegExp(`^${name}`) });
  if (await segment.isVisible()) await segment.click();
}

test('an admin links groups by mouse and by keyboard, undoes it, and sees it in the activity', {
  tag: '@layout',
}, async ({ page }) => {
  const { word, coupon } = await prepare();
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${coupon.id}`);
  await tab(page, 'Plans (user groups)').click();
  await expect(meaning(page)).toHaveText(
    'No plan linked: it pays for the linked TVOD prices, or for anything when none is linked either.',
  );
  await search(page, word);
  await show(page, 'Not linked');
  await expect(side(page, 'Not linked').getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: `Link Premium ${word}` }).click();
  await expect(meaning(page)).toHaveText(`It pays for Premium ${word}, and for any linked TVOD price.`);
  await expect(side(page, 'Not linked').getByRole('row')).toHaveCount(2);
  await expect(page.getByText(`Premium ${word} linked`)).toBeVisible();

  // By keyboard: Enter moves the row under the focus, and the next one has it then.
  await side(page, 'Not linked')
    .getByRole('row', { name: `Gold ${word}` })
    .focus();
  await page.keyboard.press('Enter');
  await expect(meaning(page)).toHaveText(
    `It pays for Gold ${word} and Premium ${word}, and for any linked TVOD price.`,
  );
  await expect(side(page, 'Not linked').getByRole('row', { name: `Silver ${word}` })).toBeFocused();

  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(meaning(page)).toHaveText(`It pays for Premium ${word}, and for any linked TVOD price.`);
  await expect(side(page, 'Not linked').getByRole('row', { name: `Gold ${word}` })).toBeVisible();

  // Several at once, chosen with the Space key.
  await side(page, 'Not linked')
    .getByRole('row', { name: `Gold ${word}` })
    .focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Try it on the last 30 days' }).click();
  await expect(page.getByText('nothing would have gone another way')).toBeVisible();
  await page.getByRole('button', { name: 'Link 2' }).click();
  await expect(page.getByText('2 plans linked')).toBeVisible();
  await expect(meaning(page)).toContainText(`Gold ${word}, Premium ${word}`);
  await show(page, 'Linked');
  await expect(side(page, 'Linked').getByRole('row')).toHaveCount(3);
  await expectAccessible(page);

  await tab(page, 'Activity').click();
  // Not the message of the last press, which may still be there and speaks of the same.
  const activity = page.getByRole('table');
  await expect(activity.getByText('User groups linked')).toBeVisible();
  await expect(activity.getByText('User group unlinked')).toBeVisible();
  await expect(activity.getByText('User group linked')).toHaveCount(2);
  await expect(page.getByText('Coupon created')).toBeVisible();
});

test('unlinking the last one says that it opens the coupon, and waits', async ({ page }) => {
  const { word, coupon, ids } = await prepare();
  await onServer((ctx) => linkUserGroup(ctx, { couponId: coupon.id, userGroupId: ids.Gold ?? 0 }));
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${coupon.id}/user-groups`);
  await search(page, word);
  await page.getByRole('button', { name: `Unlink Gold ${word}` }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('the coupon would pay for anything');
  await question.getByRole('button', { name: 'Try it on the last 30 days' }).click();
  await expect(question).toContainText('nothing would have gone another way');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(meaning(page)).toHaveText(`It pays for Gold ${word}, and for any linked TVOD price.`);
  await page.getByRole('button', { name: `Unlink Gold ${word}` }).click();
  await question.getByRole('button', { name: 'Unlink the last plan' }).click();
  await expect(meaning(page)).toHaveText(
    'No plan linked: it pays for the linked TVOD prices, or for anything when none is linked either.',
  );
});

test('a price is linked, and statistics show who used the coupon', { tag: '@layout' }, async ({ page }) => {
  const { word, coupon } = await prepare();
  const answer = await page.request.post('/api/v1/redemptions', {
    headers: { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() },
    data: { code: coupon.code, user: { id: `user-${word}` } },
  });
  expect(answer.status()).toBe(201);
  await signInAs(page, 'admin');
  await page.goto(`/coupons/${coupon.id}/tvod-prices`);
  await search(page, word);
  await show(page, 'Not linked');
  await expect(side(page, 'Not linked').getByRole('row', { name: `Rental ${word}` })).toContainText('Rs 99 · 2 days');
  await page.getByRole('button', { name: `Link Rental ${word}` }).click();
  await expect(meaning(page)).toContainText(`It pays for Rental ${word}`);

  await tab(page, 'Statistics').click();
  await expect(page.getByText(`user-${word}`).first()).toBeVisible();
  await page.getByText('The same as a table').first().click();
  await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(31);
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.getByRole('menuitemradio', { name: 'Last 7 days' }).click();
  await expect(page.getByRole('table').first().getByRole('row')).toHaveCount(8);
  const download = page.waitForEvent('download');
  await page.getByRole('group', { name: 'Export days' }).getByRole('button', { name: 'Export', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(new RegExp(`^redemptions-tabs-${word}-.*\\.csv$`));
});

test('support staff see what is linked and change nothing, and have no activity', async ({
  page,
  expectBrowserError,
}) => {
  expectBrowserError(/status of 403/);
  const { word, coupon, ids } = await prepare();
  await onServer((ctx) => linkUserGroup(ctx, { couponId: coupon.id, userGroupId: ids.Gold ?? 0 }));
  await signInAs(page, 'support');
  await page.goto(`/coupons/${coupon.id}/user-groups`);
  await expect(meaning(page)).toHaveText(`It pays for Gold ${word}, and for any linked TVOD price.`);
  await expect(page.getByText('Only admins can change this.')).toBeVisible();
  await expect(side(page, 'Linked').getByRole('row')).toHaveCount(1);
  await expect(side(page, 'Not linked')).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Unlink Gold ${word}` })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Activity' })).toHaveCount(0);
  await page.goto(`/coupons/${coupon.id}/activity`);
  await expect(page.getByRole('heading', { level: 1, name: "You don't have access to this page" })).toBeVisible();
  expect((await page.request.get(`/api/desk/activity?couponId=${coupon.id}`)).status()).toBe(403);
});
