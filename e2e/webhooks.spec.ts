import { startWebhookReceiver, type WebhookReceiver } from '@/test/fakes/webhook-receiver';
import { expectAccessible } from './accessible';
import { addWebhook } from './add-webhook';
import { expect, test } from './fixtures';
import { signInAs } from './sign-in';

let receiver: WebhookReceiver;
test.beforeEach(async () => {
  test.slow();
  receiver = await startWebhookReceiver();
});
test.afterEach(() => receiver.close());

const name = (what: string) => `${what} ${crypto.randomUUID().slice(0, 8)}`;

test('an admin adds a webhook, tests it, sees it fail and sends again', { tag: '@layout' }, async ({ page }) => {
  await signInAs(page, 'admin');
  const secret = await addWebhook(page, receiver.url, name('Order system'));
  expect(await page.content()).not.toContain(secret);

  receiver.answers(500, 'The database is away');
  await page.getByRole('button', { name: 'Send test' }).first().click();
  await expect(page.getByText('Failed', { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.getByRole('link', { name: 'webhook.test', exact: true }).click();
  const message = page.getByRole('dialog', { name: 'Message' });
  await expect(message.getByText('The database is away')).toBeVisible();
  await expect(message.getByText('"type": "webhook.test"')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(message).toBeHidden();

  receiver.answers(204);
  await page.getByRole('button', { name: /^Actions for webhook\.test/ }).click();
  await page.getByRole('menuitem', { name: 'Send again' }).click();
  // It also receives what other tests sell meanwhile.
  const tests = () =>
    receiver.requests.map((request) => receiver.verify(request, secret)).filter(({ type }) => type === 'webhook.test');
  await expect.poll(() => tests().length).toBe(2);
  const [first, second] = tests();
  expect(second).toEqual(first);
  await expect(page.getByText('Failed', { exact: true })).toBeHidden({ timeout: 15_000 });
  await expectAccessible(page);
});

test('a sale reaches the receiver, signed, within seconds', async ({ page }) => {
  await signInAs(page, 'admin');
  const secret = await addWebhook(page, receiver.url, name('Sales'));
  await page.goto('/sell');
  await page.getByRole('radio', { name: /^nettv coupon/ }).check({ force: true });
  const reference = new URL(page.url()).searchParams.get('reference');
  await page.getByRole('button', { name: 'Sell for Rs 2,000' }).click();
  await expect(page.getByRole('heading', { name: 'Sold' })).toBeVisible();
  const pin = (await page.getByRole('main').locator('code').first().innerText()).replace(/\s|-/g, '');
  const received = () => receiver.requests.find((request) => request.body.includes(reference ?? 'none'));
  await expect.poll(() => received() !== undefined).toBe(true);
  const message = receiver.verify(received(), secret);
  expect(message).toMatchObject({ type: 'sale.succeeded', data: { reference, amount_paisa: 200_000 } });
  expect(received()?.body).not.toContain(pin);
});

test('switching off and deleting offer to undo it', async ({ page }) => {
  await signInAs(page, 'admin');
  await addWebhook(page, receiver.url, name('Undo'));
  const choose = async (label: string) => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: label }).click();
  };
  await choose('Switch off');
  await expect(page.getByRole('note')).toContainText('Nothing is sent');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('note')).toBeHidden();
  await choose('Delete');
  await expect(page.getByRole('note')).toContainText('Deleted');
  await page.getByRole('button', { name: 'Restore webhook' }).click();
  await expect(page.getByRole('note')).toBeHidden();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
});

test('a new secret is shown once, and the old one is valid for a day', async ({ page }) => {
  await signInAs(page, 'admin');
  const old = await addWebhook(page, receiver.url, '');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'New secret' }).click();
  await page.getByRole('button', { name: 'Create a new secret' }).click();
  const shown = page.getByRole('dialog', { name: 'The new secret of this webhook' });
  const fresh = await shown.locator('code').innerText();
  await shown.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('note')).toContainText('The old secret signs too until');
  await page.getByRole('button', { name: 'Send test' }).first().click();
  // It also receives what other tests do meanwhile, before the new secret too.
  const received = () => receiver.requests.find((request) => request.body.includes('"webhook.test"'));
  await expect.poll(() => received() !== undefined).toBe(true);
  for (const secret of [fresh, old]) receiver.verify(received(), secret);
});

test('an address that is not sent to is refused in words', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/webhooks');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a webhook' });
  await dialog.getByLabel('Address').fill('https://name:word@hooks.example.com');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await expect(dialog.getByText('Leave out the user name and the password')).toBeVisible();
  await expect(dialog.getByLabel('Address')).toBeFocused();
});

test('support staff see who can, and learn nothing from the reads either', async ({ page, expectBrowserError }) => {
  expectBrowserError(/status of 403/);
  await signInAs(page, 'support');
  await page.goto('/webhooks');
  await expect(page.getByRole('heading', { level: 1, name: "You don't have access to this page" })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Webhooks' })).toHaveCount(0);
  expect((await page.request.get('/api/desk/webhooks')).status()).toBe(403);
  expect((await page.request.get('/api/desk/webhooks/deliveries?endpointId=1')).status()).toBe(403);
});
