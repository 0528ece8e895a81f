import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { linkTvodPrice } from '@/lib/domain/coupons/coupons/link-tvod-price';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { expectAccessible, expectToFit } from './accessible';
import { addWebhook } from './add-webhook';
import { expect, server, test } from './fixtures';
import { makeCoupon, serial } from './make-coupon';
import { onServer, signInAs } from './sign-in';

/** Every page of the app, as its folder names it, and some with a filter. */
const pages = {
  'at the desk': [
    ...['/', '/sell', '/sales', '/sales/[id]', '/code-check', '/products', '/products/new', '/products/[id]'],
    ...['/redemptions', '/redemptions/[id]', '/statistics', '/suppliers'],
  ],
  'of coupons': [
    ...['/coupons', '/coupons/bin', '/coupons/new', '/coupons/[id]', '/coupons/[id]/edit', '/coupons/[id]/activity'],
    ...['/coupons/[id]/user-groups', '/coupons/[id]/tvod-prices', '/coupons/[id]/statistics', '/coupons/[id]/codes'],
    ...['/coupons/[id]/codes/batches', '/coupons/[id]/codes/issue', '/coupons/[id]/codes/import'],
  ],
  'of groups, prices and partners': [
    ...['/user-groups', '/user-groups/[id]', '/user-groups/import', '/integrators', '/integrators/[id]'],
    ...['/tvod-prices', '/tvod-prices?state=archived', '/tvod-prices/[id]', '/tvod-prices/import'],
    ...['/integrators/[id]/statement', '/webhooks'],
  ],
  'of the organization': [
    ...['/team', '/activity', '/activity?subjectKind=user', '/settings', '/settings/messages', '/account', '/docs'],
  ],
};
const noAccess = /Only [a-z ]+ have access\./;
const others = ['/webhooks/[id]', '/sign-in'];

/** A row of each kind that has something to show on every page of its own; keyed by the first part of the path. */
async function makeRows(page: Page): Promise<Record<string, number>> {
  const word = serial();
  const coupon = await makeCoupon(`page-${word}`, { maxRedemptions: 100 });
  const made = await onServer(async (ctx) => {
    const price = { name: `Rental ${word}`, tvodType: 'rental', pricePaisa: 9900, durationDays: 2 } as const;
    const userGroupId = (await createUserGroup(ctx, { name: `Group ${word}` })).id;
    const tvodPriceId = (await createTvodPrice(ctx, price)).id;
    const company = { name: `Company ${word}`, scopes: ['nettv:sell' as const], creditPaisa: 100_000 };
    const { integratorId } = await createIntegratorKey(ctx, company);
    const [demo] = await ctx.db.execute<{ sale: number; product: number }>(
      `select (select max(id)::int from sales where state = 'succeeded') as sale, (select min(id)::int from products) as product`,
    );
    return { userGroupId, tvodPriceId, integratorId, sale: demo?.sale ?? 0, product: demo?.product ?? 0 };
  });
  const headers = { authorization: `Bearer ${server.apiKey}`, 'idempotency-key': crypto.randomUUID() };
  const issued = await page.request.post(`/management/coupons/${coupon.id}/codes.json`, {
    headers,
    data: { codes: { count: 12 } },
  });
  expect(issued.status()).toBe(200);
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
    redemptions: (await taken.json()).id,
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

  for (const [which, paths] of Object.entries(pages)) {
    test(`pages ${which}`, async ({ page }) => {
      await signInAs(page, 'admin');
      const rows = await makeRows(page);
      for (const path of paths) {
        await expectSound(page, path.replace('[id]', String(rows[path.split('/')[1] ?? ''])));
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

  test('the page that asks to sign in', async ({ page }) => {
    await expectSound(page, '/sign-in');
  });
});

test('the list above has every page of the app', () => {
  const folders = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => `/${file.replace(/\(\w+\)\/|\/?page\.tsx$/g, '')}`)
    // What is for developers has a spec of its own.
    .filter((path) => !path.startsWith('/dev/'));
  const listed = [...Object.values(pages).flat(), ...others].filter((path) => !path.includes('?'));
  expect(listed.sort()).toEqual(folders.sort());
});

test('each page answers 403 to those who see that it is not for them, and 200 to the others', async ({ page }) => {
  const rows = await makeRows(page);
  const paths = [...Object.values(pages).flat(), '/webhooks/[id]'].map((path) => {
    const [, kind = ''] = path.split('/');
    return path.replace('[id]', String(rows[kind] ?? 1));
  });
  for (const role of ['viewer', 'support', 'admin'] as const) {
    await signInAs(page, role);
    const answers: { path: string; refused: boolean; status: number }[] = [];
    for (const path of paths) {
      const answer = await page.request.get(path);
      answers.push({ path, refused: noAccess.test(await answer.text()), status: answer.status() });
    }
    expect(answers.map(({ path, refused }) => ({ path, is403: refused }))).toEqual(
      answers.map(({ path, status }) => ({ path, is403: status === 403 })),
    );
    const isRefused = (of: string) => answers.find(({ path }) => path === of)?.refused;
    expect([role, isRefused('/team'), isRefused('/sell'), isRefused('/coupons/new')]).toEqual([
      role,
      role !== 'admin',
      role === 'viewer',
      role !== 'admin',
    ]);
    await page.context().clearCookies();
  }
});
