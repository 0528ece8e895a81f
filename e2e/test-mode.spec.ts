import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { expectAccessible } from './accessible';
import { expect, server, test } from './fixtures';
import { serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

test('a test key is made, buys in test mode alone, and is revoked', { tag: '@layout' }, async ({ page }) => {
  const { integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, { name: `Tries ${serial()}`, scopes: ['nettv:sell'], creditPaisa: 0 }),
  );
  await signInAs(page, 'admin');
  await page.goto(`/integrators/${integratorId}`);
  await page.getByRole('button', { name: 'New test key' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Make key' }).click();
  const key = await page.getByRole('dialog').locator('code').innerText();
  expect(key).toMatch(/^cdk_test_/);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const balance = () => page.request.get(`${server.url}/api/balance/?token=${key}`, { timeout: 60_000 });
  expect(await (await balance()).json()).toMatchObject({ credits_available: 100_000 });
  await page.getByRole('button', { name: /^Revoke key cdk_test_/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('No test key yet.')).toBeVisible();
  expect((await balance()).status()).toBe(401);
});
