import { eq, sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, Invalid } from '@/lib/core/errors';
import { groupCode } from '@/lib/domain/coupons/codes/alphabet';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { redeem } from './redeem';
import { findInconsistencies, linkNewGroup, makeCode, makeCoupon, makePrice } from './testing';

const test = openTestDatabase();
const ctx = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));

afterAll(async () => {
  expect(await findInconsistencies(test.db)).toEqual([]);
});

const day = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * day);
const user = (id: string | number = 'u1', groups: (string | number)[] = []) => ({ id, groups });

/** The stable codes of every reason that a refusal gives. */
async function refusal(attempt: Promise<unknown>): Promise<string[]> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Conflict)) throw error ?? new Error('It was not refused.');
  const reasons = error.details.reasons as { code: string }[] | undefined;
  return reasons?.map((reason) => reason.code) ?? [error.reason];
}

describe('redeeming', () => {
  it("takes a public coupon's own code in any case, and counts", async () => {
    const coupon = await makeCoupon(test.db, { code: 'Welcome-25', duration: 'repeating', cycles: 3 });
    const done = await redeem(ctx, { code: ' welcome-25 ', user: { id: 4411 } });
    expect(done).toMatchObject({
      coupon: { id: coupon.id, code: 'Welcome-25' },
      codeId: null,
      userRef: '4411',
      state: 'redeemed',
      discount: { percent: 25, duration: 'repeating', cycles: 3 },
      replayed: false,
    });
    const [row] = await test.db.select().from(coupons).where(eq(coupons.id, coupon.id));
    expect(row?.redemptionCount).toBe(1);
  });

  it('takes an issued code however it was typed, once', async () => {
    const coupon = await makeCoupon(test.db, { security: 'restricted' });
    const { code, id } = await makeCode(test.db, coupon.id);
    const typed = groupCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    expect(await redeem(ctx, { code: ` ${typed} `, user: user() })).toMatchObject({ codeId: id });
    expect(await refusal(redeem(ctx, { code, user: user('u2') }))).toEqual(['code_already_redeemed']);
  });

  it('takes a sold code and keeps when it was sold', async () => {
    const coupon = await makeCoupon(test.db);
    const soldAt = inDays(-2);
    const { code, id } = await makeCode(test.db, coupon.id, { status: 'sold', soldAt });
    await redeem(ctx, { code, user: user() });
    const [row] = await test.db.execute(sql`select status, sold_at, redeemed_at from codes where id = ${id}`);
    expect(row).toMatchObject({ status: 'redeemed', sold_at: expect.anything(), redeemed_at: expect.anything() });
  });

  it('writes who did it, without the code and the user', async () => {
    const coupon = await makeCoupon(test.db);
    const { code } = await makeCode(test.db, coupon.id);
    const done = await redeem({ ...ctx, requestId: 'request-1' }, { code, user: user('someone') });
    const rows = await test.db.execute(sql`
      select actor_name, api_key_id, action, request_id, data from audit_events
      where subject_kind = 'redemption' and subject_id = ${done.id}`);
    expect(rows).toEqual([
      {
        actor_name: ctx.actor.integratorName,
        api_key_id: String(ctx.actor.id),
        action: 'redemption.redeemed',
        request_id: 'request-1',
        data: { couponId: coupon.id, codeId: done.codeId },
      },
    ]);
  });
});

