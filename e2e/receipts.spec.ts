import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { layOutPin, paperNames, papers, smallestPin } from '@/app/(desk)/sales/paper';
import { groupByFour } from '@/components/group-by-four';
import { sales } from '@/db/schema/sales';
import { enterSalePin } from '@/lib/domain/sales/sales/resolve-sale';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { expectAccessible } from './accessible';
import { sellDespiteEarlierSales } from './customers';
import { expect, server, test } from './fixtures';
import { openSale, phones, sellThroughKhalti } from './khalti';
import { title } from './page-title';
import { readPdf } from './read-pdf';
import { createMember, onServer, signInAs } from './sign-in';

// Links are printed where the desk knows its public address.
test.use({ baseURL: server.nextUrl });

/** What a browser prints is made here, so its own dialog stays shut. */
const keepPrintShut = (page: Page) =>
  page.addInitScript(() => {
    window.print = () => {};
  });

test('a receipt fits one page of each paper with the PIN on one line, and its link says that it is genuine', async ({
  page,
}) => {
  await onServer((ctx) =>
    updateSettings(ctx, {
      address: 'Durbar Marg 14, Kathmandu',
      taxNumber: '301234567',
      receiptTerms: 'No returns. '.repeat(33).trim(),
    }),
  );
  await keepPrintShut(page);
  await signInAs(page, 'support');
  await sellDespiteEarlierSales(page);
  await page.goto('/sell');
  await page.getByRole('radio', { name: new RegExp(`^${server.khalti.productName}`) }).check({ force: true });
  await page.getByRole('button', { name: 'Sell for Rs 1,750' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sold', exact: true })).toBeVisible();
  const pin = await page.locator('main code').first().innerText();
  const receipt = page.locator('.receipt');
  // What the QR code leads to is in the answer that the receipt is made of.
  const links: string[] = [];
  await page.route(
    ({ pathname }) => pathname.startsWith('/sell'),
    async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const response = await route.fetch();
      links.push(...(/http:[^"\\]+\/receipt\/[\w.-]+/.exec(await response.text()) ?? []));
      await route.fulfill({ response });
    },
  );
  for (const [index, name] of paperNames.entries()) {
    const { width, height } = papers[name];
    const label = { roll58: '58 mm roll', roll80: '80 mm roll', a6: 'A6', a4: 'A4' }[name];
    await page.getByRole('button', { name: /^Paper:/ }).click();
    await page.getByRole('menuitem', { name: label, exact: true }).click();
    await page.getByRole('button', { name: 'Print receipt' }).click();
    await expect(receipt.locator('.receipt-title')).toContainText(index === 0 ? /\d$/ : `Copy ${index + 1}`);
    await expect
      .poll(() => receipt.locator('style').textContent())
      .toMatch(new RegExp(`size: ${width}mm ${height ?? '\\d+'}mm`));
    await page.emulateMedia({ media: 'print' });
    await expect(receipt).toContainText('PAN/VAT 301234567');
    await expect(receipt.locator('.receipt-pin')).toHaveText(pin);
    const sheets = readPdf(await page.pdf({ preferCSSPageSize: true }));
    expect(sheets).toHaveLength(1);
    const [sheet] = sheets;
    expect(Math.abs((sheet?.width ?? 0) - width)).toBeLessThan(1);
    const lines = sheet?.lines.filter(({ text }) => text === pin) ?? [];
    expect(lines).toHaveLength(1);
    expect(lines[0]?.left).toBeGreaterThan(0);
    expect(lines[0]?.right).toBeLessThan(width);
    expect(lines[0]?.size).toBeGreaterThanOrEqual(smallestPin);
    await page.emulateMedia({ media: null });
    await expect(receipt.locator('svg')).toBeAttached();
  }

  const [, link = ''] = links;
  expect(links).toHaveLength(4);
  expect(link).toContain(`${server.url}/receipt/`);
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'This receipt is genuine' })).toBeVisible();
  await expect(page.locator('main')).toContainText(' · Copy 2');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'नेपाली' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'यो रसिद सक्कली हो' })).toBeVisible();

  const forged = await page.request.get(link.replace(/\.(.)(?=[^.]*$)/, (_, first) => (first === 'A' ? '.B' : '.A')));
  expect(forged.status()).toBe(404);
  expect(await forged.text()).toContain('This is none of our receipts');
});

