import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { linkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { deskPages, permissionOfPage } from '@/lib/platform/context/page-permissions';
import { rolesThatCan } from '@/lib/platform/context/permissions';
import { roles } from '@/lib/platform/context/roles';
import { makeRequestRow } from '@/lib/platform/requests/testing';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { expectAccessible, expectToFit } from './accessible';
import { addWebhook } from './add-webhook';
import { expect, server, test } from './fixtures';
import { issueCodes, makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

const kindOf = (path: string) => path.split(/[/?]/)[1] ?? '';

/** A test each, which run side by side; what none names is at the desk. */
const groups: Record<string, string[]> = {
  'of coupons': ['coupons'],
  'of groups, prices and integrators': ['user-groups', 'tvod-prices', 'integrators', 'webhooks', 'requests'],
  'of a partner': ['partner'],
  'of the organization': ['customers', 'team', 'activity', 'security', 'settings', 'account', 'docs'],
};
const groupOf = (path: string) =>
  Object.keys(groups).find((group) => groups[group]?.includes(kindOf(path))) ?? 'at the desk';

/** Pages for those who have not signed in; a link without its token is one that does not work. */
const signedOut = [
  '/sign-in',
  '/forgot-password',
  '/choose-password',
  '/invitation',
  '/help/[token]',
  '/receipt/[token]',
];
/** These have tests of their own. */
const others = [
  '/webhooks/[id]',
  '/partner/webhooks/[id]',
  '/partner/requests/[id]',
  '/shifts/[id]',
  '/second-factor',
  ...signedOut,
];
/** Every page of the app for those who are signed in, as its folder names it, and some with a filter. */
const listed = [
  ...deskPages,
  ...['/docs', '/docs/[guide]', '/docs/calls/[group]'],
  ...['/tvod-prices?state=archived', '/activity?subjectKind=user'],
];
const pages = Map.groupBy(
  listed.filter((path) => !others.includes(path)),
  groupOf,
);
/** The address of one such page. */
const named = (path: string, rows: Record<string, number>) =>
  path
    .replace('[id]', String(rows[kindOf(path)]))
    .replace('[guide]', 'webhooks')
    .replace('[group]', 'redemptions');
const noAccess = /Only [a-z, ]+ have access\./;
/** As the server has drawn it: the texts alone are in every page. */
const nothing = />There is nothing at this address</;

/** A row of each kind that has something to show on every page of its own; keyed by the first part of the path. */
async function makeRows(page: Page): Promise<Record<string, number>> {
  const word = serial();
  const coupon = await makeCoupon(`page-${word}`, { maxRedemptions: 100 });
  const made = await onServer(async (ctx) => {
    const price = { name: `Rental ${word}`, tvodType: 'rental', pricePaisa: 9900, durationDays: 2 } as const;
    const userGroupId = (await createUserGroup(ctx, { name: `Group ${word}` })).id;
    const tvodPriceId = (await createTvodPrice(ctx, price)).id;
    const company = { name: `Company ${word}`, scopes: ['nettv:sell' as const], creditPaisa: 100_000 };
    const { integratorId, keyId } = await createIntegratorKey(ctx, company);
    const [demo] = await ctx.db.execute<{ sale: number; product: number }>(
      `select (select max(id)::int from sales where state = 'succeeded') as sale, (select min(id)::int from products) as product`,
    );
    const request = await makeRequestRow(ctx.db, { id: keyId, integratorId });
    return { userGroupId, tvodPriceId, integratorId, request, sale: demo?.sale ?? 0, product: demo?.product ?? 0 };
  });
  const headers = { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() };
  await issueCodes(page, coupon.id, { count: 12 });
  const taken = await page.request.post('/api/v1/redemptions', {
    headers,
    data: { code: coupon.code, user: { id: `user-${word}` }, amount: 20_000 },
  });
  expect(taken.status()).toBe(201);
  await onServer(async (ctx) => {
    await linkUserGroup(ctx, { couponId: coupon.id, userGroupId: made.userGroupId });
    await linkTvodPrice(ctx, { couponId: coupon.id, tvodPriceId: made.tvodPriceId });
  });
  return {
    coupons: coupon.id,
    'user-groups': made.userGroupId,
    'tvod-prices': made.tvodPriceId,
    integrators: made.integratorId,
    products: made.product,
    sales: made.sale,
    customers: made.sale,
    redemptions: (await taken.json()).id,
    requests: made.request,
  };
}

async function expectSound(page: Page, path: string): Promise<void> {
  await test.step(path, async () => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectToFit(page);
    await expectAccessible(page);
  });
}

test.describe('every page fits the screen and has no fault that axe finds', { tag: '@layout' }, () => {
  test.describe.configure({ mode: 'parallel', timeout: 400_000 });

  for (const [which, paths] of pages) {
    test(`pages ${which}`, async ({ page }) => {
      await signInAs(page, which === 'of a partner' ? 'partner' : 'admin');
      const rows = await makeRows(page);
      for (const path of paths) {
        await expectSound(page, named(path, rows));
      }
    });
  }

  test('the page of a webhook', async ({ page }) => {
    const receiver = await startWebhookReceiver();
    await signInAs(page, 'admin');
    await addWebhook(page, receiver.url, `Page ${serial()}`);
    await expectSound(page, new URL(page.url()).pathname);
    await receiver.close();
  });

  test('the pages for those who have not signed in', async ({ page, expectBrowserError }) => {
    // A link that we did not sign leads nowhere, and its page says so.
    expectBrowserError(/404 .*\/receipt\/\[token\]\)/);
    for (const path of signedOut) await expectSound(page, path);
  });
});

