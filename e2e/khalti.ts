import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { sales } from '@/db/schema/sales';
import { createKhaltiClient } from '@/lib/adapters/khalti/client';
import { settleLookUp } from '@/lib/domain/sales/sales/settle-look-up';
import { sellDespiteEarlierSales } from './customers';
import { expect, server } from './fixtures';
import { onServer } from './sign-in';

/** Customers' numbers whose sale meets a fault at the sandbox, whatever other tests sell meanwhile. */
export const phones = {
  isWell: '9860848045',
  neverAnswers: '9840000018',
  isCutBeforeBooking: '9840000002',
  isCutAfterBooking: '9840000003',
  hasNoPin: '9840000009',
  isOutOfStock: '9840000015',
} as const;

/** Asks Khalti what became of this one sale, as the schedule would in the given number of minutes. */
export async function lookUpLater(reference: string, minutes: number): Promise<void> {
  const { url: baseUrl, token } = server.khalti;
  const client = createKhaltiClient({ baseUrl, token, connectTimeoutMs: 3_000, answerTimeoutMs: 3_000 });
  const now = () => new Date(Date.now() + minutes * 60_000);
  await onServer(async (ctx) => {
    const [sale] = await ctx.db.select().from(sales).where(eq(sales.reference, reference));
    if (!sale?.supplierReference) throw new Error('Khalti was not asked for this sale.');
    await settleLookUp({ ...ctx, now }, sale.id, await client.status(sale.supplierReference), 'by_schedule');
  });
  await client.close();
}

/** Khalti gives the money of a sale back. */
export async function giveBack(reference: string): Promise<void> {
  const [sale] = await onServer((ctx) => ctx.db.select().from(sales).where(eq(sales.reference, reference)));
  const body = JSON.stringify({ reference: sale?.supplierReference });
  const answer = await fetch(`${server.khalti.url}/sandbox/refund`, { method: 'POST', body });
  expect(await answer.json()).toEqual({ refunded: true });
}

/** One press, on Khalti's product; resolves with the sale's reference while Khalti still thinks. */
export async function sellThroughKhalti(page: Page, phone: string): Promise<string> {
  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${server.khalti.productName}`) }).check({ force: true });
  await page.getByLabel(/^Phone/).fill(phone);
  const reference = new URL(page.url()).searchParams.get('reference') ?? '';
  await page.getByRole('button', { name: 'Sell for Rs 1,750' }).click();
  return reference;
}

/** Opens the sale of a reference from the list. */
export async function openSale(page: Page, reference: string): Promise<void> {
  await page.goto(`/sales?search=${reference}`);
  await page.getByRole('link', { name: server.khalti.productName }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Sale \d+$/ })).toBeVisible();
}

/** On the page of a sale without a PIN: enters what the supplier's support gave, and sends it. */
export async function enterPin(page: Page, { pin, reason }: { pin: string; reason: string }): Promise<void> {
  await page.getByRole('button', { name: 'Enter PIN' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('PIN', { exact: true }).fill(pin);
  await dialog.getByLabel('PIN again').fill(pin);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Check PIN' }).click();
  await dialog.getByRole('button', { name: 'Enter PIN' }).click();
  // Asked only where the product has PINs already, which other tests sell.
  const allTheSame = dialog.getByRole('button', { name: 'Enter it all the same' });
  await expect(allTheSame.or(page.getByText(reason)).first()).toBeVisible();
  if (await allTheSame.isVisible()) await allTheSame.click();
  await expect(page.getByText(reason)).toBeVisible();
}
