import { expectAccessible, expectToFit } from './accessible';
import { expect, server, test } from './fixtures';
import { onServer, signInAs } from './sign-in';

test('an admin sees who was refused, narrows it down and exports it @layout', async ({ page, request }) => {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const wrong = { email: server.adminEmail, password: 'not the password at all' };
  const refused = await request.post('/api/auth/callback/credentials', { form: { csrfToken, json: 'true', ...wrong } });
  expect(refused.status()).toBe(401);

  await signInAs(page, 'admin');
  await expect(async () => {
    // An event is written within a second, apart from what caused it.
    await page.goto('/security?kind=sign_in.failed');
    await expect(page.getByRole('cell', { name: 'Sign-in failed' }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(page.getByRole('heading', { name: 'Security', level: 1 })).toBeVisible();
  await expect(page.getByText(/Not signed in, tried/).first()).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^security-events-.*\.csv$/);
});

test('an alert is on Today until an admin has seen it', async ({ page }) => {
  const subject = `198.51.100.${Math.trunc(Number.parseInt(crypto.randomUUID().slice(0, 2), 16))}`;
  const alert = JSON.stringify({ address: subject });
  await onServer((ctx) =>
    ctx.db.execute(
      `insert into security_alerts (kind, cause, subject, count, filter) values
        ('bad_sign_ins', 'test ${crypto.randomUUID()}', '${subject}', 25, '${alert}')`,
    ),
  );
  const words = `25 sign-ins failed within a quarter of an hour: ${subject}.`;
  await signInAs(page, 'admin');
  await page.goto('/');
  await page.getByRole('link', { name: words }).click();
  await page.waitForURL('/security');
  await expectAccessible(page);
  await page.getByRole('button', { name: `Seen: ${words}` }).click();
  await expect(page.getByText('Marked as seen.')).toBeVisible();
  await expect(page.getByText(words)).toBeHidden();
  await page.goto('/');
  await expect(page.getByText(words)).toBeHidden();
});
