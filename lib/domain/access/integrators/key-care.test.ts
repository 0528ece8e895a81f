import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiKeys } from '@/db/schema/integrators';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import { makeKeyContext, makeRole, makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { scopes } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';
import { changeKey } from './change-key';
import { disableIntegrator } from './disable-integrator';
import { limitKey } from './limit-key';
import { getIntegrator } from './list-integrators';
import { noticeKeys } from './notice-keys';
import { replaceKey } from './replace-key';
import { revokeKey } from './revoke-key';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin', () => clock));
let serial = 0;

const start = new Date('2026-11-28T10:00:00Z');
let clock = start;
const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(start.getTime() + days * day);

beforeEach(() => {
  clock = start;
});

const makeKey = (more: object = {}) =>
  createIntegratorKey(admin, { name: `Care ${++serial}`, scopes: ['coupons:read'], creditPaisa: 0, ...more });
const limits = { couponLimit: 'own' as const, couponIds: [], networks: '' };
const stateOf = async (key: string, address?: string) => (await verifyApiKey(test.db, key, clock, address)).state;
const keysOf = async (id: number) => (await getIntegrator(admin, { id })).keys;
const actionsOf = async (integratorId: number) => {
  const rows = await test.db.select().from(auditEvents).where(eq(auditEvents.subjectId, integratorId));
  return rows.filter(({ subjectKind }) => subjectKind === 'integrator').map(({ action }) => action);
};

describe('a key that is changed', () => {
  it('has its new name, end and limits from the next request on, and the activity says from what to what', async () => {
    const { integratorId, keyId, key } = await makeKey({ keyName: 'Shop', couponLimit: 'all' });
    const expiresAt = inDays(10).toISOString();
    await changeKey(admin, { keyId, ...limits, name: 'Till', expiresAt, networks: '203.0.113.0/24' });
    expect(await keysOf(integratorId)).toMatchObject([
      { name: 'Till', expiresAt, couponLimit: 'own', networks: ['203.0.113.0/24'], scopes: ['coupons:read'] },
    ]);
    expect([await stateOf(key, '198.51.100.1'), await stateOf(key, '203.0.113.9')]).toEqual(['wrong_network', 'ok']);
    const [event] = await test.db.select().from(auditEvents).where(eq(auditEvents.action, 'integrator.key_changed'));
    expect(event?.data).toMatchObject({ keyId, changed: { name: ['Shop', 'Till'], couponLimit: ['all', 'own'] } });
    clock = inDays(11);
    expect(await stateOf(key, '203.0.113.9')).toBe('expired');
  });

  it('does not end in the past, and is there and not revoked', async () => {
    const { keyId } = await makeKey();
    const change = { keyId, ...limits, name: '', expiresAt: inDays(-1).toISOString() };
    await expect(changeKey(admin, change)).rejects.toMatchObject({ fields: { expiresAt: [expect.any(String)] } });
    await revokeKey(admin, { keyId });
    for (const id of [keyId, 999_999]) {
      await expect(changeKey(admin, { ...change, keyId: id, expiresAt: null })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

describe('a key that reaches every coupon', () => {
  it('is limited to those of its company in one press, which changes nothing else of it', async () => {
    const { integratorId, keyId } = await makeKey({ couponLimit: 'all', networks: '203.0.113.0/24', keyName: 'Old' });
    const [before] = await keysOf(integratorId);
    for (const _ of [1, 2]) await limitKey(admin, { keyId });
    expect(await keysOf(integratorId)).toEqual([{ ...before, couponLimit: 'own' }]);
    expect((await actionsOf(integratorId)).filter((action) => action === 'integrator.key_changed')).toHaveLength(1);
    await revokeKey(admin, { keyId });
    await expect(limitKey(admin, { keyId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a key that is replaced', () => {
  it('works next to the new one, which has its rights and limits, until the overlap is over', async () => {
    const { integratorId, keyId, key } = await makeKey({ keyName: 'Shop', networks: '203.0.113.0/24' });
    const made = await replaceKey(admin, { keyId, overlapHours: 24 });
    const address = '203.0.113.9';
    expect([await stateOf(key, address), await stateOf(made.key, address)]).toEqual(['ok', 'ok']);
    const [old, fresh] = await keysOf(integratorId);
    expect(old).toMatchObject({ replaced: true, expiresAt: inDays(1).toISOString(), attention: null });
    expect(fresh).toMatchObject({
      ...{ name: 'Shop', networks: ['203.0.113.0/24'], scopes: ['coupons:read'], couponLimit: 'own' },
      ...{ replaced: false, expiresAt: '2027-11-28T10:00:00.000Z' },
    });
    clock = inDays(1.01);
    expect([await stateOf(key, address), await stateOf(made.key, address)]).toEqual(['expired', 'ok']);
    await expect(replaceKey(admin, { keyId, overlapHours: 24 })).rejects.toMatchObject({ reason: 'replaced' });
  });

  it('never works longer for it, and is replaced once by two presses at the same time', async () => {
    const { integratorId, keyId } = await makeKey({ expiresAt: inDays(2).toISOString() });
    const presses = [0, 1].map(() => replaceKey(admin, { keyId, overlapHours: 720 }));
    const outcomes = (await Promise.allSettled(presses)).map(({ status }) => status);
    expect(outcomes.sort()).toEqual(['fulfilled', 'rejected']);
    expect(await keysOf(integratorId)).toMatchObject([{ expiresAt: inDays(2).toISOString() }, { replaced: false }]);
  });
});

describe('a key that somebody should look at', () => {
  it('is one that nobody has used for 90 days, or that ends within 30', async () => {
    const { integratorId, keyId, key } = await makeKey();
    const attention = async () => (await keysOf(integratorId))[0]?.attention;
    clock = inDays(89);
    expect(await attention()).toBeNull();
    clock = inDays(90);
    expect(await attention()).toBe('unused');
    await verifyApiKey(test.db, key, clock);
    expect(await attention()).toBeNull();
    await test.db
      .update(apiKeys)
      .set({ lastUsedAt: inDays(334) })
      .where(eq(apiKeys.id, keyId));
    clock = inDays(336);
    expect(await attention()).toBe('ending');
    clock = inDays(366);
    expect(await attention()).toBeNull();
  });

  it('is in the activity once each time, however often it is looked for', async () => {
    const { integratorId, key } = await makeKey();
    const notice = () => noticeKeys({ ...systemContext(test.db, 'Housekeeping'), now: () => clock });
    const noticed = async () => (await actionsOf(integratorId)).filter((action) => /_(unused|ending)$/.test(action));
    await notice();
    expect(await noticed()).toEqual([]);
    clock = inDays(91);
    await Promise.all([notice(), notice()]);
    await notice();
    expect(await noticed()).toEqual(['integrator.key_unused']);
    await verifyApiKey(test.db, key, clock);
    await notice();
    clock = inDays(182);
    await notice();
    expect(await noticed()).toEqual(['integrator.key_unused', 'integrator.key_unused']);
  });
});

it('is changed and replaced by admins only', async () => {
  const { keyId } = await makeKey();
  const others = [
    await makeUserContext(test.db, 'support'),
    await makeUserContext(test.db, 'viewer'),
    await makeKeyContext(test.db, [...scopes]),
  ];
  for (const ctx of others) {
    const forbidden = { code: 'forbidden' };
    await expect(changeKey(ctx, { keyId, ...limits, name: '', expiresAt: null })).rejects.toMatchObject(forbidden);
    await expect(replaceKey(ctx, { keyId, overlapHours: 1 })).rejects.toMatchObject(forbidden);
    await expect(limitKey(ctx, { keyId })).rejects.toMatchObject(forbidden);
  }
});

it('is neither changed nor switched on by somebody who cannot do what it can', async () => {
  const { integratorId, keyId } = await makeKey({ networks: '203.0.113.0/24' });
  const [before] = await keysOf(integratorId);
  const desk = await makeUserContext(test.db, await makeRole(test.db, 'integrators.write'), () => clock);
  await test.db
    .update(apiKeys)
    .set({ scopes: ['codes:reveal'] })
    .where(eq(apiKeys.id, keyId));
  const change = { keyId, ...limits, name: 'Wide', expiresAt: null, couponLimit: 'all' as const };
  await expect(changeKey(desk, change)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await keysOf(integratorId)).toEqual([{ ...before, scopes: ['codes:reveal'] }]);
  await disableIntegrator(desk, { id: integratorId, disabled: true });
  const on = { id: integratorId, disabled: false };
  await expect(disableIntegrator(desk, on)).rejects.toMatchObject({ code: 'forbidden' });
  expect((await getIntegrator(admin, { id: integratorId })).disabled).toBe(true);
  await revokeKey(admin, { keyId });
  expect(await disableIntegrator(desk, on)).toEqual(on);
});
