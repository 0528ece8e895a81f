import { createRole } from '@/lib/domain/access/roles/create-role';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { expectAccessible, expectToFit } from './accessible';
import { expect, test } from './fixtures';
import { createMember, fillSignIn, onServer, signInAs } from './sign-in';

const freshName = () => `Night shift ${crypto.randomUUID().slice(0, 8)}`;

test('an admin makes a role and gives it to somebody, who is signed out and in again with it', {
  tag: '@layout',
}, async ({ page, browser, expectBrowserError }) => {
  test.slow();
  expectBrowserError(/status of 403/);
  const theirs = await (await browser.newContext()).newPage();
  const member = await signInAs(theirs, 'viewer', { fresh: true });
  await theirs.goto('/activity');
  await expect(theirs.getByText(/^Only admins.* have access\.$/)).toBeVisible();

  const name = freshName();
  await signInAs(page, 'admin');
  await page.goto('/team');
  await page.getByRole('link', { name: 'Roles' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible();
  await expectToFit(page);
  await page.getByRole('button', { name: 'Make a role' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a role' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByText('Read the activity', { exact: true }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make role' }).click();
  await expect(page.getByText(`Role ${name} made`)).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText('Read the activity');

  await page.goto(`/team?search=${encodeURIComponent(member.email)}`);
  await page.getByRole('button', { name: `Actions for ${member.name}` }).click();
  await page.getByRole('menuitem', { name: 'Change role' }).click();
  const roleOf = page.getByRole('dialog', { name: `Role of ${member.name}` });
  await roleOf.getByText(name, { exact: true }).click();
  await roleOf.getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByText(`${member.name} is now ${name}`)).toBeVisible();

  await theirs.goto('/activity');
  await fillSignIn(theirs, member);
  await expect(theirs.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  await theirs.goto('/account');
  await expect(theirs.getByRole('main').getByText(name)).toBeVisible();
  await theirs.context().close();
});

test('a role that somebody has is deleted once it is said what they get instead', async ({ page }) => {
  const name = freshName();
  const member = await createMember('viewer');
  await onServer(async (ctx) => {
    const { id } = await createRole(ctx, { name, permissions: ['sales.sell'] });
    await changeRole(ctx, { userId: member.id, role: `own:${id}` });
  });
  await signInAs(page, 'admin');
  await page.goto('/team/roles');
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(member.name);
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${name}` });
  await expect(dialog.getByText('1 person has this role.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete role' }).click();
  await expect(dialog.getByText('Choose the role that they get instead.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Their new role' }).click();
  await page.getByRole('option', { name: 'Supervisor' }).click();
  await dialog.getByRole('button', { name: 'Delete role' }).click();
  await expect(page.getByText(`Role ${name} deleted`)).toBeVisible();
  await page.goto(`/team?search=${encodeURIComponent(member.email)}`);
  await expect(page.getByRole('row', { name: new RegExp(member.name) })).toContainText('Supervisor');
});

test('a supervisor settles and sees what others sold, and neither team nor settings change by them', async ({
  page,
  expectBrowserError,
}) => {
  expectBrowserError(/status of 403/);
  await signInAs(page, 'supervisor');
  await page.goto('/team/roles');
  await expect(page.getByText(/^Only admins.* have access\.$/)).toBeVisible();
  await page.goto('/settings');
  await expect(page.getByText('Only admins can change the settings.')).toBeVisible();
  await page.goto('/coupons');
  await expect(page.getByRole('heading', { level: 1, name: 'Coupons' })).toBeVisible();
  await expect(page.getByRole('link', { name: /New coupon|Create coupon/ })).toHaveCount(0);
});

test('who only looks at the team is offered no change of it', async ({ page }) => {
  const member = await signInAs(page, 'viewer', { fresh: true });
  await onServer(async (ctx) => {
    const { id } = await createRole(ctx, { name: freshName(), permissions: ['team.read'] });
    await changeRole(ctx, { userId: member.id, role: `own:${id}` });
  });
  await page.goto(`/team?search=${encodeURIComponent(member.email)}`);
  await fillSignIn(page, member);
  await expect(page.getByRole('row', { name: new RegExp(member.name) })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Actions for ${member.name}` })).toHaveCount(0);
  await page.getByRole('link', { name: 'Roles', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Roles' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make a role' })).toHaveCount(0);
});
