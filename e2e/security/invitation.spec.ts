import { expectAccessible, expectToFit } from '../accessible';
import { expect, test } from '../fixtures';
import { fillSignIn } from '../sign-in';
import { choose, enter, expectNoToken, type MailingDesk, openMailingDesk } from './mailing-desk';

let desk: MailingDesk;
test.beforeAll(async () => {
  desk = await openMailingDesk();
});
test.afterAll(() => desk.close());
test.beforeEach(() => test.slow());

const password = 'three blind mice run';

test('an invited person chooses a password that nobody else knows, by a link that works once', {
  tag: '@layout',
}, async ({ page, browser, request }) => {
  const email = `sita-${crypto.randomUUID().slice(0, 8)}@example.com`;
  await enter(page, desk, await desk.makeMember('admin'));
  await page.goto(`${desk.url}/team`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite to the team' });
  await dialog.getByLabel('Name').fill('Sita Sharma');
  await dialog.getByLabel('Email').fill(email);
  await expect(dialog.getByLabel('Password')).toHaveCount(0);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText('Sita Sharma was sent an invitation')).toBeVisible();
  const waiting = page.getByRole('region', { name: 'Invited, not in yet' });
  await expect(waiting).toContainText(email);
  await expectToFit(page);

  const link = await desk.linkTo(email);
  // As a mail scanner opens it, more than once.
  for (let look = 0; look < 2; look += 1) {
    const answer = await request.get(link);
    expect([answer.status(), answer.headers()['referrer-policy']]).toEqual([200, 'no-referrer']);
  }

  const theirs = await (await browser.newContext({ viewport: page.viewportSize() })).newPage();
  const assertNoToken = expectNoToken(theirs, link);
  await theirs.goto(link);
  await expect(theirs.getByText(`Hello Sita Sharma. Choose a password to sign in with as ${email}.`)).toBeVisible();
  await expectAccessible(theirs);
  await expectToFit(theirs);
  await choose(theirs, 'sita-sharma-2026');
  await expect(theirs.getByText('Too much of this is your name')).toBeVisible();
  await choose(theirs, password);
  await theirs.waitForURL(`${desk.url}/sign-in?chosen=1`);
  await expect(theirs.getByText('Your password is saved. Sign in with it.')).toBeVisible();
  await fillSignIn(theirs, { email, password });
  await theirs.waitForURL(`${desk.url}/`);

  const again = await theirs.context().newPage();
  await again.goto(link);
  await expect(again.getByText('This link does not work any more')).toBeVisible();
  await expectAccessible(again);
  assertNoToken();
  await theirs.context().close();
  await page.reload();
  await expect(page.getByRole('table').or(page.getByRole('list')).getByText(email).first()).toBeVisible();
  await expect(waiting).toHaveCount(0);
});

test('an invitation is sent again with a new link, and withdrawn', async ({ page, browser }) => {
  const email = `gita-${crypto.randomUUID().slice(0, 8)}@example.com`;
  await enter(page, desk, await desk.makeMember('admin'));
  await page.goto(`${desk.url}/team`);
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Gita');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const first = await desk.linkTo(email);
  await page.getByRole('button', { name: 'Send the invitation of Gita again' }).click();
  const second = await desk.linkTo(email, 2);
  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(first);
  await expect(theirs.getByText('This link does not work any more')).toBeVisible();
  await theirs.goto('about:blank');
  await theirs.goto(second);
  await expect(theirs.getByText(`Choose a password to sign in with as ${email}.`)).toBeVisible();

  await page.getByRole('button', { name: 'Withdraw the invitation of Gita' }).click();
  await expect(page.getByText('Invitation of Gita withdrawn')).toBeVisible();
  await choose(theirs, password);
  await expect(theirs.getByText('This link does not work any more')).toBeVisible();
  await theirs.context().close();
});
