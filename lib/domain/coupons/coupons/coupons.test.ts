import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { couponProblems } from './coupon-problems';
import { createCoupon } from './create-coupon';
import { deleteCoupon } from './delete-coupon';
import { getCoupon } from './get-coupon';
import { restoreCoupon } from './restore-coupon';
import { newCoupon } from './testing';
import { updateCoupon } from './update-coupon';

const test = openTestDatabase({ max: 8 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const auditOf = async (id: number) =>
  test.db
    .select({ action: auditEvents.action, data: auditEvents.data })
    .from(auditEvents)
    .where(sql`${auditEvents.subjectKind} = 'coupon' and ${auditEvents.subjectId} = ${id}`)
    .orderBy(auditEvents.id);

const use = (id: number, redemptionCount: number) =>
  test.db.update(coupons).set({ redemptionCount }).where(eq(coupons.id, id));

describe('creating a coupon', () => {
  it('records it and who did it', async () => {
    const coupon = await createCoupon(admin, newCoupon({ code: 'teste', discount: 100 }));
    expect(coupon).toMatchObject({ code: 'teste', discount: 100, state: 'active', redemptions: 0, version: 1 });
    expect(await getCoupon(admin, { id: coupon.id })).toEqual(coupon);
    expect((await auditOf(coupon.id)).map(({ action }) => action)).toEqual(['coupon.created']);
  });

  it('refuses a code that another coupon has in other letters', async () => {
    await createCoupon(admin, newCoupon({ code: 'Taken' }));
    await expect(createCoupon(admin, newCoupon({ code: 'tAKEN' }))).rejects.toMatchObject({
      fields: { code: ['has already been taken'] },
    });
  });

  it('makes one of ten that come at once with the same code', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => createCoupon(admin, newCoupon({ code: 'RACE' }))),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of all) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Invalid);
  });

  it.each(['support', 'viewer'] as const)('is refused to %s', async (role) => {
    const ctx = await makeUserContext(test.db, role);
    await expect(createCoupon(ctx, newCoupon())).rejects.toBeInstanceOf(Forbidden);
  });

  it('is refused to a key without the scope', async () => {
    const ctx = await makeKeyContext(test.db, ['coupons:read', 'nettv:sell']);
    await expect(createCoupon(ctx, newCoupon())).rejects.toBeInstanceOf(Forbidden);
  });
});

