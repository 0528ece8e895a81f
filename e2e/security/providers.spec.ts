import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import type { OpenDatabase } from '@/db/client';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { type OidcFake, oidcVariables, openOidcBrowser, startOidcFake } from '@/test/fakes/oidc';
import { expectAccessible, expectToFit } from '../accessible';
import { expect, test } from '../fixtures';
import { freePort, openOwnDatabase, startOwnServer } from '../server/own-server';

let desk: string;
let database: OpenDatabase;
let provider: OidcFake;
let child: ChildProcess;
test.beforeAll(async () => {
  const port = await freePort();
  desk = `http://127.0.0.1:${port}`;
  [database, provider] = await Promise.all([
    openOwnDatabase(),
    startOidcFake({ redirectUris: [`${desk}/api/auth/oidc/office/callback`] }),
  ]);
  const variables = { OIDC_PROVIDERS: 'office', ...oidcVariables('office', provider.issuer), PUBLIC_URL: desk };
  Object.assign(process.env, variables);
  child = await startOwnServer(port).finally(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });
});
test.afterAll(async () => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  await Promise.all([database.close(), provider.close()]);
});

async function continueAs(page: Page, login: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'The provider' })).toBeVisible();
  await page.getByLabel('Login').fill(login);
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('signs in with a provider, also without scripts, says why not, and confirms that it is you', {
  tag: '@layout',
}, async ({ page, browser }) => {
  const { actor } = await makeUserContext(database.db, 'support');
  provider.accounts.set('sita', { email: actor.email, email_verified: true });
  provider.accounts.set('nobody', { email: 'nobody@example.com', email_verified: true });
  provider.accounts.set('unverified', { email: actor.email, email_verified: false });

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const bare = await plain.newPage();
  await bare.goto(`${desk}/sales`);
  await bare.getByRole('link', { name: 'Sign in with Office' }).click();
  await continueAs(bare, 'sita');
  await expect(bare).toHaveURL(`${desk}/sales`);
  await expect(bare.getByRole('link', { name: 'Skip to the content' })).toBeAttached();
  await plain.close();

  await page.goto(`${desk}/account`);
  const enter = page.getByRole('link', { name: 'Sign in with Office' });
  const alert = page.getByRole('alert').filter({ hasText: /./ });
  await enter.click();
  await continueAs(page, 'nobody');
  await expect(alert).toContainText('Nobody here has your email at Office. Ask an admin to invite you');
  await expectAccessible(page);
  await expectToFit(page);
  await page.context().clearCookies();
  await enter.click();
  await continueAs(page, 'unverified');
  await expect(alert).toContainText('has no verified email');
  await page.context().clearCookies();
  await enter.click();
  await continueAs(page, 'sita');
  await expect(page).toHaveURL(`${desk}/account`);

  await database.sql`update sessions set proven_at = created_at - interval '1 hour'`;
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const confirm = page.getByRole('link', { name: 'Confirm with Office' });
  await expect(confirm).toBeVisible();
  await expectAccessible(page);
  await confirm.click();
  await continueAs(page, 'sita');
  await expect(page.getByText('You have confirmed that it is you. Now do it again.')).toBeVisible();
  await expect(page).toHaveURL(`${desk}/account`);
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await expect(page.getByText('Or type this into the app:')).toBeVisible();
  for (const at of ['/sign-in', '/', '/account']) {
    for (const headers of [{}, { rsc: '1' }]) {
      const text = await (await page.request.get(`${desk}${at}`, { headers })).text();
      expect(text, at).not.toContain(oidcVariables('office', provider.issuer).OIDC_OFFICE_CLIENT_SECRET);
    }
  }
});

test('opens nothing for a page of another site, for another browser, or twice', async ({ browser }) => {
  const { actor } = await makeUserContext(database.db, 'viewer');
  provider.accounts.set('gita', { email: actor.email, email_verified: true });
  const { request } = await browser.newContext();
  const at = async (url: string, headers: Record<string, string> = {}) =>
    (await request.get(url, { headers, maxRedirects: 0 })).headers().location ?? '';
  const start = `${desk}/api/auth/oidc/office`;
  expect(await at(start, { 'sec-fetch-site': 'cross-site' })).toBe('/sign-in?returnTo=%2F');
  expect(await at(`${desk}/api/auth/oidc/unknown`)).toBe('/sign-in?returnTo=%2F');
  expect(await at(`${start}/callback?code=1&state=2`)).toContain('refused=expired');

  const search = await openOidcBrowser().signIn(new URL(await at(`${start}?returnTo=//elsewhere.example`)), 'gita');
  const callback = `${start}/callback?${search}`;
  const stranger = (await browser.newContext()).request;
  const theirs = await stranger.get(callback, { maxRedirects: 0 });
  expect(theirs.headers().location).toContain('refused=expired');
  const cookies = await request.storageState();
  expect(await at(callback)).toBe('/');
  await expect(await request.get(`${desk}/api/desk/today`)).toBeOK();
  const replaying = (await browser.newContext({ storageState: cookies })).request;
  const replayed = await replaying.get(callback, { maxRedirects: 0 });
  expect(replayed.headers().location).toContain('refused=expired');
  expect((await replaying.get(`${desk}/api/desk/today`)).status()).toBe(401);
});
