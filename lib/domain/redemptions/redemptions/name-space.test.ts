import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes, coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { fillDigests } from '@/lib/domain/coupons/reading/fill-digests';
import { typedVariants } from '@/lib/domain/coupons/reading/typed-variants';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { checkRedemption } from './check-redemption';
import { explainCode } from './explain-code';
import { normalizeRedemptionSearch } from './normalize-redemption-search';
import { redeem } from './redeem';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const platform = prepared(() => makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']));

let user = 0;
const take = (code: string) => redeem(platform, { code, user: { id: `u-${++user}` }, idempotencyKey: `k-${user}` });
const check = (code: string) => checkRedemption(platform, { code, user: { id: `u-${++user}` } });
const nothing = { userRef: null, userStatus: null, groupIds: [], planId: null, tvodPriceId: null, amount: null };
const explain = (typed: string) => explainCode(admin, { typed, ...nothing });
const coupon = async (code: string) => (await createCoupon(admin, newCoupon({ code }))).id;
const redeemedBy = async (code: string) => take(code);

describe('every way to type a code', () => {
  it('C3: redeems a public coupon, and finds it', async () => {
    const id = await coupon('Summer-Sale-1');
    for (const typed of typedVariants('Summer-Sale-1')) {
      expect((await check(typed)).redeemable, typed).toBe(true);
      expect((await redeemedBy(typed)).coupon.id, typed).toBe(id);
      expect(await explain(typed.trim()), typed).toMatchObject({ result: 'works', coupon: { id } });
      expect(
        (await listCoupons(admin, { q: typed })).rows.map((row) => row.id),
        typed,
      ).toEqual([id]);
    }
    // A part of it, too.
    expect((await listCoupons(admin, { q: 'Summer\u2010Sale' })).rows.map((row) => row.id)).toEqual([id]);
  });

  it('C4: redeems an imported PIN in the digits of another script, and finds it', async () => {
    const couponId = await coupon('FOR-PINS');
    await issueListedCodes(admin, { couponId, list: ['0012345678901'] });
    const [row] = await test.db.select({ id: codes.id }).from(codes).where(eq(codes.couponId, couponId));
    for (const typed of typedVariants('0012345678901')) {
      expect((await check(typed)).redeemable, typed).toBe(true);
      expect(await normalizeRedemptionSearch(admin, { text: typed }), typed).toEqual({ by: 'code', codeId: row?.id });
    }
    expect((await redeemedBy('००१२३४५६७८९०१')).codeId).toBe(row?.id);
  });
});

it('C14: takes outer white space and invisible characters for no part of a user’s id, and keeps its case', async () => {
  const { code } = await createCoupon(admin, newCoupon({ uniqueRedemption: true }));
  const by = (id: string | number) => redeem(platform, { code, user: { id }, idempotencyKey: `c14-${++user}` });
  const first = await by('buyer@example.com');
  await by(' 4411 ');
  for (const id of ['buyer\u200b@example.com', '\ufeffbuyer@example.com\u00a0', '4411', 4411]) {
    await expect(by(id), String(id)).rejects.toMatchObject({ status: 409 });
  }
  expect((await by('Buyer@example.com')).userRef).toBe('Buyer@example.com');
  expect(first.userRef).toBe('buyer@example.com');
  await expect(by('\u200b ')).rejects.toMatchObject({ status: 400 });
  const found = await normalizeRedemptionSearch(admin, { text: '\u2066buyer@example.com\u2069' });
  expect(found).toEqual({ by: 'user', search: 'buyer@example.com' });
});

describe('what is deleted', () => {
  it('C2: never answers in place of a coupon that is not', async () => {
    const issuer = await coupon('OLD-ISSUER');
    await issueListedCodes(admin, { couponId: issuer, list: ['DEAD-1', 'DEAD-2'] });
    await test.sql`update codes set status = 'deleted', deleted_at = now() where coupon_id = ${issuer} and last_four = 'D1'`;
    const first = await coupon('DEAD-1');
    expect(await check('DEAD-1')).toMatchObject({ redeemable: true });
    expect((await redeemedBy('dead1')).coupon.id).toBe(first);
    await test.db.update(coupons).set({ deletedAt: new Date() }).where(eq(coupons.id, issuer));
    const second = await coupon('DEAD-2');
    expect((await redeemedBy('DEAD-2')).coupon.id).toBe(second);
  });

  it('answers for itself where nothing else has the code', async () => {
    const id = await coupon('ALL-GONE');
    await test.db.update(coupons).set({ deletedAt: new Date() }).where(eq(coupons.id, id));
    expect(await explain('all gone')).toMatchObject({ result: 'fails', coupon: { id, isDeleted: true } });
    expect((await check('ALL-GONE')).redeemable).toBe(false);
  });
});

describe('coupons of the version before', () => {
  it('are redeemed before and after they have a digest; of two that read the same, the one that was typed', async () => {
    await test.db.execute(
      sql`insert into coupons (code, discount, duration) values ('FEST-1', 10, 'once'), ('FEST-I', 20, 'once')`,
    );
    const rows = await test.db
      .select({ id: coupons.id })
      .from(coupons)
      .where(sql`code like 'FEST-_'`)
      .orderBy(coupons.id);
    const both = async () => [(await redeemedBy('fest-1')).coupon.id, (await redeemedBy('FEST-I')).coupon.id];
    const ids = rows.map(({ id }) => id);
    expect(await both()).toEqual(ids);
    await fillDigests(test.db);
    expect(await both()).toEqual(ids);
  });
});
