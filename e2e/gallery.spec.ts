import type { Page } from '@playwright/test';
import { expectAccessible, themesOfTest } from './accessible';
import { expect, server, test } from './fixtures';
import { drawTenTimes } from './hold-answer';

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

test('every component is accessible and fits the window', { tag: '@layout' }, async ({ page }, testInfo) => {
  test.slow();
  await openGallery(page);
  await page.getByRole('button', { name: 'Send and be refused' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The supplier does not answer' })).toBeFocused();
  for (const colorScheme of themesOfTest()) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectToFit(page, `the ${colorScheme} theme`);
    for (const section of await page.locator('section[aria-labelledby$="-title"]').all()) {
      const name = await section.getAttribute('id');
      await section.screenshot({ path: testInfo.outputPath(`${colorScheme}-${name}.png`) });
    }
  }
  await expectAccessible(page);
});

test(
  'dialogs, menus and messages are accessible and fit the window',
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
      await page.getByRole('button', { name: open, exact: true }).click();
      await expect(page.getByRole(role)).toBeVisible();
      await expect(page.locator('[data-entering]')).toHaveCount(0);
      await expectToFit(page, open);
      await expectAccessible(page);
      await page.screenshot({ path: testInfo.outputPath(`${open}.png`) });
      await page.keyboard.press('Escape');
      await expect(page.getByRole(role)).toHaveCount(0);
    }
    await page.getByRole('button', { name: 'Dates' }).last().click();
    const days = page.getByRole('dialog', { name: 'Show coupons by one of two dates' });
    await days.getByRole('button', { name: 'Show coupons' }).click();
    await expect(days.getByText('Choose days that are not over yet.')).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('days, refused.png') });
    await page.keyboard.press('Escape');
    // Focus goes back to the button first, and what opens before that closes again.
    await expect(days).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Dates' }).last()).toBeFocused();
    for (const state of ['nothing found', 'loading', 'failed']) {
      const picker = page.getByRole('combobox', { name: `SearchPicker, ${state}` });
      await picker.focus();
      // Focus scrolls, and what scrolls closes its list.
      await page.evaluate(drawTenTimes);
      // A press opens it with a mouse only.
      await picker.press('ArrowDown');
      await expect(page.getByRole('listbox')).toBeVisible();
      await expectToFit(page, state);
      await page.screenshot({ path: testInfo.outputPath(`picker, ${state}.png`) });
      await page.keyboard.press('Escape');
      await expect(page.getByRole('listbox')).toHaveCount(0);
    }
    await page.getByRole('button', { name: 'Reveal code M2XA' }).click();
    await page.getByRole('button', { name: 'Copy code', exact: true }).click();
    await page.context().setOffline(true);
    await expect(page.getByText('You are offline')).toBeVisible();
    await expectToFit(page, 'a code in clear, one that is copied, no connection');
    await page.screenshot({ path: testInfo.outputPath('offline.png') });
    await page.context().setOffline(false);
    for (const message of ['Show a notice', 'Show a success', 'Show an error']) {
      await page.getByRole('button', { name: message }).click();
    }
    await expect(page.getByText('The coupon was not saved')).toBeVisible();
    await expectToFit(page, 'messages');
    await page.screenshot({ path: testInfo.outputPath('messages.png') });
  },
);

test(
  'the buttons of a form in a dialog are in view, however long the form is',
  { tag: '@layout' },
  async ({ page }, testInfo) => {
    await openGallery(page);
    await page.getByRole('button', { name: 'Open a long form' }).click();
    const dialog = page.getByRole('dialog');
    const buttons = ['Cancel', 'Delete for good'].map((name) => dialog.getByRole('button', { name }));
    for (const button of buttons) await expect(button).toBeInViewport({ ratio: 1 });
    await page.screenshot({ path: testInfo.outputPath('long form.png') });
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(dialog.getByRole('alert')).toBeFocused();
    await dialog.getByLabel('Field 12').focus();
    await expect(dialog.getByLabel('Field 12')).toBeInViewport({ ratio: 0.9 });
    for (const shown of [...buttons, dialog.getByRole('alert')]) await expect(shown).toBeInViewport({ ratio: 1 });
    await page.screenshot({ path: testInfo.outputPath('long form, refused.png') });
    await expectAccessible(page);
  },
);

test('the gallery is closed where nobody opened it', { tag: '@layout' }, async ({ request }) => {
  expect((await request.get(`${server.nextUrl}/dev/gallery`)).status()).toBe(404);
  expect((await request.get('/dev/gallery')).status()).toBe(200);
});
