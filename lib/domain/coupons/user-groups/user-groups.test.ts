import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { linkUserGroup } from '@/lib/domain/coupons/coupons/link-user-group';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import {
  archiveUserGroup,
  createUserGroup,
  getUserGroup,
  listUserGroupCoupons,
  listUserGroups,
  restoreUserGroup,
  updateUserGroup,
} from './user-groups';

const now = new Date('2026-11-03T06:15:00Z');
const missing = 999_999;
const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin', () => now));
const support = prepared(() => makeUserContext(test.db, 'support', () => now));
let serial = 0;

const make = (name = `Group ${++serial}`) => createUserGroup(admin, { name });
const names = async (input: Parameters<typeof listUserGroups>[1]) =>
  (await listUserGroups(support, input)).rows.map(({ name }) => name);

async function couponFor(...groups: { id: number }[]) {
  const coupon = await createCoupon(admin, newCoupon());
  for (const { id } of groups) await linkUserGroup(admin, { couponId: coupon.id, userGroupId: id });
  return coupon;
}

const written = ['Cafe\u0301 g1', 'CAFÉ\u00a0G1', 'Café\u200b g1', ' Café  g1 '];
it('C17: has one name however it is written, for a new one, in the search and in a check', async () => {
  const group = await make('Café g1');
  const coupon = await couponFor(group);
  const platform = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  for (const name of written) {
    await expect(make(name), name).rejects.toMatchObject({ fields: { name: ['has already been taken'] } });
    expect(await names({ name }), name).toEqual(['Café g1']);
    for (const about of [{ user: { id: 'u', groups: [name] } }, { user: { id: 'u' }, purchase: { plan: name } }]) {
      expect((await checkRedemption(platform, { code: coupon.code, ...about })).redeemable, name).toBe(true);
    }
  }
});

