import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { sessions, users } from '@/db/schema/team';
import { updateSecuritySettings } from '@/lib/domain/access/security/update-security-settings';
import { systemContext } from '@/lib/platform/context/context';
import { codeAt } from '@/lib/platform/factors/totp';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { fillSignIn } from '../sign-in';
import { choose, enter, expectNoToken, type MailingDesk, openMailingDesk } from './mailing-desk';
import { readSecret, shownSecret } from './read-secret';
import { addAuthenticator } from './virtual-authenticator';

let desk: MailingDesk;
test.beforeAll(async () => {
  desk = await openMailingDesk();
});
test.afterAll(() => desk.close());

const password = 'three blind mice run';

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies({ name: 'coupon-desk-session' });
  await page.goto(`${desk.url}/sign-in`);
}

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name })).toBeVisible();

test('an invited person chooses a password, adds a passkey and an app, comes in by each and by a recovery code, and ends the other session', async ({
  page,
  browser,
  request,
  expectBrowserError,
}) => {
  test.slow();
  // What next-auth answers while there is no session yet.
  expectBrowserError(/status of 401/);
  const email = `sita-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const person = { email, password };
  const settings = { secondFactorRequired: false, voidProofPaisa: null, idleMinutes: 30, sessionHours: 12 };
  await updateSecuritySettings(systemContext(desk.db, 'Browser test'), { ...settings, stepUpMinutes: 5 });

  // The invitation, whose link works once and is known to nobody else.
  const admins = await (await browser.newContext()).newPage();
  await enter(admins, desk, await desk.makeMember('admin'));
  await admins.goto(`${desk.url}/team`);
  await admins.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = admins.getByRole('dialog', { name: 'Invite to the team' });
  await dialog.getByLabel('Name').fill('Sita Sharma');
  await dialog.getByLabel('Email').fill(email);
  await expect(dialog.getByLabel('Password')).toHaveCount(0);
  await expectAccessible(admins);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await expect(admins.getByText('Sita Sharma was sent an invitation')).toBeVisible();
  const waiting = admins.getByRole('region', { name: 'Invited, not in yet' });
  await expect(waiting).toContainText(email);
  const link = await desk.linkTo(email);
  // As a mail scanner opens it, more than once.
  for (let look = 0; look < 2; look += 1) {
    const answer = await request.get(link);
    expect([answer.status(), answer.headers()['referrer-policy']]).toEqual([200, 'no-referrer']);
  }
  const assertNoToken = expectNoToken(page, link);
  await page.goto(link);
  await expect(page.getByText(`Hello Sita Sharma. Choose a password to sign in with as ${email}.`)).toBeVisible();
  await choose(page, 'sita-sharma-2026');
  await expect(page.getByText('Too much of this is your name')).toBeVisible();
  await choose(page, password);
  await page.waitForURL(`${desk.url}/sign-in?chosen=1`);
  await expect(page.getByText('Your password is saved. Sign in with it.')).toBeVisible();
  await addAuthenticator(page);
  await fillSignIn(page, person);
  await page.waitForURL(`${desk.url}/`);
  const again = await page.context().newPage();
  await again.goto(link);
  await expect(again.getByText('This link does not work any more')).toBeVisible();
  await expectAccessible(again);
  await again.close();
  assertNoToken();
  await admins.reload();
  await expect(admins.getByRole('table').or(admins.getByRole('list')).getByText(email).first()).toBeVisible();
  await expect(waiting).toHaveCount(0);
  await admins.context().close();

  // A passkey.
  await page.goto(`${desk.url}/account`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByLabel('Name').fill('Work laptop');
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await heading(page, 'Your recovery codes');
  const list = page.getByRole('list', { name: 'Recovery codes' });
  const codes = await list.getByRole('listitem').allTextContents();
  expect(codes).toHaveLength(10);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('Work laptop');
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await heading(page, 'Today');

  // An app, once the last proof is old and the passkey has given another one.
  const [user] = await desk.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  await desk.db
    .update(sessions)
    .set({ provenAt: null, factorProvenAt: null })
    .where(eq(sessions.userId, user?.id ?? 0));
  await page.goto(`${desk.url}/account`);
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await expect(proof).toBeVisible();
  await expectAccessible(page);
  await proof.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(proof).toHaveCount(0);
  const secret = readSecret(await page.getByText(shownSecret).innerText());
  await page.getByLabel('Code of the app').fill(codeAt(secret, new Date()));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('button', { name: 'Move to another phone' })).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(`${desk.url}/sign-in`);
  await fillSignIn(elsewhere, person);
  await heading(elsewhere, 'Confirm that it is you');
  await expectAccessible(elsewhere);
  // The password alone opens no page, and a reload forgets nothing.
  await elsewhere.goto(`${desk.url}/account`);
  await expect(elsewhere).toHaveURL(/sign-in/);
  await elsewhere.getByLabel('Code of the app').fill('000000');
  await elsewhere.getByRole('button', { name: 'Continue' }).click();
  await expect(elsewhere.getByRole('alert').filter({ hasText: 'This is not right' })).toBeVisible();
  // The code of the next half minute, as the one of this is used up.
  await elsewhere.getByLabel('Code of the app').fill(codeAt(secret, new Date(Date.now() + 30_000)));
  await elsewhere.getByRole('button', { name: 'Continue' }).click();
  await heading(elsewhere, 'Your account');

  // A recovery code, and an end of the other session with the passkey that is not needed any more.
  await signOut(page);
  await fillSignIn(page, person);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(codes[0]?.toLowerCase() ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await heading(page, 'Today');
  await elsewhere.reload();
  await heading(elsewhere, 'Your account');
  await page.goto(`${desk.url}/account`);
  await expect(page.getByText('9 are left.')).toBeVisible();
  await page.getByRole('button', { name: 'Delete Work laptop' }).click();
  await page.getByRole('button', { name: 'Delete passkey' }).click();
  await expect(page.getByRole('list', { name: 'Passkeys' })).toHaveCount(0);
  await elsewhere.reload();
  await expect(elsewhere.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await elsewhere.context().close();
});
