import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { getOwnMails, setKeyMails } from '@/lib/domain/access/team/own-mails';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { UserActor } from '@/lib/platform/context/actor';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { runHousekeeping } from '@/lib/worker/housekeeping';
import { connectEmail } from '@/test/connect-email';
import { type ResendFake, startResendFake } from '@/test/fakes/resend';

const start = new Date('2026-11-28T10:00:00Z');
const inDays = (days: number) => new Date(start.getTime() + days * 24 * 60 * 60 * 1000);

let test: TestDatabase;
let resend: ResendFake;
let admin: Context<UserActor>;
let other: Context<UserActor>;
let clock = start;

beforeEach(async () => {
  clock = start;
  resend = await startResendFake();
  test = await createTestDatabase();
  admin = await makeUserContext(test.db, 'admin', () => clock);
  other = await makeUserContext(test.db, 'admin', () => clock);
  await makeUserContext(test.db, 'support');
  await makeUserContext(test.db, 'viewer');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  await resend.close();
  await test.close();
});

const makeKey = (name: string, more: object = {}) =>
  createIntegratorKey(admin, { name, scopes: ['coupons:read'], creditPaisa: 0, ...more });
const keepHousekeeping = () => runHousekeeping({ ...systemContext(test.db, 'Housekeeping'), now: () => clock });
const received = () => resend.emails.map(({ to, text }) => [to[0], text] as const);

describe('a key that nobody uses or that ends', () => {
  it('is mailed to each admin once, with where to look and without the key', async () => {
    connectEmail(resend);
    const { key, integratorId } = await makeKey('Shop & sons', { keyName: 'Till' });
    await keepHousekeeping();
    expect(received()).toEqual([]);
    clock = inDays(91);
    for (const _ of [1, 2]) await keepHousekeeping();
    const said = expect.stringContaining(`(${key.slice(0, 8)}`);
    expect(received()).toEqual([
      [admin.actor.email, said],
      [other.actor.email, said],
    ]);
    const [mail] = resend.emails;
    expect(mail?.text).toMatch(/^API key Till \(cdk_\S+…\) of Shop & sons: nobody has used it for 90 days\./);
    expect(mail?.text).toContain(`https://desk.example.com/integrators/${integratorId}`);
    expect(mail?.html).toContain('Shop &amp; sons');
    expect(JSON.stringify(resend.emails)).not.toContain(key);
  });

  it('is mailed again for another reason, and for the same one when it was used in between', async () => {
    connectEmail(resend);
    const { key } = await makeKey('Shop');
    clock = inDays(91);
    await keepHousekeeping();
    await verifyApiKey(test.db, key, clock);
    await keepHousekeeping();
    clock = inDays(182);
    await keepHousekeeping();
    clock = inDays(340);
    await verifyApiKey(test.db, key, clock);
    await keepHousekeeping();
    const ofAdmin = received().filter(([to]) => to === admin.actor.email);
    expect(ofAdmin.map(([, text]) => /90 days|within 30 days/.exec(text)?.[0])).toEqual([
      '90 days',
      '90 days',
      'within 30 days',
    ]);
  });

  it('is in one mail with the others, to those who want it and can sign in', async () => {
    connectEmail(resend);
    await makeKey('One');
    await makeKey('Two');
    await setKeyMails(other, { wanted: false });
    const gone = await makeUserContext(test.db, 'admin', () => clock);
    await disableUser(admin, { userId: gone.actor.id });
    clock = inDays(91);
    await keepHousekeeping();
    expect(resend.emails).toMatchObject([{ to: [admin.actor.email], subject: expect.stringContaining('2 API keys') }]);
    expect(await getOwnMails(admin)).toEqual({ keyMails: true, pauseMails: true, webhookMails: true });
    expect(await getOwnMails(other)).toEqual({ keyMails: false, pauseMails: true, webhookMails: true });
    await setKeyMails(other, { wanted: true });
    await keepHousekeeping();
    expect(received().map(([to]) => to)).toEqual([admin.actor.email, other.actor.email]);
  });

  it('waits without a provider and while it fails, and housekeeping goes on', async () => {
    await makeKey('Shop');
    clock = inDays(91);
    await keepHousekeeping();
    connectEmail(resend);
    resend.refuse(429, 'rate_limit_exceeded', 2);
    await keepHousekeeping();
    expect(received()).toEqual([]);
    await keepHousekeeping();
    expect(received().map(([to]) => to)).toEqual([admin.actor.email, other.actor.email]);
  });
});

it('is a choice of those alone who can change keys', async () => {
  for (const ctx of [
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'viewer'),
    await makeKeyContext(test.db, [...scopes]),
  ]) {
    await expect(setKeyMails(ctx as Context<UserActor>, { wanted: false })).rejects.toMatchObject({
      code: 'forbidden',
    });
  }
});
