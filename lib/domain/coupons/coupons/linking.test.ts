import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { listActivity } from '@/lib/platform/audit/list-activity';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { changeLinks } from './change-links';
import { createCoupon } from './create-coupon';
import { linkTvodPrice, unlinkTvodPrice } from './link-tvod-price';
import { linkUserGroup, unlinkUserGroup } from './link-user-group';
import { listTvodPriceLinks, listUserGroupLinks } from './list-links';
import type { ChangeLinksInput, ListLinksInput } from './schemas';
import { summarizeLinks } from './summarize-links';
import { newCoupon } from './testing';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const support = prepared(() => makeUserContext(test.db, 'support'));
let serial = 0;

const newCouponId = async () => (await createCoupon(admin, newCoupon())).id;

/** Groups that no other test knows: their names share a word of their own, which narrows every list to them. */
async function makeGroups(...names: string[]) {
  const word = `g${++serial}`;
  const ids: number[] = [];
  for (const name of names) ids.push((await createUserGroup(admin, { name: `${name} ${word}` })).id);
  const named = async (input: ListLinksInput, ctx = support) =>
    (await listUserGroupLinks(ctx, { name: word, ...input })).rows.map((row) => row.name.split(' ')[0]);
  return { word, ids, named };
}

const archive = (id: number) => test.db.execute(sql`update user_groups set archived_at = now() where id = ${id}`);
const groups = (couponId: number, action: 'link' | 'unlink', ids: number[], more: Partial<ChangeLinksInput> = {}) =>
  changeLinks(admin, { kind: 'user_group', couponId, action, ids, ...more });
const names = (result: { changed: { name: string }[] }) => result.changed.map(({ name }) => name.split(' ')[0]);

describe('links of a coupon', () => {
  it('are listed linked first, or one side alone, and found by part of the name', async () => {
    const couponId = await newCouponId();
    const { ids, named, word } = await makeGroups('Annual', 'Basic', 'Premium');
    await linkUserGroup(admin, { couponId, userGroupId: ids[2] ?? 0 });
    expect(await named({ couponId })).toEqual(['Premium', 'Annual', 'Basic']);
    expect(await named({ couponId, side: 'linked' })).toEqual(['Premium']);
    expect(await named({ couponId, side: 'unlinked' })).toEqual(['Annual', 'Basic']);
    expect(await named({ couponId, name: `PREM` })).toContain('Premium');
    expect(await named({ couponId, side: 'unlinked', name: `remium ${word}` })).toEqual([]);
    expect(await named({ couponId, name: '%' })).toEqual([]);
  });

  it('are walked page by page on each side and on both', async () => {
    const couponId = await newCouponId();
    const all = Array.from({ length: 7 }, (_, index) => `N${index}`);
    const { ids, word } = await makeGroups(...all);
    await groups(couponId, 'link', [ids[1] ?? 0, ids[4] ?? 0, ids[5] ?? 0]);
    const walk = async (side?: 'linked' | 'unlinked') => {
      const seen: string[] = [];
      let after: string | null | undefined;
      do {
        const page = await listUserGroupLinks(admin, {
          couponId,
          name: word,
          perPage: 2,
          ...(side ? { side } : {}),
          ...(after ? { after } : {}),
        });
        seen.push(...page.rows.map(({ name }) => name.split(' ')[0] ?? ''));
        after = page.next;
      } while (after);
      return seen;
    };
    expect(await walk('linked')).toEqual(['N1', 'N4', 'N5']);
    expect(await walk('unlinked')).toEqual(['N0', 'N2', 'N3', 'N6']);
    expect(await walk()).toEqual(['N1', 'N4', 'N5', 'N0', 'N2', 'N3', 'N6']);
    const { next } = await listUserGroupLinks(admin, { couponId, name: word, perPage: 2, side: 'linked' });
    const elsewhere = listUserGroupLinks(admin, { couponId, side: 'unlinked', after: next ?? '' });
    await expect(elsewhere).rejects.toBeInstanceOf(Invalid);
  });

  it('are summed up: how many, the first names, and how many have the name searched for', async () => {
    const couponId = await newCouponId();
    const { ids, word } = await makeGroups('Delta', 'Alpha', 'Charlie', 'Bravo', 'Echo');
    await groups(couponId, 'link', ids.slice(0, 4));
    expect(await summarizeLinks(support, { kind: 'user_group', couponId, name: `a ${word}` })).toEqual({
      linked: 4,
      firstNames: ['Alpha', 'Bravo', 'Charlie'].map((name) => `${name} ${word}`),
      matching: { linked: 2, unlinked: { count: 0, capped: false } },
    });
    expect((await summarizeLinks(support, { kind: 'user_group', couponId, name: word })).matching).toEqual({
      linked: 4,
      unlinked: { count: 1, capped: false },
    });
  });
});

