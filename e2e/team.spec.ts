import { expect, test } from './fixtures';
import { createMember, fillSignIn, signInAs } from './sign-in';

test('without mail an admin hands a link over, with which the person chooses a password', async ({ page, browser }) => {
  test.slow();
  await signInAs(page, 'admin');
  const email = `new-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const password = 'three blind mice run';
  await page.goto('/team');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Somebody new');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const shown = page.getByRole('dialog', { name: 'Link for Somebody new' });
  const link = await shown.locator('code').innerText();
  await page.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  await shown.getByRole('button', { name: 'I have passed it on' }).click();
  await expect(shown).toBeHidden();

  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(link);
  await theirs.getByLabel('Password', { exact: true }).fill(password);
  await theirs.getByLabel('Password again').fill(password);
  await theirs.getByRole('button', { name: 'Save password' }).click();
  await theirs.waitForURL('/sign-in?chosen=1');
  await fillSignIn(theirs, { email, password });
  await theirs.waitForURL('/');
  await theirs.context().close();
});

test('without mail, resetting a password gives a link to hand over too', async ({ page }) => {
  const member = await createMember('viewer');
  await signInAs(page, 'admin');
  await page.goto(`/team?search=${encodeURIComponent(member.email)}`);
  await page.getByRole('button', { name: `Actions for ${member.name}` }).click();
  await page.getByRole('menuitem', { name: 'Reset password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  const shown = page.getByRole('dialog', { name: `Link for ${member.name}` });
  await expect(shown.locator('code')).toHaveText(/\/choose-password#[\w-]{43}$/);
});

test('disabling offers to undo it', async ({ page }) => {
  const member = await createMember('viewer');
  await signInAs(page, 'admin');
  await page.goto(`/team?search=${encodeURIComponent(member.email)}`);
  await page.getByRole('button', { name: `Actions for ${member.name}` }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await expect(page.getByText(`${member.name} disabled and signed out`)).toBeVisible();
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${member.name} can sign in again`)).toBeVisible();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
});

test('a role is changed and the list says so', async ({ page }) => {
  const member = await createMember('viewer');
  await signInAs(page, 'admin');
  await page.goto('/team');
  await page.getByRole('searchbox').fill(member.email);
  await expect(page).toHaveURL(/search=/);
  await page.getByRole('button', { name: `Actions for ${member.name}` }).click();
  await page.getByRole('menuitem', { name: 'Change role' }).click();
  const dialog = page.getByRole('dialog', { name: `Role of ${member.name}` });
  await dialog.getByText('Support', { exact: true }).click();
  await expect(dialog.getByRole('radio', { name: /^Support/ })).toBeChecked();
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await expect(page.getByText(`${member.name} is now Support`)).toBeVisible();
});

for (const role of ['support', 'viewer'] as const) {
  test(`${role} neither sees nor opens what is for admins`, { tag: '@layout' }, async ({
    page,
    isMobile,
    expectBrowserError,
  }) => {
    await signInAs(page, role);
    await page.goto('/');
    if (isMobile) await page.getByRole('button', { name: 'Open the menu' }).click();
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await expect(navigation.getByRole('link', { name: 'Sales' })).toBeVisible();
    for (const name of ['Team', 'Activity', 'Integrators']) {
      await expect(navigation.getByRole('link', { name, exact: true })).toHaveCount(0);
    }
    await expect(navigation.getByRole('link', { name: 'Sell', exact: true })).toHaveCount(role === 'support' ? 1 : 0);
    for (const path of ['/team', '/activity']) {
      await page.goto(path);
      await expect(page.getByText(/^Only admins.* have access\.$/)).toBeVisible();
      await expect(page.getByRole('table')).toHaveCount(0);
    }
    expectBrowserError(/status of 403/);
    for (const path of ['/api/desk/team', '/api/desk/activity']) {
      expect(await page.evaluate(async (url) => (await fetch(url)).status, path)).toBe(403);
    }
  });
}

test('the activity is narrowed and paged in the address', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/activity?subjectKind=coupon');
  await expect(page.getByRole('link', { name: 'Remove filter On: Coupon' })).toBeVisible();
  await page.goto('/activity?subjectKind=sale');
  await expect(page.getByRole('table')).toContainText(/product \d+ · amount Rs\s/);
  await page.goto('/activity');
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/before=\d+/);
  await page.getByRole('link', { name: 'Previous' }).click();
  await expect(page).not.toHaveURL(/before=/);
});