describe('each rule refuses', () => {
  it('a code that nobody issued', async () => {
    expect(await refusal(redeem(ctx, { code: 'no such thing', user: user() }))).toEqual(['code_unknown']);
  });

  it('a deleted coupon, by its own code and by an issued one', async () => {
    const coupon = await makeCoupon(test.db, { deletedAt: new Date() });
    const { code } = await makeCode(test.db, coupon.id);
    expect(await refusal(redeem(ctx, { code: coupon.code, user: user() }))).toEqual(['coupon_deleted']);
    expect(await refusal(redeem(ctx, { code, user: user() }))).toEqual(['coupon_deleted']);
  });

  it('a coupon that is switched off', async () => {
    const coupon = await makeCoupon(test.db, { status: 'unavailable' });
    expect(await refusal(redeem(ctx, { code: coupon.code, user: user() }))).toEqual(['coupon_unavailable']);
  });

  it('a coupon before its release, and takes it at that very instant', async () => {
    const releaseAt = inDays(1);
    const coupon = await makeCoupon(test.db, { releaseAt });
    const early = { ...ctx, now: () => new Date(releaseAt.getTime() - 1) };
    expect(await refusal(redeem(early, { code: coupon.code, user: user() }))).toEqual(['coupon_not_released']);
    await redeem({ ...ctx, now: () => releaseAt }, { code: coupon.code, user: user() });
  });

  it('a coupon from its expiry on', async () => {
    const expiresAt = inDays(1);
    const coupon = await makeCoupon(test.db, { expiresAt });
    await redeem({ ...ctx, now: () => new Date(expiresAt.getTime() - 1) }, { code: coupon.code, user: user() });
    const late = { ...ctx, now: () => expiresAt };
    expect(await refusal(redeem(late, { code: coupon.code, user: user() }))).toEqual(['coupon_expired']);
  });

  it("a restricted coupon's own code", async () => {
    const coupon = await makeCoupon(test.db, { security: 'restricted' });
    expect(await refusal(redeem(ctx, { code: coupon.code, user: user() }))).toEqual(['issued_code_needed']);
  });

  it('a deleted code', async () => {
    const coupon = await makeCoupon(test.db);
    const { code } = await makeCode(test.db, coupon.id, { status: 'deleted', deletedAt: new Date() });
    expect(await refusal(redeem(ctx, { code, user: user() }))).toEqual(['code_deleted']);
  });

  it('a coupon that has reached its limit', async () => {
    const coupon = await makeCoupon(test.db, { maxRedemptions: 1 });
    await redeem(ctx, { code: coupon.code, user: user('first') });
    expect(await refusal(redeem(ctx, { code: coupon.code, user: user('second') }))).toEqual(['limit_reached']);
  });

  it('a user a second time, whichever code is used, also when the rule came later', async () => {
    const coupon = await makeCoupon(test.db, { uniqueRedemption: true });
    const { code } = await makeCode(test.db, coupon.id);
    await redeem(ctx, { code: coupon.code, user: user('one') });
    expect(await refusal(redeem(ctx, { code, user: user('one') }))).toEqual(['user_already_redeemed']);
    await redeem(ctx, { code, user: user('two') });

    const later = await makeCoupon(test.db);
    await redeem(ctx, { code: later.code, user: user('one') });
    await test.db.update(coupons).set({ uniqueRedemption: true }).where(eq(coupons.id, later.id));
    expect(await refusal(redeem(ctx, { code: later.code, user: user('one') }))).toEqual(['user_already_redeemed']);
  });

  it('a request of before whose groups are none of the linked plans; ids, public ids and names all identify one', async () => {
    const coupon = await makeCoupon(test.db);
    const group = await linkNewGroup(test.db, coupon.id);
    const other = await linkNewGroup(test.db, (await makeCoupon(test.db)).id);
    for (const groups of [[], [other.id], [other.name]]) {
      expect(await refusal(redeem(ctx, { code: coupon.code, user: user('u', groups) }))).toEqual(['purchase_needed']);
    }
    for (const groups of [[group.id], [String(group.id)], [`${group.id}-x`], [other.id, group.name.toUpperCase()]]) {
      await redeem(ctx, { code: coupon.code, user: user('u', groups) });
    }
  });

  it('a purchase that is none of the linked TVOD prices', async () => {
    const coupon = await makeCoupon(test.db);
    const price = await makePrice(test.db, coupon.id);
    const other = await makePrice(test.db);
    const code = coupon.code;
    expect(await refusal(redeem(ctx, { code, user: user() }))).toEqual(['purchase_needed']);
    expect(await refusal(redeem(ctx, { code, user: user(), tvod_price_id: other.id }))).toEqual([
      'purchase_not_covered',
    ]);
    await redeem(ctx, { code, user: user(), tvod_price_id: `${price.id}-rental` });
  });

  it('a TVOD price that does not exist', async () => {
    const coupon = await makeCoupon(test.db);
    expect(await refusal(redeem(ctx, { code: coupon.code, user: user(), tvod_price_id: 999_999 }))).toEqual([
      'tvod_price_unknown',
    ]);
  });

  it('and all that fail are answered at once', async () => {
    const coupon = await makeCoupon(test.db, { status: 'unavailable', expiresAt: inDays(-1), security: 'restricted' });
    await linkNewGroup(test.db, coupon.id);
    expect(await refusal(redeem(ctx, { code: coupon.code, user: user() }))).toEqual([
      'coupon_unavailable',
      'coupon_expired',
      'issued_code_needed',
      'purchase_needed',
    ]);
  });
});

describe('the right to redeem', () => {
  it('refuses viewers, support and keys without the scope, and changes nothing', async () => {
    const coupon = await makeCoupon(test.db);
    const actors = [
      await makeUserContext(test.db, 'viewer'),
      await makeUserContext(test.db, 'support'),
      await makeKeyContext(test.db, ['redemptions:read', 'coupons:write', 'nettv:sell']),
    ];
    for (const actor of actors) {
      await expect(redeem(actor, { code: coupon.code, user: user() })).rejects.toThrow(Forbidden);
    }
    const [row] = await test.db.select().from(coupons).where(eq(coupons.id, coupon.id));
    expect(row?.redemptionCount).toBe(0);
  });

  it('names every wrong field', async () => {
    const attempt = redeem(ctx, { code: '', user: { id: 'a\u0000b' }, hold_seconds: 5 });
    await expect(attempt).rejects.toThrow(Invalid);
    await attempt.catch((error: Invalid) => {
      expect(Object.keys(error.fields).sort()).toEqual(['code', 'hold_seconds', 'user.id']);
    });
  });
});
