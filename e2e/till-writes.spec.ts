import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { auditEvents } from '@/db/schema/team';
import { sell } from '@/lib/domain/sales/sales/sell';
import { uniquePhone } from './customers';
import { expect, test } from './fixtures';
import { makeShelf } from './make-shelf';
import { type Member, onServer, signInAs } from './sign-in';

const undo = (page: Page) => page.getByRole('region', { name: 'Undo' });
const pin = (page: Page) => page.getByRole('region', { name: 'PIN', exact: true });

/** The page of a sale that this person has just made. */
async function openOwnSale(page: Page, member: Member): Promise<void> {
  const { id: productId } = await makeShelf(page, 1);
  const actor = { kind: 'user', ...member, sessionId: 0 } as const;
  const order = { reference: crypto.randomUUID(), productId, expectedAmountPaisa: 10_000, phone: uniquePhone() };
  const { sale } = await onServer((ctx) => sell({ ...ctx, actor }, order));
  await page.goto(`/sales/${sale.id}`);
  await expect(undo(page).getByRole('button', { name: 'Void sale' })).toBeEnabled();
}

/** Voids, replaces and shows the PIN, of which each has to be refused with these words. The connection is lost with each dialog open. */
async function pressAllOffline(page: Page, words: string): Promise<void> {
  for (const name of ['Replace PIN', 'Void sale']) {
    await undo(page).getByRole('button', { name }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Sold to the wrong number');
    await page.context().setOffline(true);
    await dialog.getByRole('button', { name }).click();
    await expect(dialog.getByRole('alert')).toContainText(words);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
  }
  await pin(page).getByRole('button', { name: 'Show PIN' }).click();
  await expect(page.getByText(words)).toBeVisible();
}

const countWrites = ({ id }: Member) => onServer((ctx) => ctx.db.$count(auditEvents, eq(auditEvents.userId, id)));

test('offline a sale is not voided, its PIN not replaced and not shown, and nothing of it is sent later', {
  tag: '@layout',
}, async ({ page }) => {
  const member = await signInAs(page, 'support', { fresh: true });
  await openOwnSale(page, member);
  const before = await countWrites(member);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  await pressAllOffline(page, 'You are offline. Nothing was done.');
  await page.context().setOffline(false);
  await expect(page.getByText('Nothing you press is sent')).toHaveCount(0);
  // What had been waiting would have been sent before this.
  await page.evaluate(() => fetch('/health/live'));
  expect(sent).toEqual([]);
  expect(await countWrites(member)).toBe(before);
  await pin(page).getByRole('button', { name: 'Show PIN' }).click();
  await expect(pin(page).getByRole('button', { name: 'Copy PIN' })).toBeVisible();
});
