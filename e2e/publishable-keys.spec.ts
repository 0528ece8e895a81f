import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

/** The page of the guide, on a site of its own. */
async function openShop(keyOf: () => string): Promise<{ origin: string; close: () => void }> {
  const guide = readFileSync('docs/guides/publishable-keys.md', 'utf8');
  const sample = /```html\n([\s\S]*?)```/.exec(guide)?.[1];
  if (!sample) throw new Error('The guide has no page.');
  const shop = createServer((_, response) => {
    const page = sample.replace('https://desk.example.com', server.url).replace('cdk_pub_…', keyOf());
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">${page}</html>`);
  });
  await new Promise<void>((resolve) => shop.listen(0, 'localhost', resolve));
  const { port } = shop.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => shop.close() };
}

test('a publishable key is made and checks a coupon in a page of another site', { tag: '@layout' }, async ({
  page,
  browser,
  expectBrowserError,
}) => {
  test.slow();
  const { integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, { name: `Shop ${serial()}`, scopes: ['nettv:sell'], creditPaisa: 0 }),
  );
  const coupon = `page-${serial()}`;
  await makeCoupon(coupon, { discount: 25 });
  const hidden = `hidden-${serial()}`;
  await makeCoupon(hidden, { security: 'restricted' });
  let key = '';
  const [shop, other] = [await openShop(() => key), await openShop(() => key)];

  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  const card = page.getByRole('region', { name: 'Publishable keys' });
  await card.getByRole('button', { name: 'New publishable key' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name of the key').fill('Checkout');
  await form.getByLabel('Origins of the pages').fill('https://*.example.com');
  await form.getByRole('button', { name: 'Make key' }).click();
  await expect(form.getByText('“https://*.example.com” is not one origin.')).toBeVisible();
  await form.getByLabel('Origins of the pages').fill(`${shop.origin}/`);
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Make key' }).click();
  await expect(card.getByText(`In pages of ${shop.origin}`)).toBeVisible();
  await expectAccessible(page);
  key = await card.getByText(/^cdk_pub_/).innerText();

  const context = await browser.newContext();
  const visitor = await context.newPage();
  const use = async (code: string) => {
    await visitor.getByLabel('Coupon').fill(code);
    await visitor.getByRole('button', { name: 'Use it' }).click();
  };
  await visitor.goto(shop.origin);
  await use(coupon);
  await expect(visitor.getByText('500 rupees come off.')).toBeVisible();
  await use(hidden);
  await expect(visitor.getByText('No public coupon reads like this.')).toBeVisible();

  expectBrowserError(/blocked by CORS policy/);
  expectBrowserError(/ERR_FAILED/);
  expectBrowserError(/Failed to fetch/);
  await visitor.goto(other.origin);
  await use(coupon);
  await expect.poll(() => visitor.getByRole('status').innerText()).toBe('');

  await card.getByRole('button', { name: /^Revoke key cdk_pub_/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(card.getByText('Revoked', { exact: true })).toBeVisible();
  await context.close();
  shop.close();
  other.close();
});