describe('updating a coupon', () => {
  it('changes what is given and nothing else, and records from what to what', async () => {
    const before = await createCoupon(admin, newCoupon({ discount: 10, description: 'Old' }));
    const after = await updateCoupon(admin, { id: before.id, discount: 30 });
    expect(after).toEqual({ ...before, discount: 30, version: 2, updatedAt: after.updatedAt });
    expect((await auditOf(before.id)).at(-1)).toEqual({
      action: 'coupon.updated',
      data: { code: before.code, changed: { discount: [10, 30] } },
    });
  });

  it('refuses the second of two people who edit at once, and keeps what the first one saved', async () => {
    const { id, version } = await createCoupon(admin, newCoupon());
    await updateCoupon(admin, { id, version, discount: 40 });
    const second = updateCoupon(admin, { id, version, discount: 50 });
    await expect(second).rejects.toMatchObject({
      reason: 'stale',
      details: { version: 2, savings: [{ by: expect.stringContaining('admin'), changed: { discount: [25, 40] } }] },
    });
    await expect(second).rejects.toBeInstanceOf(Conflict);
    expect((await getCoupon(admin, { id: id })).discount).toBe(40);
  });

  it('names every change saved since, the newest first, and none from before', async () => {
    const { id, version } = await createCoupon(admin, newCoupon());
    await updateCoupon(admin, { id, discount: 40 });
    const key = await makeKeyContext(test.db, ['coupons:write']);
    await updateCoupon(key, { id, maxRedemptions: 9 });
    await updateCoupon(admin, { id, status: 'unavailable', maxRedemptions: null });
    const late = (read: number) => updateCoupon(admin, { id, version: read, discount: 50 });
    await expect(late(version + 1)).rejects.toMatchObject({
      details: {
        savings: [
          { changed: { status: ['available', 'unavailable'], maxRedemptions: [9, null] } },
          { by: key.actor.integratorName, changed: { maxRedemptions: [null, 9] } },
        ],
      },
    });
  });

  it('lets one of ten through that come at once with the same version', async () => {
    const { id, version } = await createCoupon(admin, newCoupon());
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => updateCoupon(admin, { id, version, discount: index + 50 })),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await getCoupon(admin, { id: id })).version).toBe(2);
  });

  it('refuses a limit below what is used', async () => {
    const { id } = await createCoupon(admin, newCoupon());
    await use(id, 5);
    await expect(updateCoupon(admin, { id, maxRedemptions: 4 })).rejects.toMatchObject({
      fields: { maxRedemptions: [couponProblems.limitBelowUsed] },
    });
    expect((await updateCoupon(admin, { id, maxRedemptions: 5 })).state).toBe('used_up');
  });

  it('checks a partial change together with what stays', async () => {
    const { id } = await createCoupon(
      admin,
      newCoupon({ duration: 'repeating', cycles: 3, expiresAt: '2030-01-01T00:00:00Z' }),
    );
    await expect(updateCoupon(admin, { id, releaseAt: new Date('2031-01-01') })).rejects.toMatchObject({
      fields: { expiresAt: [couponProblems.expiresBeforeRelease] },
    });
    expect(await updateCoupon(admin, { id, duration: 'forever' })).toMatchObject({ duration: 'forever', cycles: 0 });
    await expect(updateCoupon(admin, { id, duration: 'repeating' })).rejects.toMatchObject({
      fields: { cycles: [couponProblems.cycles] },
    });
  });

  it('changes nothing, not even the version, when everything is the same', async () => {
    const coupon = await createCoupon(admin, newCoupon({ releaseAt: '2026-01-01T00:00:00Z' }));
    const { id, code, releaseAt } = coupon;
    expect(await updateCoupon(admin, { id, code, releaseAt })).toEqual(coupon);
    expect(await auditOf(id)).toHaveLength(1);
  });

  it('is refused to support and leaves the coupon as it was', async () => {
    const support = await makeUserContext(test.db, 'support');
    const coupon = await createCoupon(admin, newCoupon());
    await expect(updateCoupon(support, { id: coupon.id, discount: 99 })).rejects.toBeInstanceOf(Forbidden);
    expect(await getCoupon(support, { id: coupon.id })).toEqual(coupon);
  });
});

describe('deleting and restoring a coupon', () => {
  it('hides it, frees its code, and brings it back as it was', async () => {
    const coupon = await createCoupon(admin, newCoupon({ code: 'BIN' }));
    await deleteCoupon(admin, { id: coupon.id });
    await expect(getCoupon(admin, { id: coupon.id })).rejects.toBeInstanceOf(NotFound);
    await expect(updateCoupon(admin, { id: coupon.id, discount: 1 })).rejects.toBeInstanceOf(NotFound);
    await expect(deleteCoupon(admin, { id: coupon.id })).rejects.toBeInstanceOf(NotFound);
    expect((await getCoupon(admin, { id: coupon.id, withDeleted: true })).deletedAt).toBeInstanceOf(Date);

    const other = await createCoupon(admin, newCoupon({ code: 'bin' }));
    await expect(restoreCoupon(admin, { id: coupon.id })).rejects.toMatchObject({
      fields: { code: ['has already been taken'] },
    });
    await deleteCoupon(admin, { id: other.id });
    expect(await restoreCoupon(admin, { id: coupon.id })).toEqual(coupon);
    expect(await restoreCoupon(admin, { id: coupon.id })).toEqual(coupon);
    expect((await auditOf(coupon.id)).map(({ action }) => action)).toEqual([
      'coupon.created',
      'coupon.deleted',
      'coupon.restored',
    ]);
  });

  it('does not know a coupon that never was', async () => {
    await expect(restoreCoupon(admin, { id: 999_999 })).rejects.toBeInstanceOf(NotFound);
  });

  it('is refused to a viewer', async () => {
    const viewer = await makeUserContext(test.db, 'viewer');
    const { id } = await createCoupon(admin, newCoupon());
    await expect(deleteCoupon(viewer, { id })).rejects.toBeInstanceOf(Forbidden);
    await deleteCoupon(admin, { id });
    await expect(restoreCoupon(viewer, { id })).rejects.toBeInstanceOf(Forbidden);
  });
});
