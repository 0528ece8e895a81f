import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import { onServer } from './sign-in';

export const sellButton = (page: Page) => page.getByRole('button', { name: 'Sell for Rs 2,000' });
export const phoneField = (page: Page) => page.getByLabel(/^Phone/);

/** The sell page with its product and this phone number chosen; resolves with the reference. */
export async function fillIn(page: Page, phone: string, reference: string = crypto.randomUUID()): Promise<string> {
  await page.goto(`/sell?reference=${reference}`);
  await page.getByRole('radio', { name: /^nettv coupon/ }).check({ force: true });
  await phoneField(page).fill(phone);
  await expect(sellButton(page)).toBeEnabled();
  return reference;
}

export async function countSales(reference: string, which: 'all' | 'unseen' = 'all'): Promise<number> {
  const counted = which === 'all' ? '*' : 'nullif(unseen, false)';
  const [row] = await onServer((ctx) =>
    ctx.db.execute<{ count: number }>(
      `select count(${counted})::int as count from sales where reference = '${reference}'`,
    ),
  );
  return row?.count ?? 0;
}

/** Cuts the next press: the server has sold by then, or the purchase has not reached it. One that is only asked about is no sale. */
export async function cutPress(page: Page, when: 'before' | 'after'): Promise<void> {
  let isCut = false;
  await page.route(/\/sell\?/, async (route) => {
    const request = route.request();
    // What a page reads or fetches ahead is no press.
    if (isCut || request.method() !== 'POST') return route.fallback();
    if (when === 'after') {
      const response = await route.fetch();
      const reference = new URL(request.url()).searchParams.get('reference') ?? '';
      if ((await countSales(reference)) === 0) return route.fulfill({ response });
    }
    isCut = true;
    await route.abort();
  });
}
