import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { openTestDatabase } from '@/db/testing';
import { generateApiKey, verifyApiKey } from './api-key';
import { makeKeyContext } from './testing';

const test = openTestDatabase();

const now = new Date('2026-11-10T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('an API key', () => {
  it('speaks for its integrator with its scopes', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell', 'coupons:read']);
    const check = await verifyApiKey(test.db, key, now);
    expect(check).toEqual({
      state: 'ok',
      perMinute: { v1: 300_000, management: 300_000, nettv: 300_000 },
      actor: { ...actor, scopes: ['coupons:read', 'nettv:sell'] },
      publishable: null,
    });
  });

  it.each(['', 'cdk_unknown', 'cdk_'])('is unknown when nobody was given it: "%s"', async (key) => {
    expect(await verifyApiKey(test.db, key, now)).toEqual({ state: 'unknown' });
  });

  it('is inactive once revoked', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db.update(apiKeys).set({ revokedAt: now }).where(eq(apiKeys.id, actor.id));
    expect(await verifyApiKey(test.db, key, now)).toMatchObject({ state: 'revoked' });
  });

  it('is inactive from the instant it expires', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db.update(apiKeys).set({ expiresAt: now }).where(eq(apiKeys.id, actor.id));
    expect(await verifyApiKey(test.db, key, later(-1))).toMatchObject({ state: 'ok' });
    expect(await verifyApiKey(test.db, key, now)).toMatchObject({ state: 'expired' });
  });

  it('is of an inactive account once the integrator is disabled', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db.update(integrators).set({ disabledAt: now }).where(eq(integrators.id, actor.integratorId));
    expect(await verifyApiKey(test.db, key, now)).toMatchObject({ state: 'account_inactive' });
  });

  it('can be used from its networks only, when it has some', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    const from = async (address?: string) => (await verifyApiKey(test.db, key, now, address)).state;
    expect(await from('198.51.100.7')).toBe('ok');
    const networks = ['203.0.113.0/24', '198.51.100.7', '2001:db8::/32'];
    await test.db.update(apiKeys).set({ networks }).where(eq(apiKeys.id, actor.id));
    for (const address of ['203.0.113.255', '198.51.100.7', '::ffff:203.0.113.1', '2001:db8:1::1']) {
      expect(await from(address), address).toBe('ok');
    }
    for (const address of ['203.0.114.1', '198.51.100.8', '::ffff:198.51.100.8', '2001:db9::1', 'unknown', undefined]) {
      expect(await from(address), address).toBe('wrong_network');
    }
  });

  it('loses a scope that the desk no longer knows', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db
      .update(apiKeys)
      .set({ scopes: ['nettv:sell', 'everything'] })
      .where(eq(apiKeys.id, actor.id));
    expect(await verifyApiKey(test.db, key, now)).toMatchObject({ actor: { scopes: ['nettv:sell'] } });
  });

  it('notes its last use once a minute', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    const lastUsed = async () => {
      const [row] = await test.db.select().from(apiKeys).where(eq(apiKeys.id, actor.id));
      return row?.lastUsedAt;
    };
    await verifyApiKey(test.db, key, now);
    await verifyApiKey(test.db, key, later(59));
    expect(await lastUsed()).toEqual(now);
    await verifyApiKey(test.db, key, later(61));
    expect(await lastUsed()).toEqual(later(61));
  });

  it('is long, random, recognised by its first characters and kept as a digest only', () => {
    const [one, other] = [generateApiKey(), generateApiKey()];
    expect(one.key).toMatch(/^cdk_[\w-]{32}$/);
    expect(one.key.startsWith(one.prefix)).toBe(true);
    expect(one.digest).toHaveLength(32);
    expect(one.key).not.toBe(other.key);
  });
});