test('the list above has every page of the app', () => {
  const folders = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/\(\w+\)\/|\/?page\.tsx$/g, '')}`)
    // What is for developers has a spec of its own.
    .filter((path) => !path.startsWith('/dev/'));
  const tested = [...[...pages.values()].flat(), ...others].filter((path) => !path.includes('?'));
  expect(tested.sort()).toEqual(folders.sort());
});

test('each page answers each role 200 or 403, by what it needs, and 404 where there is nothing, and says so', async ({
  page,
}) => {
  const rows = await makeRows(page);
  const ofThings = listed.filter((path) => path.includes('[id]'));
  const nowhere = [
    ...['/coupons/undefined', '/docs/nothing', '/docs/calls/nothing'],
    ...ofThings.map((path) => path.replace('[id]', '999999999')),
  ];
  const there = listed.filter((path) => !path.includes('[id]') || rows[kindOf(path)]);
  const thosePaths = there.map((path) => named(path, rows));
  for (const role of roles) {
    const paths = role === 'admin' ? [...thosePaths, ...nowhere] : thosePaths;
    await signInAs(page, role);
    const found: object[] = [];
    const expected: object[] = [];
    for (const path of paths) {
      const answer = await page.request.get(path);
      const text = await answer.text();
      const isTitled = text.includes('<title>There is nothing at this address');
      const said = { saysSo: noAccess.test(text), isNothing: nothing.test(text), isTitled };
      found.push({ role, path, status: answer.status(), ...said });
      const permission = permissionOfPage(path);
      // A partner is led from there to their own first page.
      const isLedOn = role === 'partner' && path === '/';
      const isRefused = !isLedOn && permission !== null && !rolesThatCan(permission).includes(role);
      const isNothing = !isRefused && nowhere.includes(path);
      const status = isRefused ? 403 : isNothing ? 404 : 200;
      expected.push({ role, path, status, saysSo: isRefused, isNothing, isTitled: isNothing });
    }
    expect(found).toEqual(expected);
    await page.context().clearCookies();
  }
});

test('a page that is not for the person who asks answers 403 within the open desk too, and is shown', async ({
  page,
  expectBrowserError,
}) => {
  expectBrowserError(/status of 403/);
  await signInAs(page, 'viewer');
  await page.goto('/coupons');
  const asked = page.waitForResponse((answer) => answer.url().includes('/team') && 'rsc' in answer.request().headers());
  await page.evaluate("window.next.router.push('/team')");
  expect((await asked).status()).toBe(403);
  await expect(page.getByText(noAccess)).toBeVisible();
  await expect(page).toHaveURL(/\/team$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/coupons$/);
});
