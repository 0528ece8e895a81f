import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden } from '@/lib/core/errors';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { changeCoupons } from './change-coupons';
import { createCoupon } from './create-coupon';
import { getCoupon } from './get-coupon';
import { newCoupon } from './testing';
import { updateCoupon } from './update-coupon';

const test = openTestDatabase({ max: 8 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const make = async (fields: Parameters<typeof newCoupon>[0] = {}) => (await createCoupon(admin, newCoupon(fields))).id;
const read = (id: number) => getCoupon(admin, { id, withDeleted: true });
const actionsOf = async (id: number) => {
  const rows = await test.db
    .select({ action: auditEvents.action, data: auditEvents.data })
    .from(auditEvents)
    .where(and(eq(auditEvents.subjectKind, 'coupon'), eq(auditEvents.subjectId, id)))
    .orderBy(auditEvents.id);
  return rows.slice(1);
};

describe('changing many coupons at once', () => {
  it('switches off those that are on, says why the others stay, and is undone for exactly those', async () => {
    const [on, off, binned] = [await make(), await make({ status: 'unavailable' }), await make({ code: 'SWITCH-BIN' })];
    await changeCoupons(admin, { ids: [binned], action: 'delete' });
    const answer = await changeCoupons(admin, { ids: [on, off, binned, 999_999], action: 'switchOff' });
    expect(answer.changed).toEqual([on]);
    expect(answer.unchanged).toEqual([
      { id: 999_999, code: null, reason: 'unknown' },
      { id: off, code: (await read(off)).code, reason: 'already' },
      { id: binned, code: 'SWITCH-BIN', reason: 'deleted' },
    ]);
    expect(await read(on)).toMatchObject({ status: 'unavailable', state: 'unavailable', version: 2 });
    expect((await read(off)).version).toBe(1);
    expect((await read(binned)).status).toBe('available');
    expect(await actionsOf(off)).toEqual([]);
    expect(await actionsOf(on)).toEqual([
      {
        action: 'coupon.updated',
        data: { code: (await read(on)).code, changed: { status: ['available', 'unavailable'] } },
      },
    ]);

    expect(await changeCoupons(admin, { ids: answer.changed, action: 'switchOn' })).toEqual({
      changed: [on],
      unchanged: [],
    });
    expect((await read(on)).status).toBe('available');
    expect((await read(off)).status).toBe('unavailable');
  });

  it('is seen by somebody who edits one of them meanwhile', async () => {
    const id = await make();
    await changeCoupons(admin, { ids: [id], action: 'switchOff' });
    await expect(updateCoupon(admin, { id, version: 1, discount: 99 })).rejects.toMatchObject({ reason: 'stale' });
  });

  it('deletes and restores, and keeps what was redeemed', async () => {
    const ids = [await make(), await make()];
    await test.db
      .update(coupons)
      .set({ redemptionCount: 4 })
      .where(eq(coupons.id, ids[0] ?? 0));
    expect(await changeCoupons(admin, { ids: [...ids, ...ids], action: 'delete' })).toEqual({
      changed: ids,
      unchanged: [],
    });
    for (const id of ids) expect((await read(id)).deletedAt).toBeInstanceOf(Date);
    const again = await changeCoupons(admin, { ids, action: 'delete' });
    expect(again.unchanged.map(({ reason }) => reason)).toEqual(['already', 'already']);
    expect((await changeCoupons(admin, { ids, action: 'restore' })).changed).toEqual(ids);
    expect(await read(ids[0] ?? 0)).toMatchObject({ deletedAt: null, redemptions: 4 });
    expect((await actionsOf(ids[1] ?? 0)).map(({ action }) => action)).toEqual(['coupon.deleted', 'coupon.restored']);
  });

  it('restores all but those whose code is taken by now, by another coupon or by one of the same call', async () => {
    const taken = await make({ code: 'Bulk-Taken' });
    const twins = [await make({ code: 'BULK-TWIN' })];
    await changeCoupons(admin, { ids: [taken, ...twins], action: 'delete' });
    await make({ code: 'bulk-taken' });
    twins.push(await make({ code: 'bulk-twin' }));
    const free = await make();
    await changeCoupons(admin, { ids: [...twins, free], action: 'delete' });
    const answer = await changeCoupons(admin, { ids: [free, ...twins, taken], action: 'restore' });
    expect(answer.changed).toEqual([twins[0], free]);
    expect(answer.unchanged).toEqual([
      { id: taken, code: 'Bulk-Taken', reason: 'code_taken' },
      { id: twins[1], code: 'bulk-twin', reason: 'code_taken' },
    ]);
    expect((await read(taken)).deletedAt).toBeInstanceOf(Date);
  });

  it('restores the rest when a code is taken in the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const code = `MOMENT-${round}`;
      const ids = [await make({ code }), await make()];
      await changeCoupons(admin, { ids, action: 'delete' });
      const [answer, other] = await Promise.allSettled([
        changeCoupons(admin, { ids, action: 'restore' }),
        createCoupon(admin, newCoupon({ code })),
      ]);
      const { changed, unchanged } = answer.status === 'fulfilled' ? answer.value : { changed: [], unchanged: [] };
      expect(changed).toContain(ids[1]);
      expect(unchanged.length).toBe(other.status === 'fulfilled' ? 1 : 0);
      const live = await test.db.$count(coupons, sql`${coupons.code} = ${code} and ${coupons.deletedAt} is null`);
      expect(live).toBe(1);
    }
  });

  it.each([{ ids: [] }, { ids: Array.from({ length: 1001 }, (_, id) => id + 1) }, { ids: [0] }])(
    'refuses a selection that is none: %#',
    async ({ ids }) => {
      await expect(changeCoupons(admin, { ids, action: 'delete' })).rejects.toThrow();
    },
  );

  it('is refused to support, a viewer and a key without the scope, and changes nothing', async () => {
    const id = await make();
    const wrong = [
      await makeUserContext(test.db, 'support'),
      await makeUserContext(test.db, 'viewer'),
      await makeKeyContext(test.db, ['coupons:read', 'codes:reveal']),
    ];
    for (const ctx of wrong) {
      for (const action of ['switchOff', 'delete', 'restore'] as const) {
        await expect(changeCoupons(ctx, { ids: [id], action })).rejects.toBeInstanceOf(Forbidden);
      }
    }
    expect(await read(id)).toMatchObject({ status: 'available', deletedAt: null, version: 1 });
  });
});