/** Sells, enters this PIN by hand and shows it on the sale's page, ready to be printed. */
async function showEnteredPin(page: Page, pin: string): Promise<void> {
  await signInAs(page, 'support', { fresh: true });
  const reference = await sellThroughKhalti(page, phones.hasNoPin);
  await expect(title(page, 'Paid, but the PIN is missing')).toBeVisible();
  const actor = { kind: 'user', ...(await createMember('admin')), sessionId: 0 } as const;
  await onServer(async (ctx) => {
    const [sale] = await ctx.db.select({ id: sales.id }).from(sales).where(eq(sales.reference, reference));
    const entered = { saleId: sale?.id ?? 0, pin, reason: 'The longest that is taken', confirmed: true };
    return enterSalePin({ ...ctx, actor }, entered);
  });
  await openSale(page, reference);
  await page.getByRole('button', { name: 'Show PIN' }).click();
}

test('a PIN of 64 characters is broken between its groups on a narrow roll, readable and on one page', async ({
  page,
}) => {
  await keepPrintShut(page);
  await page.addInitScript(() => localStorage.setItem('receipt-paper', 'roll58'));
  const pin = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '').toUpperCase();
  await showEnteredPin(page, pin);
  await page.getByRole('button', { name: 'Print receipt' }).click();
  await expect.poll(() => page.locator('.receipt style').textContent()).toMatch(/size: 58mm/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.receipt')).toContainText('PIN: one, on 3 lines');
  const sheets = readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(sheets).toHaveLength(1);
  const { lines } = layOutPin(papers.roll58, groupByFour(pin));
  const drawn = sheets[0]?.lines.filter(({ text }) => lines.includes(text)) ?? [];
  expect(drawn.toSorted((a, b) => a.baseline - b.baseline).map(({ text }) => text)).toEqual(lines);
  for (const { right, size } of drawn) {
    expect(right).toBeLessThan(58);
    expect(size).toBeGreaterThanOrEqual(smallestPin);
  }
});

for (const { kind, pin } of [
  { kind: 'signs and both cases', pin: 'aB3$xY-9_zQ.77/kk+LLmmNNooPPqqRRssTTuuVVwwXXyyZZ0011223344556677' },
  { kind: 'Devanagari', pin: 'नेपाली-१२३४५६७८९०-नेपाली-१२३४५६७८९०-नेपाली' },
]) {
  test(`a long PIN of ${kind} is within every paper, in letters that the paper shows`, async ({ page }) => {
    await keepPrintShut(page);
    await showEnteredPin(page, pin);
    for (const name of paperNames) {
      const { width, padding } = papers[name];
      const label = { roll58: '58 mm roll', roll80: '80 mm roll', a6: 'A6', a4: 'A4' }[name];
      await page.getByRole('button', { name: /^Paper:/ }).click();
      await page.getByRole('menuitem', { name: label, exact: true }).click();
      await page.getByRole('button', { name: 'Print receipt' }).click();
      const receipt = page.locator('.receipt');
      await expect.poll(() => receipt.locator('style').textContent()).toMatch(new RegExp(`size: ${width}mm`));
      await page.emulateMedia({ media: 'print' });
      const { lines } = layOutPin(papers[name], pin);
      await expect(receipt.locator('.receipt-pin > span')).toHaveText(lines);
      const sheets = readPdf(await page.pdf({ preferCSSPageSize: true }));
      expect(sheets).toHaveLength(1);
      const drawn = sheets[0]?.lines.filter(({ text }) => lines.includes(text)) ?? [];
      expect(drawn.map(({ text }) => text)).toEqual(lines);
      for (const { right, size } of drawn) {
        expect(right).toBeLessThan(width - padding);
        // A sheet that is too full is set smaller as a whole.
        if (papers[name].height === null) expect(size).toBeGreaterThanOrEqual(smallestPin);
      }
      await page.emulateMedia({ media: null });
    }
  });
}
