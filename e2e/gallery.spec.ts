import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';

const themes = ['light', 'dark'] as const;

/** The gallery once it is hydrated and its charts are drawn. Nothing moves in it. */
async function openGallery(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/dev/gallery');
  await expect(page.getByRole('heading', { level: 1, name: 'Gallery' })).toBeVisible();
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeAttached();
}

/** Fails on what reaches beyond the window and is in no box that scrolls or cuts. */
async function expectToFit(page: Page, what: string): Promise<void> {
  // A phone zooms out until all fits: the window's own width would be the widest element's.
  const width = page.viewportSize()?.width ?? 0;
  const tooWide = await page.evaluate((limit) => {
    const isCut = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || isCut(element.parentElement));
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > limit + 1 && !isCut(element.parentElement))
      .map((element) => element.outerHTML.slice(0, 160));
  }, width);
  expect(tooWide, `${what}, wider than ${width} px`).toEqual([]);
  // Text that sticks out of its element widens the page, too.
  expect(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(width);
}

test(
  'every component is accessible and fits the window, in both themes',
  { tag: '@layout' },
  async ({ page }, testInfo) => {
    test.slow();
    await openGallery(page);
    await page.getByRole('button', { name: 'Send and be refused' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'The supplier does not answer' })).toBeFocused();
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await expectToFit(page, `the ${colorScheme} theme`);
      for (const section of await page.locator('section[aria-labelledby$="-title"]').all()) {
        const name = await section.getAttribute('id');
        await section.screenshot({ path: testInfo.outputPath(`${colorScheme}-${name}.png`) });
      }
    }
    await expectAccessible(page);
  },
);

test(
  'dialogs, menus and messages are accessible and fit the window, in both themes',
  { tag: '@layout' },
  async ({ page }, testInfo) => {
    test.slow();
    await openGallery(page);
    const overlays = [
      { open: 'Open a dialog', role: 'dialog' },
      { open: 'Open a question', role: 'alertdialog' },
      { open: 'Show shortcuts', role: 'dialog' },
      { open: 'More with a label', role: 'menu' },
    ] as const;
    for (const { open, role } of overlays) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.getByRole('button', { name: open, exact: true }).click();
      await expect(page.getByRole(role)).toBeVisible();
      await expect(page.locator('[data-entering]')).toHaveCount(0);
      await expectToFit(page, open);
      await page.screenshot({ path: testInfo.outputPath(`${open}.png`) });
      await expectAccessible(page);
      await page.screenshot({ path: testInfo.outputPath(`${open}, dark.png`) });
      await page.keyboard.press('Escape');
      await expect(page.getByRole(role)).toHaveCount(0);
    }
    for (const message of ['Show a notice', 'Show a success', 'Show an error']) {
      await page.getByRole('button', { name: message }).click();
    }
    await expect(page.getByText('The coupon was not saved')).toBeVisible();
    await expectToFit(page, 'messages');
    await page.screenshot({ path: testInfo.outputPath('messages.png') });
  },
);

test('the gallery is closed where nobody opened it', { tag: '@layout' }, async ({ request }) => {
  expect((await request.get(`${server.nextUrl}/dev/gallery`)).status()).toBe(404);
  expect((await request.get('/dev/gallery')).status()).toBe(200);
});
