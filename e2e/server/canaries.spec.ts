import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { invitations } from '@/db/schema/account-links';
import { makePasswordLink } from '@/lib/domain/access/team/make-password-link';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { makeLinkToken } from '@/lib/platform/auth/link-token';
import { giveTotp } from '@/lib/platform/factors/testing';
import { describeTotp } from '@/lib/platform/factors/totp';
import { startWebhookReceiver } from '@/test/fakes/webhook-receiver';
import { addWebhook } from '../add-webhook';
import { expect, server, test } from '../fixtures';
import { serial } from '../make-coupon';
import { createMember, onServer, signInAs } from '../sign-in';

/** What Next writes: the built pages, and whatever it keeps of those that were served. What the compiler keeps is older. */
function* builtFiles(): Generator<string> {
  const builtAt = statSync('.next/build-stamp').mtimeMs;
  for (const found of readdirSync('.next', { recursive: true, withFileTypes: true })) {
    const file = path.join(found.parentPath, found.name);
    const isOfCompiler = file.startsWith('.next/cache/') && statSync(file).mtimeMs < builtAt;
    if (found.isFile() && !isOfCompiler) yield file;
  }
}

/** As it is, and as it is within JSON, a URL, hex or base64. */
const formsOf = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64').slice(0, -4),
];

async function buyPin(request: APIRequestContext, reference: string): Promise<string> {
  const body = { token: server.apiKey, reference, value: 'nettv coupon', amount: 2000, phone_number: '9860848045' };
  const answer = await request.post('/api/use/nettv-coupon/', { data: body });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { pin: string }).pin;
}

test('no secret is in a cache of Next, nor in a page that was not asked to show it', async ({ page, request }) => {
  const member = await signInAs(page, 'admin', { fresh: true });
  const receiver = await startWebhookReceiver();
  const webhookSecret = await addWebhook(page, receiver.url, `Canary ${serial()}`);
  const reference = `canary-${serial()}`;
  const pin = await buyPin(request, reference);
  const { key, integratorId } = await onServer((ctx) =>
    createIntegratorKey(ctx, { name: `Canary ${serial()}`, scopes: ['coupons:read'], creditPaisa: 0 }),
  );
  const [row] = await onServer((ctx) =>
    ctx.db.execute<{ sale: number; coupon: number }>(
      `select s.id::int as sale, c.coupon_id::int as coupon from sales s join codes c on c.id = s.code_id
        where s.reference = '${reference}'`,
    ),
  );
  // What proves who somebody is, each as good as a password while nobody has used it.
  const ofPeople = await onServer(async (ctx) => {
    const { secret, recoveryCodes } = await giveTotp(ctx.db, member.id, ctx.now());
    const invited = await createMember('support');
    const { token, ...link } = makeLinkToken(ctx.now());
    const email = `invited-${serial()}@example.com`;
    const values = { ...link, email, name: 'Invited', role: 'support' as const, invitedBy: member.id };
    await ctx.db.insert(invitations).values({ ...values, createdAt: ctx.now() });
    return {
      ...{ totpHex: secret.toString('hex'), totp: describeTotp(secret, { issuer: 'desk', account: 'x' }).text },
      ...{ recoveryCode: recoveryCodes[0], passwordLink: await makePasswordLink(ctx, invited.id), invitation: token },
    };
  });
  const session = (await page.context().cookies()).find(({ name }) => name === 'coupon-desk-session')?.value;
  const secrets = {
    ...server.keys,
    apiKey: server.apiKey,
    key,
    pin,
    webhookSecret,
    password: member.password,
    session,
    ...ofPeople,
  };

  await page.goto(`/sales/${row?.sale}`);
  await page.getByRole('button', { name: 'Show PIN' }).click();
  await expect(page.getByText(pin.slice(-4)).first()).toBeVisible();
  const shown = [
    '/',
    '/sell',
    '/sales',
    `/sales/${row?.sale}`,
    `/coupons/${row?.coupon}/codes`,
    '/account',
    '/team',
    '/security',
  ];
  for (const at of [...shown, '/webhooks', `/integrators/${integratorId}`, '/activity', '/docs']) {
    for (const headers of [{}, { rsc: '1' }]) {
      const answer = await page.request.get(at, { headers });
      const text = await answer.text();
      expect(answer.status(), at).toBe(200);
      if (at !== '/docs') expect(answer.headers()['cache-control'], at).toMatch(/no-store/);
      for (const [name, secret = ''] of Object.entries(secrets)) {
        expect(secret.length, name).toBeGreaterThan(8);
        expect(
          formsOf(secret).some((form) => text.includes(form)),
          `${name} is in ${at}`,
        ).toBe(false);
      }
    }
  }

  const found = new Set<string>();
  for (const file of builtFiles()) {
    const bytes = readFileSync(file);
    // What is no secret is found: the name of the cookie is in the code.
    if (bytes.includes('coupon-desk-session')) found.add('the cookie');
    // A page that was served would name who asked for it.
    if (bytes.includes(member.email)) found.add(`a page in ${file}`);
    for (const [name, secret = ''] of Object.entries(secrets)) {
      if (formsOf(secret).some((form) => bytes.includes(form))) found.add(`${name} in ${file}`);
    }
  }
  expect([...found]).toEqual(['the cookie']);
  await receiver.close();
});
