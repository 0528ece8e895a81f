import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { expectAccessible } from './accessible';
import { cutLaterScripts } from './cut-later-scripts';
import { expect, server, test } from './fixtures';
import { serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test('the console of a call sends it in test mode, and takes no live key', { tag: '@layout' }, async ({ page }) => {
  test.slow();
  const { integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, { name: `Reader ${serial()}`, scopes: ['nettv:sell'], creditPaisa: 0 }),
  );
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  await page.getByRole('button', { name: 'New test key' }).click();
  await page.getByRole('dialog').getByLabel('Read redemptions').check({ force: true });
  await page.getByRole('dialog').getByRole('button', { name: 'Make key' }).click();
  const key = await page.getByRole('dialog').locator('code').innerText();

  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(api\/(?!auth)|management)/.test(pathname)) sent.push(`${request.method()} ${pathname}`);
  });
  await page.goto('/docs/calls/redemptions');
  await page.getByRole('button', { name: 'Send it in test mode: Ask whether a code could be redeemed' }).click();
  const form = page.getByRole('form', { name: 'Console: Ask whether a code could be redeemed' });
  await form.getByLabel('Test key').fill(server.apiKey);
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(form.getByText('This is no test key')).toBeVisible();
  expect(sent).toEqual([]);
  await expectAccessible(page);

  await form.getByLabel('Test key').fill(key);
  await form.getByLabel('Body').fill('{"code": "nobody-has-this", "user": {"id": "user-4411"}}');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(form.getByText('200', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(form.getByText('"code_unknown"')).toBeVisible();
  await expect(form.getByText('x-request-id')).toBeVisible();
  expect(sent).toEqual(['POST /api/v1/redemptions/check']);
  await expectAccessible(page);

  // The key is there for the next console, and gone with the page.
  await page.getByRole('button', { name: 'Send it in test mode: Ask which coupons fit a purchase' }).click();
  const next = page.getByRole('form', { name: 'Console: Ask which coupons fit a purchase' });
  await expect(next.getByLabel('Test key')).toHaveValue(key);
  await page.reload();
  await page.getByRole('button', { name: 'Send it in test mode: Ask which coupons fit a purchase' }).click();
  await expect(next.getByLabel('Test key')).toHaveValue('');
  expect(
    await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
  ).not.toContain(key);
});

test('the samples are in the language that somebody chose, here and on the next page', async ({ page }) => {
  await page.goto('/docs/calls/redemptions');
  const name = 'Ask whether a code could be redeemed';
  const sample = page.getByRole('region', { name: `Example: ${name}`, exact: true });
  await expect(sample).toContainText("curl -X POST 'http");
  await page.getByLabel(`Language of the example: ${name}`).selectOption('PHP');
  await expect(sample).toContainText("getenv('KEY')");
  await expect(page.getByRole('region', { name: 'Example: Redeem a code', exact: true })).toContainText('<?php');
  await expectAccessible(page);
  await page.goto('/docs/calls/sales');
  await expect(page.getByText('<?php').first()).toBeVisible();
  await expect(page.getByLabel(/^Language of the example/).first()).toHaveValue('php');
});

test('samples that cannot be loaded are said once, and stay in curl', async ({ page, expectBrowserError }) => {
  expectBrowserError(/ERR_INTERNET_DISCONNECTED/);
  const path = '/docs/calls/redemptions';
  const restore = await cutLaterScripts(page, path);
  await page.goto(path);
  const language = page.getByLabel('Language of the example: Redeem a code');
  await language.selectOption('Python');
  await expect(page.getByRole('alert').getByText('could not be loaded')).toHaveCount(1);
  await expect(language).toHaveValue('curl');
  await restore();
  await page.reload();
  await expect(language).toHaveValue('python');
  await expect(page.getByText('import urllib.request').first()).toBeVisible();
});
