import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import { drawTenTimes } from './hold-answer';

/** Presses an option of the list that is open, once it is in view: scrolling closes the list and opens it again. */
export async function chooseOption(page: Page, name: string | RegExp): Promise<void> {
  const option = page.getByRole('option', { name });
  await expect(option).toBeEnabled();
  await option.scrollIntoViewIfNeeded();
  await page.evaluate(drawTenTimes);
  // Where the page scrolls by itself meanwhile, the list closes and opens again with new elements, and the press is lost.
  await expect(async () => {
    if ((await option.count()) === 0) return;
    await option.click({ timeout: 5_000 });
    await expect(option).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
}
