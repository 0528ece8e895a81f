import type { Page } from '@playwright/test';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { expect, server, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test.beforeEach(() => test.slow());

const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name, exact: true });
const row = (page: Page, name: string | RegExp) => page.getByRole('row').filter({ hasText: name });
const codes = (page: Page) => page.getByRole('cell').getByRole('link').allInnerTexts();

/** Opens a menu as the browser itself does, and follows one of its links. */
async function follow(page: Page, menu: string, name: string) {
  await page
    .locator('summary')
    .and(page.getByText(menu, { exact: true }))
    .click();
  await link(page, name).click();
}

/** More user groups than a page holds; their names share a word. */
async function makeGroups(): Promise<string> {
  const word = `many${serial()}`;
  await onServer(async (ctx) => {
    for (let index = 1; index <= 51; index += 1) {
      await createUserGroup(ctx, { name: `${word} ${String(index).padStart(2, '0')}` });
    }
  });
  return word;
}

/** Each list's own ways to its other states, by links alone. */
const walks: { name: string; walk: (page: Page, isMobile: boolean) => Promise<void> }[] = [
  {
    name: 'user groups: pages, a filter and its chip',
    walk: async (page) => {
      const word = await makeGroups();
      await page.goto(`/user-groups?q=${word}`, { waitUntil: 'commit' });
      await link(page, 'Next').click();
      await expect(page).toHaveURL(/[?&]after=/);
      await expect(row(page, `${word} 51`)).toBeVisible();
      await expect(page.getByText('Page 2', { exact: true })).toBeVisible();
      await link(page, 'Previous').click();
      await expect(page).not.toHaveURL(/after=/);
      await expect(row(page, `${word} 01`)).toBeVisible();
      await follow(page, 'State', 'Archived');
      await expect(page).toHaveURL(/[?&]state=archived/);
      await expect(page.getByText('Nothing found')).toBeVisible();
      await link(page, 'Remove filter State: Archived').click();
      await expect(page).not.toHaveURL(/state=/);
      await expect(row(page, `${word} 01`)).toBeVisible();
    },
  },
  {
    name: 'coupons: sorted by a header, on a phone by the menu, and all filters cleared',
    walk: async (page, isMobile) => {
      const mark = serial();
      for (const name of ['b', 'c', 'a']) await makeCoupon(`${mark}-${name}`);
      await page.goto(`/coupons?q=${mark}&duration=once`, { waitUntil: 'commit' });
      await expect(row(page, `${mark}-a`)).toBeVisible();
      if (isMobile) await follow(page, 'Sort', 'Code, A to Z');
      else await page.getByRole('columnheader', { name: 'Code' }).getByRole('link').click();
      await expect(page).toHaveURL(/[?&]sort=code/);
      await expect.poll(() => codes(page)).toEqual([`${mark}-a`, `${mark}-b`, `${mark}-c`]);
      if (isMobile) await follow(page, 'Sort', 'Code, Z to A');
      else {
        await expect(page.getByRole('columnheader', { name: 'Code' })).toHaveAttribute('aria-sort', 'ascending');
        await page.getByRole('columnheader', { name: 'Code' }).getByRole('link').click();
      }
      await expect(page).toHaveURL(/[?&]sort=-code/);
      await expect.poll(() => codes(page)).toEqual([`${mark}-c`, `${mark}-b`, `${mark}-a`]);
      await link(page, 'Clear all').click();
      await expect(page).not.toHaveURL(/duration=|q=/);
      await expect(page).toHaveURL(/[?&]sort=-code/);
      await page.locator('summary[aria-label="More"]').click();
      await link(page, 'Deleted coupons').click();
      await expect(page.getByRole('heading', { level: 1, name: 'Deleted coupons' })).toBeVisible();
      await page.goto(`/coupons?q=${mark}-c`, { waitUntil: 'commit' });
      await page.locator(`summary[aria-label="Actions for ${mark}-c"]`).click();
      await link(page, 'Edit').click();
      await expect(page.getByRole('heading', { level: 1, name: `Edit ${mark}-c` })).toBeVisible();
    },
  },
  {
    name: 'the activity: pages and a chip',
    walk: async (page) => {
      const subjectId = Number.parseInt(serial(), 16);
      await onServer(async (ctx) => {
        for (let index = 1; index <= 101; index += 1) {
          const data = { note: `event ${index}` };
          await recordAudit(ctx, { action: 'coupon.updated', subjectKind: 'coupon', subjectId, data });
        }
      });
      await page.goto(`/activity?subjectKind=coupon&subjectId=${subjectId}`, { waitUntil: 'commit' });
      await expect(row(page, 'event 101')).toBeVisible();
      await link(page, 'Next').click();
      await expect(page).toHaveURL(/before=\d+/);
      await expect(row(page, 'event 51')).toBeVisible();
      await link(page, 'Next').click();
      await expect(row(page, /event 1\b/)).toBeVisible();
      await link(page, 'Previous').click();
      await expect(row(page, 'event 51')).toBeVisible();
      await link(page, 'Previous').click();
      await expect(page).not.toHaveURL(/before=/);
      await expect(row(page, 'event 101')).toBeVisible();
      await link(page, `Remove filter On: Coupon ${subjectId}`).click();
      await expect(page).toHaveURL(/\/activity$/);
    },
  },
  {
    name: 'tabs and the frame',
    walk: async (page, isMobile) => {
      const coupon = await makeCoupon(`tabs-${serial()}`);
      await page.goto('/sales', { waitUntil: 'commit' });
      await link(page, /^Needs a person/).click();
      await expect(page).toHaveURL(/queue=needs-person/);
      await page.goto(`/coupons/${coupon.id}`, { waitUntil: 'commit' });
      await page.getByRole('navigation', { name: 'Parts of this coupon' }).getByRole('link', { name: 'Codes' }).click();
      await expect(page).toHaveURL(/\/codes$/);
      await follow(page, 'Status', 'Available');
      await link(page, 'Remove filter Status: Available').click();
      await expect(page).not.toHaveURL(/status=/);
      if (isMobile) await page.locator('summary[aria-label="Open the menu"]').click();
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Team', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
    },
  },
];

