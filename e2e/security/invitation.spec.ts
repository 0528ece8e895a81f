import { expectAccessible, expectToFit } from '../accessible';
import { expect, test } from '../fixtures';
import { choose, enter, type MailingDesk, openMailingDesk } from './mailing-desk';

let desk: MailingDesk;
test.beforeAll(async () => {
  desk = await openMailingDesk();
});
test.afterAll(() => desk.close());
test.beforeEach(() => test.slow());

const password = 'three blind mice run';

test('an invitation is sent again with a new link, and withdrawn', { tag: '@layout' }, async ({ page, browser }) => {
  const email = `gita-${crypto.randomUUID().slice(0, 8)}@example.com`;
  await enter(page, desk, await desk.makeMember('admin'));
  await page.goto(`${desk.url}/team`);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Gita');
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  const first = await desk.linkTo(email);
  await page.getByRole('button', { name: 'Send the invitation of Gita again' }).click();
  const second = await desk.linkTo(email, 2);
  await expectToFit(page);
  const theirs = await (await browser.newContext({ viewport: page.viewportSize() })).newPage();
  await theirs.goto(first);
  await expect(theirs.getByText('This link does not work any more')).toBeVisible();
  await theirs.goto('about:blank');
  await theirs.goto(second);
  await expect(theirs.getByText(`Choose a password to sign in with as ${email}.`)).toBeVisible();
  await expectAccessible(theirs);
  await expectToFit(theirs);

  await page.getByRole('button', { name: 'Withdraw the invitation of Gita' }).click();
  await expect(page.getByText('Invitation of Gita withdrawn')).toBeVisible();
  await choose(theirs, password);
  await expect(theirs.getByText('This link does not work any more')).toBeVisible();
  await theirs.context().close();
});
