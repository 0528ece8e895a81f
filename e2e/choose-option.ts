import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import { drawTenTimes } from './hold-answer';

/** Presses an option of the list that is open, once it is in view: scrolling closes the list and opens it again. */
export async function chooseOption(page: Page, name: string): Promise<void> {
  const option = page.getByRole('option', { name });
  await expect(option).toBeEnabled();
  await option.scrollIntoViewIfNeeded();
  await page.evaluate(drawTenTimes);
  await option.click();
}