describe('the list of user groups', () => {
  it('is by name without regard to case, found by a part of it, and walked both ways', async () => {
    for (const name of ['walk_c', 'Walk_b', 'walk_A', 'walkxd']) await make(name);
    expect(await names({ name: 'LK_' })).toEqual(['walk_A', 'Walk_b', 'walk_c']);
    const first = await listUserGroups(support, { name: 'walk_', perPage: 2 });
    const second = await listUserGroups(support, { name: 'walk_', perPage: 2, after: first.next ?? '' });
    expect(second.rows.map(({ name }) => name)).toEqual(['walk_c']);
    expect(second.next).toBeNull();
    const back = await listUserGroups(support, { name: 'walk_', perPage: 2, after: second.previous ?? '' });
    expect(back.rows).toEqual(first.rows);
    await expect(listUserGroups(support, { state: 'archived', after: first.next ?? '' })).rejects.toBeInstanceOf(
      Invalid,
    );
  });

  it('says how many coupons in use each has, and which ones', async () => {
    const [used, unused] = [await make('count used'), await make('count unused')];
    const coupons = [await couponFor(used), await couponFor(used), await couponFor(used)];
    await deleteCoupon(admin, { id: coupons[1]?.id ?? 0 });
    const counted = await listUserGroups(support, { name: 'count' });
    expect(counted.rows.map(({ id, coupons }) => [id, coupons])).toEqual([
      [unused.id, 0],
      [used.id, 2],
    ]);
    const first = await listUserGroupCoupons(support, { id: used.id, perPage: 1 });
    const second = await listUserGroupCoupons(support, { id: used.id, perPage: 1, after: first.next ?? '' });
    expect([...first.rows, ...second.rows].map(({ code }) => code)).toEqual([coupons[0]?.code, coupons[2]?.code]);
    expect(second.next).toBeNull();
    expect((await listUserGroupCoupons(support, { id: unused.id })).rows).toEqual([]);
    await expect(listUserGroupCoupons(support, { id: missing })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('a user group', () => {
  it('is created, read and renamed, with its history', async () => {
    const group = await make('Premium');
    expect(group).toEqual({
      id: group.id,
      name: 'Premium',
      coupons: 0,
      createdAt: now,
      updatedAt: now,
      archivedAt: null,
    });
    const renamed = await updateUserGroup(admin, { id: group.id, name: 'PREMIUM' });
    expect(await getUserGroup(support, { id: group.id })).toEqual(renamed);
    expect(await updateUserGroup(admin, { id: group.id, name: 'PREMIUM' })).toEqual(renamed);
    await archiveUserGroup(admin, { id: group.id });
    await archiveUserGroup(admin, { id: group.id });
    await restoreUserGroup(admin, { id: group.id });
    await restoreUserGroup(admin, { id: group.id });
    const events = await listActivity(admin, { subjectKind: 'user_group', subjectId: group.id });
    expect(events.rows.map(({ action, data }) => [action, data])).toEqual([
      ['user_group.restored', { name: 'PREMIUM' }],
      ['user_group.archived', { name: 'PREMIUM' }],
      ['user_group.updated', { name: { from: 'Premium', to: 'PREMIUM' } }],
      ['user_group.created', { name: 'Premium' }],
    ]);
  });

  it('has a name that no other one in use has, without regard to case', async () => {
    const [taken, other] = [await make('Taken'), await make('Other')];
    const refused = { fields: { name: ['has already been taken'] } };
    await expect(make('TAKEN')).rejects.toMatchObject(refused);
    await expect(updateUserGroup(admin, { id: other.id, name: 'taken' })).rejects.toMatchObject(refused);
    await archiveUserGroup(admin, { id: taken.id });
    const heir = await make('taken');
    await expect(restoreUserGroup(admin, { id: taken.id })).rejects.toMatchObject(refused);
    await updateUserGroup(admin, { id: heir.id, name: 'No longer' });
    expect(await restoreUserGroup(admin, { id: taken.id })).toMatchObject({ name: 'Taken', archivedAt: null });
  });

  it('leaves lists when it is archived, is not linked any more, and keeps restricting its coupons', async () => {
    const group = await make('Archive me');
    const coupon = await couponFor(group);
    await archiveUserGroup(admin, { id: group.id });
    expect(await names({ name: 'Archive me' })).toEqual([]);
    expect(await names({ name: 'archive', state: 'archived' })).toEqual(['Archive me']);
    const { id: couponId } = await createCoupon(admin, newCoupon());
    await expect(linkUserGroup(admin, { couponId, userGroupId: group.id })).rejects.toBeInstanceOf(NotFound);
    await expect(updateUserGroup(admin, { id: group.id, name: 'X' })).rejects.toBeInstanceOf(Conflict);

    const eligible = async (...groups: (number | string)[]) => {
      const { reasons } = await checkRedemption(admin, { code: coupon.code, user: { id: 'u', groups } });
      return reasons.find(({ rule }) => rule === 'purchase')?.passed;
    };
    expect(await eligible()).toBe(false);
    expect(await eligible(group.id)).toBe(true);
    expect(await eligible('archive ME')).toBe(true);
  });

  it('is not changed by support or a key that only reads, nor where there is none', async () => {
    const { id } = await make();
    const reader = await makeKeyContext(test.db, ['coupons:read']);
    for (const ctx of [support, reader]) {
      await expect(createUserGroup(ctx, { name: 'Mine' })).rejects.toBeInstanceOf(Forbidden);
      await expect(updateUserGroup(ctx, { id, name: 'Mine' })).rejects.toBeInstanceOf(Forbidden);
      await expect(archiveUserGroup(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
      await expect(restoreUserGroup(ctx, { id })).rejects.toBeInstanceOf(Forbidden);
    }
    for (const change of [archiveUserGroup, restoreUserGroup]) {
      await expect(change(admin, { id: missing })).rejects.toBeInstanceOf(NotFound);
    }
    await expect(updateUserGroup(admin, { id: missing, name: 'X' })).rejects.toBeInstanceOf(NotFound);
    const writer = await makeKeyContext(test.db, ['coupons:write']);
    await expect(listUserGroups(writer, {})).rejects.toBeInstanceOf(Forbidden);
    await expect(getUserGroup(writer, { id })).rejects.toBeInstanceOf(Forbidden);
    await expect(listUserGroupCoupons(writer, { id })).rejects.toBeInstanceOf(Forbidden);
  });
});
