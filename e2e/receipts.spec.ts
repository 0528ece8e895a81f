import { paperNames, papers } from '@/app/(desk)/sales/paper';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { expectAccessible } from './accessible';
import { sellDespiteEarlierSales } from './customers';
import { expect, server, test } from './fixtures';
import { onServer, signInAs } from './sign-in';

// Links are printed where the desk knows its public address.
test.use({ baseURL: server.nextUrl });

const pointsOfMillimetre = 72 / 25.4;

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
  // What a browser prints is made here, so its own dialog stays shut.
  await page.addInitScript(() => {
    window.print = () => {};
  });
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
    const code = receipt.locator('.receipt-pin');
    await expect(code).toHaveText(pin);
    // One box for each line of its text, within the paper.
    const lines = await code.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return [...range.getClientRects()].map(({ left, right }) => ({ left, right }));
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.left).toBeGreaterThan(0);
    expect(lines[0]?.right).toBeLessThan((width * 96) / 25.4);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [, , , right = 0] = pdf.match(/\/MediaBox\s*\[\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)/)?.map(Number) ?? [];
    expect(Math.abs(right - width * pointsOfMillimetre)).toBeLessThan(2);
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
