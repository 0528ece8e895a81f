import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Adds a webhook in the browser and opens its page, whose title is the host when there is no description; the secret as shown. */
export async function addWebhook(page: Page, receiverUrl: string, description: string): Promise<string> {
  await page.goto('/webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a webhook' });
  await dialog.getByLabel('Address').fill(`${receiverUrl}/in`);
  await dialog.getByLabel('Description').fill(description);
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  const shown = page.getByRole('dialog', { name: 'The secret of this webhook' });
  const secret = await shown.locator('code').innerText();
  await page.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  await shown.getByRole('button', { name: 'I have stored it' }).click();
  await page.waitForURL(/\/webhooks\/\d+$/);
  const title = description || new URL(receiverUrl).host;
  await expect(page.getByRole('heading', { level: 1, name: title, exact: true })).toBeVisible();
  await expect(page.getByText(`${receiverUrl}/in`, { exact: true })).toBeVisible();
  return secret;
}
