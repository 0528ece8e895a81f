import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Chooses a file on a page that imports, and waits for how it is read. */
export async function chooseFile(page: Page, name: string, rows: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });
  await expect(page.getByRole('heading', { name: `How we read ${name}` })).toBeVisible();
}
