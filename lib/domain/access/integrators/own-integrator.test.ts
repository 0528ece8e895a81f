import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { apiKeys } from '@/db/schema/integrators';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, NotFound } from '@/lib/core/errors';
import { makeIntegrator, makeKeyOf, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { changeKey } from './change-key';
import { getOwnIntegrator, renameOwnKey, replaceOwnKey } from './own-integrator';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
let partner: Awaited<ReturnType<typeof makeUserContext>>;
let keyId: number;
beforeEach(async () => {
  const company = await makeIntegrator(test.db);
  partner = await makeUserContext(test.db, 'partner', undefined, company.id);
  keyId = (await makeKeyOf(test.db, company, ['nettv:sell'])).actor.id;
});

const rowOf = async (id: number) => (await test.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0];
const limits = { couponLimit: 'own' as const, couponIds: [], networks: '203.0.113.7' };
const inAMonth = () => new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString();
const letReplace = (expiresAt: string | null) =>
  changeKey(admin, { keyId, name: 'Shop', expiresAt, partnerReplaces: true, ...limits });

describe('a partner', () => {
  it('sees the keys of their own integrator, and names them', async () => {
    await renameOwnKey(partner, { keyId, name: 'Till 2' });
    const { keys } = await getOwnIntegrator(partner);
    expect(keys).toMatchObject([{ id: keyId, name: 'Till 2' }]);
    const [entry] = await test.db.select().from(auditEvents).where(eq(auditEvents.userId, partner.actor.id));
    expect(entry).toMatchObject({ action: 'integrator.key_changed', data: { changed: { name: ['', 'Till 2'] } } });
  });

  it('replaces five keys a day at most, for each begins without the wrong codes that the one before tried', async () => {
    await letReplace(null);
    let last = keyId;
    for (let count = 0; count < 5; count += 1) {
      last = (await replaceOwnKey(partner, { keyId: last, overlapHours: 720 })).keyId;
    }
    const colleague = await makeUserContext(test.db, 'partner', undefined, partner.actor.integratorId);
    await expect(replaceOwnKey(colleague, { keyId: last, overlapHours: 0 })).rejects.toMatchObject({
      reason: 'too_often',
    });
    const tomorrow = { ...partner, now: () => new Date(Date.now() + 25 * 60 * 60 * 1000) };
    await replaceOwnKey(tomorrow, { keyId: last, overlapHours: 0 });
  });

  it('replaces a key where an admin lets them, with its rights, limits and end, and no other', async () => {
    await expect(replaceOwnKey(partner, { keyId, overlapHours: 1 })).rejects.toBeInstanceOf(Forbidden);
    const end = inAMonth();
    await letReplace(end);
    const made = await replaceOwnKey(partner, { keyId, overlapHours: 1 });
    const before = await rowOf(keyId);
    const { scopes, networks, couponLimit, name, partnerReplaces, expiresAt } = (await rowOf(made.keyId)) ?? {};
    expect(before?.replacedById).toBe(made.keyId);
    expect({ scopes, networks, couponLimit, name, partnerReplaces }).toEqual({
      ...{ scopes: ['nettv:sell'], networks: ['203.0.113.7'], couponLimit: 'own', name: 'Shop', partnerReplaces: true },
    });
    expect(expiresAt?.toISOString()).toBe(end);
    await expect(replaceOwnKey(partner, { keyId, overlapHours: 1 })).rejects.toMatchObject({ reason: 'replaced' });
  });

  it('cannot replace a key that has ended', async () => {
    await letReplace(null);
    await test.db
      .update(apiKeys)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiKeys.id, keyId));
    await expect(replaceOwnKey(partner, { keyId, overlapHours: 1 })).rejects.toMatchObject({ reason: 'expired' });
  });

  it('finds no key of another integrator, and none that is revoked', async () => {
    const other = await makeUserContext(test.db, 'partner');
    await letReplace(null);
    await expect(renameOwnKey(other, { keyId, name: 'Mine' })).rejects.toBeInstanceOf(NotFound);
    await expect(replaceOwnKey(other, { keyId, overlapHours: 1 })).rejects.toBeInstanceOf(NotFound);
    await test.db.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.id, keyId));
    await expect(replaceOwnKey(partner, { keyId, overlapHours: 1 })).rejects.toBeInstanceOf(NotFound);
  });
});

it.each(['admin', 'supervisor', 'support', 'viewer'] as const)('%s is no partner', async (role) => {
  const ctx = await makeUserContext(test.db, role);
  await expect(getOwnIntegrator(ctx)).rejects.toBeInstanceOf(Forbidden);
  await expect(renameOwnKey(ctx, { keyId, name: 'Mine' })).rejects.toBeInstanceOf(Forbidden);
  await expect(replaceOwnKey(ctx, { keyId, overlapHours: 1 })).rejects.toBeInstanceOf(Forbidden);
});