for (const { name, walk } of walks) {
  test(`before hydration, ${name}`, { tag: '@layout' }, async ({ page, isMobile }) => {
    await signInAs(page, 'admin');
    const release = await holdScripts(page);
    await walk(page, isMobile);
    release();
  });

  test(`without scripts, ${name}`, { tag: '@layout' }, async ({ browser, isMobile, viewport }) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      baseURL: server.url,
      viewport,
      isMobile,
      hasTouch: isMobile,
    });
    const page = await context.newPage();
    await signInAs(page, 'admin');
    await walk(page, isMobile);
    await context.close();
  });
}

test('a filter that is opened before hydration stays open through it, and chooses', { tag: '@layout' }, async ({
  page,
}) => {
  const { code } = await makeCoupon(`kept-${serial()}`);
  await signInAs(page, 'admin');
  const release = await holdScripts(page);
  await page.goto(`/coupons?q=${code}`, { waitUntil: 'commit' });
  await page
    .locator('summary')
    .and(page.getByText('Duration', { exact: true }))
    .click();
  await expect(link(page, 'Once')).toBeVisible();
  release();
  // Hydrated: the others are the scripted menus by now.
  await expect(page.getByRole('button', { name: 'Sort' })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await link(page, 'Once').click();
  await expect(page).toHaveURL(/[?&]duration=once/);
  await expect(link(page, 'Remove filter Duration: Once')).toBeVisible();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await expect(page.getByRole('button', { name: 'Duration' })).toBeVisible();
});

test('with scripts a page is turned in place', { tag: '@layout' }, async ({ page }) => {
  const word = await makeGroups();
  await signInAs(page, 'admin');
  await page.goto(`/user-groups?q=${word}`);
  await expect(page.getByRole('button', { name: 'State' })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await link(page, 'Next').click();
  await expect(row(page, `${word} 51`)).toBeVisible();
  await expect(page).toHaveURL(/[?&]after=/);
  await page.goBack();
  await expect(row(page, `${word} 01`)).toBeVisible();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('a page with tabs stays where it was scrolled to before hydration', async ({ page }) => {
  await signInAs(page, 'admin', { fresh: true });
  const release = await holdScripts(page);
  await page.goto('/settings/security', { waitUntil: 'commit' });
  const last = page.getByRole('button', { name: 'Save', exact: true });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeDisabled();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
  // Where it is in the window: a notice above it that goes meanwhile moves the page below the person's eyes, not what they read.
  const top = async () => Math.round((await last.boundingBox())?.y ?? Number.NaN);
  const before = await top();
  release();
  await expect(last).toBeEnabled();
  expect(await top()).toBe(before);
});