describe('changing links', () => {
  it('answers what it really changed, so that an undo reverses exactly that', async () => {
    const couponId = await newCouponId();
    const { ids, named } = await makeGroups('A', 'B', 'C');
    await groups(couponId, 'link', [ids[0] ?? 0]);
    const linked = await groups(couponId, 'link', [...ids, 999_999]);
    expect(linked).toMatchObject({ linked: 3, missing: [999_999] });
    expect(names(linked)).toEqual(['B', 'C']);
    const again = await groups(couponId, 'link', ids);
    expect(again).toEqual({ changed: [], missing: [], linked: 3 });
    const undone = await groups(
      couponId,
      'unlink',
      linked.changed.map(({ id }) => id),
    );
    expect(names(undone)).toEqual(['B', 'C']);
    expect(await named({ couponId, side: 'linked' })).toEqual(['A']);
  });

  it('is one row of the activity however many there were, and none when nothing changed', async () => {
    const couponId = await newCouponId();
    const { ids, word } = await makeGroups('A', 'B');
    await groups(couponId, 'link', ids);
    await groups(couponId, 'link', ids);
    await groups(couponId, 'unlink', [ids[0] ?? 0]);
    const { rows } = await listActivity(admin, { subjectKind: 'coupon', subjectId: couponId });
    expect(rows.map(({ action, data }) => [action, data])).toEqual([
      ['coupon.user_group_removed', { userGroupId: ids[0], name: `A ${word}` }],
      ['coupon.user_groups_added', { count: 2, names: [`A ${word}`, `B ${word}`], userGroupIds: ids }],
      ['coupon.created', expect.anything()],
    ]);
  });

  it('does not offer what is archived, shows it while it is linked, and puts it back on undo', async () => {
    const couponId = await newCouponId();
    const { ids, named } = await makeGroups('Old', 'New');
    const [old = 0] = ids;
    await groups(couponId, 'link', ids);
    await archive(old);
    expect(await named({ couponId, side: 'linked' })).toEqual(['New', 'Old']);
    expect(await groups(couponId, 'link', [old])).toMatchObject({ changed: [], missing: [] });
    expect(names(await groups(couponId, 'unlink', [old]))).toEqual(['Old']);
    expect(await named({ couponId })).toEqual(['New']);
    expect(await groups(couponId, 'link', [old])).toMatchObject({ changed: [], missing: [old] });
    await expect(linkUserGroup(admin, { couponId, userGroupId: old })).rejects.toBeInstanceOf(NotFound);
    expect(names(await groups(couponId, 'link', [old], { withArchived: true }))).toEqual(['Old']);
  });

  it('refuses to unlink the last one unless that is wanted, also when two do it at once', async () => {
    const couponId = await newCouponId();
    const { ids, named } = await makeGroups('A', 'B');
    await groups(couponId, 'link', ids);
    const both = await Promise.allSettled(ids.map((id) => groups(couponId, 'unlink', [id], { keepLimited: true })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await named({ couponId, side: 'linked' })).toHaveLength(1);
    await expect(groups(couponId, 'unlink', ids, { keepLimited: true })).rejects.toBeInstanceOf(Conflict);
    expect(await groups(couponId, 'unlink', ids)).toMatchObject({ linked: 0 });
    expect(await groups(couponId, 'unlink', ids, { keepLimited: true })).toMatchObject({ changed: [] });
  });

  it('is refused to support and to a key that only reads, and needs both ends', async () => {
    const couponId = await newCouponId();
    const { ids } = await makeGroups('Guarded');
    const [userGroupId = 0] = ids;
    const link = { couponId, userGroupId };
    for (const ctx of [support, await makeKeyContext(test.db, ['coupons:read'])]) {
      await expect(linkUserGroup(ctx, link)).rejects.toBeInstanceOf(Forbidden);
      await expect(unlinkUserGroup(ctx, link)).rejects.toBeInstanceOf(Forbidden);
      const many = { kind: 'user_group', couponId, ids, action: 'link' } as const;
      await expect(changeLinks(ctx, many)).rejects.toBeInstanceOf(Forbidden);
    }
    const stranger = await makeKeyContext(test.db, ['redemptions:write']);
    await expect(listUserGroupLinks(stranger, { couponId })).rejects.toBeInstanceOf(Forbidden);
    await expect(summarizeLinks(stranger, { kind: 'user_group', couponId })).rejects.toBeInstanceOf(Forbidden);
    await expect(linkUserGroup(admin, { couponId, userGroupId: 999_999 })).rejects.toBeInstanceOf(NotFound);
    await expect(linkUserGroup(admin, { couponId: 999_999, userGroupId })).rejects.toBeInstanceOf(NotFound);
  });

  it('works for TVOD prices likewise', async () => {
    const couponId = await newCouponId();
    const rental = { name: 'Aluguel', tvodType: 'rental', pricePaisa: 990, durationDays: 2 } as const;
    const price = await createTvodPrice(admin, rental);
    const link = { couponId, tvodPriceId: price.id };
    await linkTvodPrice(admin, link);
    await linkTvodPrice(admin, link);
    const found = await listTvodPriceLinks(admin, { couponId, name: 'ALU' });
    expect(found.rows).toEqual([{ ...rental, id: price.id, linked: true, archivedAt: null }]);
    expect(await summarizeLinks(admin, { kind: 'tvod_price', couponId })).toMatchObject({ firstNames: ['Aluguel'] });
    await unlinkTvodPrice(admin, link);
    await unlinkTvodPrice(admin, link);
    expect((await listTvodPriceLinks(admin, { couponId, side: 'linked' })).rows).toEqual([]);
    await expect(linkTvodPrice(support, link)).rejects.toBeInstanceOf(Forbidden);
    await expect(unlinkTvodPrice(support, link)).rejects.toBeInstanceOf(Forbidden);
  });
});

describe('what can be linked', () => {
  it('has a name of its own, and is not made by support', async () => {
    await createUserGroup(admin, { name: 'Twice' });
    await expect(createUserGroup(admin, { name: 'TWICE' })).rejects.toBeInstanceOf(Invalid);
    await expect(createUserGroup(support, { name: 'Mine' })).rejects.toBeInstanceOf(Forbidden);
  });

  it('says how long a rental lasts; a purchase does not end', async () => {
    const make = (tvodType: 'rental' | 'purchase', durationDays: number | null, ctx = admin) =>
      createTvodPrice(ctx, { name: `${tvodType} ${durationDays}`, tvodType, pricePaisa: 0, durationDays });
    await expect(make('rental', null)).rejects.toBeInstanceOf(Invalid);
    await expect(make('purchase', 2)).rejects.toBeInstanceOf(Invalid);
    expect(await make('purchase', null)).toMatchObject({ durationDays: null });
    await expect(make('rental', 1, support)).rejects.toBeInstanceOf(Forbidden);
  });
});
