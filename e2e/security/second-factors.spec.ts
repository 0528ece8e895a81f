import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import { updateSecuritySettings } from '@/lib/domain/access/security/update-security-settings';
import { expectAccessible } from '../accessible';
import { expect, server, test } from '../fixtures';
import { createMember, fillSignIn, type Member, onServer, signInAs } from '../sign-in';
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
