import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';

/** A number that no other test sells to, and that no fault of the sandbox belongs to. */
export const uniquePhone = (): string => `984-${randomInt(1_000_000, 10_000_000)}`;

/** Lets the page sell one more where the desk asks first: tests share some numbers, and mean each of their sales. */
export async function sellDespiteEarlierSales(page: Page): Promise<void> {
  const oneMore = page.getByRole('button', { name: /^Sell one more/ });
  await page.addLocatorHandler(oneMore, () => oneMore.click());
}
