import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Opens a shift with a float of Rs 500 and stays on its page. */
export async function openShift(page: Page): Promise<void> {
  await page.goto('/shifts');
  await page.getByRole('button', { name: 'Open shift' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Float').fill('500');
  await dialog.getByRole('button', { name: 'Open shift' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Shift \d+/ })).toBeVisible();
}
