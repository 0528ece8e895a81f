import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import { updateSecuritySettings } from '@/lib/domain/access/security/update-security-settings';
import { codeAt } from '@/lib/platform/factors/totp';
import { expectAccessible } from '../accessible';
import { expect, server, test } from '../fixtures';
import { createMember, fillSignIn, type Member, onServer, signInAs } from '../sign-in';
import { readSecret, shownSecret } from './read-secret';
import { addAuthenticator } from './virtual-authenticator';

// Browsers make passkeys for a name, not for an address.
test.use({ baseURL: server.url.replace('127.0.0.1', 'localhost') });

// What next-auth answers while there is no session yet.
const unfinished = /status of 401/;

async function signIn(page: Page, member: Member): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, member);
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: 'coupon-desk-session' });
  await page.goto('/sign-in');
}

const codesOf = (page: Page) =>
  page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allTextContents();

test('a passkey, an app and a recovery code let somebody in, and each change ends the other session', async ({
  page,
  browser,
  expectBrowserError,
}) => {
  expectBrowserError(unfinished);
  const member = await createMember('viewer');
  const elsewhere = await (
    await browser.newContext({ baseURL: server.url.replace('127.0.0.1', 'localhost') })
  ).newPage();
  await signIn(elsewhere, member);
  await expect(elsewhere.getByRole('heading', { name: 'Today' })).toBeVisible();

  await addAuthenticator(page);
  await signIn(page, member);
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.goto('/account');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name').fill('Work laptop');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible();
  const codes = await codesOf(page);
  expect(codes).toHaveLength(10);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('Work laptop');
  await elsewhere.reload();
  await expect(elsewhere.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();

  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();

  await page.goto('/account');
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const secret = readSecret(await page.getByText(shownSecret).innerText());
  await page.getByLabel('Code of the app').fill(codeAt(secret, new Date()));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('button', { name: 'Move to another phone' })).toBeVisible();

  await signOut(page);
  await fillSignIn(page, member);
  await expect(page.getByRole('heading', { name: 'Confirm that it is you' })).toBeVisible();
  await expectAccessible(page);
  // The password alone opens no page, and a reload forgets nothing.
  await page.goto('/account');
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel('Code of the app').fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'This is not right' })).toBeVisible();
  // The code of the next half minute, as the one of this is used up.
  await page.getByLabel('Code of the app').fill(codeAt(secret, new Date(Date.now() + 30_000)));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();

  await signOut(page);
  await fillSignIn(page, member);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0]?.toLowerCase() ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.goto('/account');
  await expect(page.getByText('9 are left.')).toBeVisible();

  await page.getByRole('button', { name: 'Delete Work laptop' }).click();
  await page.getByRole('button', { name: 'Delete passkey' }).click();
  await expect(page.getByRole('list', { name: 'Passkeys' })).toHaveCount(0);
});

test('somebody whose password was typed can start again, and use their passkey as the second step', async ({
  page,
  expectBrowserError,
}) => {
  expectBrowserError(unfinished);
  const member = await createMember('support');
  await addAuthenticator(page);
  await signIn(page, member);
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name').fill('Phone');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();

  await signOut(page);
  await fillSignIn(page, member);
  await page.getByRole('button', { name: 'Start again' }).click();
  await fillSignIn(page, member);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
});

test('what is sensitive asks who it is once the last proof is old, and goes on after it', async ({ page }) => {
  const member = await signInAs(page, 'admin', { fresh: true });
  const limits = { idleMinutes: 30, sessionHours: 12 };
  const off = { secondFactorRequired: false, stepUpMinutes: 0, voidProofPaisa: null, ...limits };
  // An hour: the sessions of other tests are younger, and are asked for nothing.
  await onServer((ctx) => updateSecuritySettings(ctx, { ...off, stepUpMinutes: 60 }));
  try {
    await onServer(({ db }) => db.update(sessions).set({ provenAt: null }).where(eq(sessions.userId, member.id)));
    await page.goto('/settings/security');
    await expectAccessible(page);
    const amount = page.getByLabel('Also before a sale is voided above');
    const save = page.getByRole('button', { name: 'Save security settings' });
    await amount.fill('5000');
    await save.click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByLabel('Password', { exact: true }).fill('wrong');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(dialog.getByText('This is not your password.')).toBeVisible();
    await dialog.getByLabel('Password', { exact: true }).fill(member.password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Security settings saved')).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await page.reload();
    await expect(amount).toHaveValue('5,000');
    const hourAgo = new Date(Date.now() - 60 * 60_000);
    await onServer(({ db }) => db.update(sessions).set({ lastSeenAt: hourAgo }).where(eq(sessions.userId, member.id)));
    // Lower, as where another test has switched four eyes on a higher one waits for somebody else.
    await amount.fill('4000');
    await save.click();
    await expect(dialog.getByText('Nobody has used this page for a while.')).toBeVisible();
    await dialog.getByLabel('Password', { exact: true }).fill(member.password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('Security settings saved')).toBeVisible();
    await expect(dialog).toHaveCount(0);
  } finally {
    await onServer((ctx) => updateSecuritySettings(ctx, off));
  }
});
