import { disableUser } from '@/lib/domain/access/team/disable-user';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import { signInKeys } from '@/lib/platform/auth/limit-sign-ins';
import { expect, test } from './fixtures';
import { holdScripts } from './hold-scripts';
import { createMember, fillSignIn, onServer, signInAs } from './sign-in';

const refused = /status of 401/;

test('signs in by keyboard alone and comes back to the page that was asked for', async ({ page }) => {
  const member = await createMember('admin');
  await page.goto('/settings?from=link');
  await expect(page).toHaveURL('/sign-in?returnTo=%2Fsettings%3Ffrom%3Dlink');
  await expect(page.getByLabel('Email')).toBeFocused();
  await page.keyboard.type(member.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(member.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/settings?from=link');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('keeps what was typed before hydration, and sends nothing by itself', async ({ page }) => {
  const member = await createMember('viewer');
  const release = await holdScripts(page);
  const addresses: string[] = [];
  page.on('request', (request) => request.isNavigationRequest() && addresses.push(request.url()));
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await page.getByLabel('Email').fill(member.email);
  await page.getByLabel('Password', { exact: true }).fill(member.password);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled();
  await page.getByLabel('Password', { exact: true }).press('Enter');
  release();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('/');
  expect(addresses.map((address) => new URL(address).pathname)).toEqual(['/sign-in', '/']);
  expect(addresses.join(' ')).not.toContain(encodeURIComponent(member.password));
});

test('leads nowhere else after signing in', async ({ page }) => {
  const member = await createMember('viewer');
  await page.goto('/sign-in?returnTo=//elsewhere.example/sell');
  await fillSignIn(page, member);
  await page.waitForURL('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
});

test('says what to do about an empty field and a wrong password, and shows the password on demand', async ({
  page,
  expectBrowserError,
}) => {
  expectBrowserError(refused);
  const member = await createMember('viewer');
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Enter the email of your account.')).toBeVisible();
  await fillSignIn(page, { email: member.email, password: 'wrong' });
  await expect(page.getByRole('alert').filter({ hasText: 'is not right' })).toBeVisible();
  const password = page.getByLabel('Password', { exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show the password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue('wrong');
});

/** Counted as guesses from the browser's own network, but not against that network, which all tests share. */
async function guess(email: string, times: number): Promise<void> {
  const { here } = signInKeys(email, '127.0.0.1');
  await onServer(async (ctx) => {
    for (let attempt = 1; attempt <= times; attempt += 1) {
      await limitAttempts(ctx.db, ctx.now(), [{ key: here, limit: times, windowSeconds: 15 * 60 }]);
    }
  });
}

test('stops guessing and says for how many seconds', async ({ page, expectBrowserError }) => {
  expectBrowserError(refused);
  const member = await createMember('viewer');
  await guess(member.email, 9);
  await page.goto('/sign-in');
  const alert = page.getByRole('alert').filter({ hasText: /./ });
  await fillSignIn(page, { email: member.email, password: 'the tenth guess' });
  await expect(alert).toContainText('is not right');
  await fillSignIn(page, member);
  await expect(alert).toContainText(/Too many attempts\. Wait \d+ seconds, then try again\./);
});

test('signs out for good: the cookie that was there is worth nothing', { tag: '@layout' }, async ({
  page,
  isMobile,
}) => {
  const member = await signInAs(page, 'support', { fresh: true });
  const before = await page.context().cookies();
  await page.goto('/');
  if (isMobile) await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('button', { name: `Account of ${member.name}` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.context().addCookies(before);
  await page.goto('/');
  await expect(page).toHaveURL('/sign-in');
});

test('a disabled member is out at once, on pages, reads and actions', async ({ page, expectBrowserError }) => {
  const member = await signInAs(page, 'admin', { fresh: true });
  await page.goto('/settings');
  await page.getByLabel('Company name').fill('A name that stays typed');
  await onServer((ctx) => disableUser(ctx, { userId: member.id }));

  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('You are signed out', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in in a new tab' })).toBeVisible();
  await expect(page.getByLabel('Company name')).toHaveValue('A name that stays typed');

  expectBrowserError(refused);
  const status = await page.evaluate(async () => (await fetch('/api/desk/today')).status);
  expect(status).toBe(401);

  page.on('dialog', (dialog) => dialog.accept());
  await page.goto('/team');
  await expect(page).toHaveURL('/sign-in?returnTo=%2Fteam');
});

test('after signing in again in another tab, what was typed is sent', async ({ page, context }) => {
  test.slow();
  const member = await signInAs(page, 'admin', { fresh: true });
  await page.goto('/account');
  await page.getByLabel('Password now').fill(member.password);
  await page.getByLabel('New password', { exact: true }).fill('three blind mice run');
  await page.getByLabel('New password again').fill('three blind mice run');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Change password' }).click();
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in in a new tab' }).click();
  const tab = await opening;
  await fillSignIn(tab, member);
  await tab.waitForURL('/');
  await tab.close();
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed.')).toBeVisible();
});
