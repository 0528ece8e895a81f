import { eq } from 'drizzle-orm';
import { sessions } from '@/db/schema/team';
import { setSecurity } from '@/lib/domain/access/factors/testing';
import { giveTotp } from '@/lib/platform/factors/testing';
import { codeAt } from '@/lib/platform/factors/totp';
import { expectAccessible, expectToFit } from '../accessible';
import { expect, test } from '../fixtures';
import { enter, type MailingDesk, openMailingDesk } from './mailing-desk';

// A desk of its own: how long a proof counts is a setting of everybody.
let desk: MailingDesk;
test.beforeAll(async () => {
  desk = await openMailingDesk();
  await setSecurity(desk.db, { secondFactorRequired: false, stepUpMinutes: 5 });
});
test.afterAll(() => desk.close());

const title = 'Confirm that it is you';

test('a safeguard in the settings is saved once its person has shown who they are', { tag: '@layout' }, async ({
  page,
}) => {
  const member = await desk.makeMember('admin');
  await enter(page, desk, member);
  await desk.db.update(sessions).set({ provenAt: null }).where(eq(sessions.userId, member.id));
  await page.goto(`${desk.url}/settings`);
  const guesses = page.getByLabel('Unknown codes of a key');
  const save = page.getByRole('button', { name: 'Save settings' });
  const before = await guesses.inputValue();
  await guesses.fill('7');
  await save.click();
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await expectToFit(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(guesses).toHaveValue(before);

  await guesses.fill('7');
  await save.click();
  await dialog.getByLabel('Password', { exact: true }).fill(member.password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Settings saved')).toBeVisible();
  await page.reload();
  await expect(guesses).toHaveValue('7');

  // What is no safeguard asks for none.
  await desk.db.update(sessions).set({ provenAt: null }).where(eq(sessions.userId, member.id));
  await page.getByLabel('Company name').fill('Himal TV');
  await save.click();
  await expect(page.getByText('Settings saved')).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test('a second factor is changed by a second factor: a password alone is not offered', { tag: '@layout' }, async ({
  page,
}) => {
  const member = await desk.makeMember('support');
  await enter(page, desk, member);
  const now = new Date();
  const { secret } = await giveTotp(desk.db, member.id, now);
  // They have just typed their password.
  await desk.db.update(sessions).set({ provenAt: now, factorProvenAt: null }).where(eq(sessions.userId, member.id));
  await page.goto(`${desk.url}/account`);
  await page.getByRole('button', { name: 'Make new ones' }).click();
  const dialog = page.getByRole('dialog', { name: title });
  await expect(dialog.getByText('a password alone is not enough')).toBeVisible();
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Use your password' })).toHaveCount(0);
  await expectAccessible(page);
  await expectToFit(page);
  await dialog.getByLabel('Code of the app').fill('000000');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByText('This code is not right')).toBeVisible();
  await dialog.getByLabel('Code of the app').fill(codeAt(secret, new Date()));
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('dialog', { name: 'Your recovery codes' })).toBeVisible();
});
