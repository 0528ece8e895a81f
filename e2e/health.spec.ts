import { expect, test } from './fixtures';

test('the server lives and is ready', async ({ request }) => {
  expect((await request.get('/health/live')).status()).toBe(200);
  const ready = await request.get('/health/ready');
  expect(ready.status()).toBe(200);
  expect(await ready.json()).toMatchObject({ status: 'ok' });
});

test('a page opens without a word on the console', async ({ page }) => {
  const response = await page.goto('/');
  expect(response?.status()).toBe(200);
  await expect(page.locator('body')).toBeVisible();
});

test('an error on the console that was announced does not fail a test', async ({ page, expectBrowserError }) => {
  expectBrowserError(/announced/);
  await page.goto('/');
  await page.evaluate(() => console.error('announced'));
});
