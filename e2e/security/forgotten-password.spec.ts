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

test('a forgotten password is replaced by mail, and every session ends', { tag: '@layout' }, async ({
  page,
  browser,
  request,
}) => {
  const member = await desk.makeMember('support');
  const elsewhere = await (await browser.newContext()).newPage();
  await enter(elsewhere, desk, member);

  await page.goto(`${desk.url}/sign-in`);
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await page.waitForURL(`${desk.url}/forgot-password`);
  await expectAccessible(page);
  await expectToFit(page);
  await page.getByLabel('Email').fill(member.email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await expect(page.getByText('Look into your inbox')).toBeVisible();
  await expectAccessible(page);
  const link = await desk.linkTo(member.email);
  expect((await request.get(link)).headers()['referrer-policy']).toBe('no-referrer');

  const assertNoToken = expectNoToken(page, link);
  await page.goto(link);
  await expect(page.getByText(`Choose a new password for ${member.email}.`, { exact: false })).toBeVisible();
  await expectToFit(page);
  await choose(page, password);
  await page.waitForURL(`${desk.url}/sign-in?chosen=1`);
  await fillSignIn(page, { email: member.email, password });
  await page.waitForURL(`${desk.url}/`);
  assertNoToken();

  await elsewhere.goto(`${desk.url}/sales`);
  await expect(elsewhere).toHaveURL(`${desk.url}/sign-in?returnTo=%2Fsales`);
  await elsewhere.context().close();
  const said = () => desk.resend.emails.filter(({ to }) => to.includes(member.email)).map(({ subject }) => subject);
  const expected = ['was changed', 'New sign-in'].map((words) => expect.stringContaining(words));
  await expect.poll(said).toEqual(expect.arrayContaining(expected));
});

test('nobody learns whether there is an account', async ({ page }) => {
  const member = await desk.makeMember('viewer');
  const shown: string[] = [];
  for (const email of [member.email, 'nobody-at-all@example.com']) {
    await page.goto(`${desk.url}/forgot-password`);
    await page.getByLabel('Email').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page.getByText('Look into your inbox')).toBeVisible();
    shown.push((await page.getByRole('main').innerText()).replace(email, 'EMAIL'));
  }
  expect(shown[1]).toBe(shown[0]);
  await desk.linkTo(member.email);
  expect(desk.resend.emails.filter(({ to }) => to.includes('nobody-at-all@example.com'))).toEqual([]);
});
