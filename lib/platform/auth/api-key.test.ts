import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKeys, integrators } from '@/db/schema/integrators';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { generateApiKey, verifyApiKey } from './api-key';
import { makeKeyContext } from './testing';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const now = new Date('2026-11-10T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('an API key', () => {
  it('speaks for its integrator with its scopes', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell', 'coupons:read']);
    const check = await verifyApiKey(test.db, key, now);
    expect(check).toEqual({ state: 'ok', actor: { ...actor, scopes: ['coupons:read', 'nettv:sell'] } });
  });

  it.each(['', 'cdk_unknown', 'cdk_'])('is unknown when nobody was given it: "%s"', async (key) => {
    expect(await verifyApiKey(test.db, key, now)).toEqual({ state: 'unknown' });
  });

  it('is inactive once revoked', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db.update(apiKeys).set({ revokedAt: now }).where(eq(apiKeys.id, actor.id));
    expect(await verifyApiKey(test.db, key, now)).toEqual({ state: 'inactive' });
  });

  it('is inactive from the instant it expires', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db.update(apiKeys).set({ expiresAt: now }).where(eq(apiKeys.id, actor.id));
    expect(await verifyApiKey(test.db, key, later(-1))).toMatchObject({ state: 'ok' });
    expect(await verifyApiKey(test.db, key, now)).toEqual({ state: 'inactive' });
  });

  it('is of an inactive account once the integrator is disabled', async () => {
    const { actor, key } = await makeKeyContext(test.db, ['nettv:sell']);
    await test.db.update(integrators).set({ disabledAt: now }).where(eq(integrators.id, actor.integratorId));
    expect(await verifyApiKey(test.db, key, now)).toEqual({ state: 'account_inactive' });
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
