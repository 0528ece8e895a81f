import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { findCode } from '@/lib/domain/coupons/codes/find-code';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { digestCode } from './digest-code';
import { fillDigests, findClashes } from './fill-digests';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const coupon = async (code?: string) => (await createCoupon(admin, newCoupon(code ? { code } : {}))).id;

describe('what the version before wrote', () => {
  it('gets its digests at the start; what reads the same stays and is reported', async () => {
    const insert = (code: string) => test.sql`
      insert into coupons (code, discount, duration) values (${code}, 10, 'once') returning id`;
    const [a, b, c] = [await insert('OLD-1'), await insert('OLD-I'), await insert('OLD-2')].map(([row]) =>
      Number(row?.id),
    );
    const issuer = await coupon();
    await issueListedCodes(admin, { couponId: issuer, list: ['OLD-2'] });
    const codeId = (await findCode(admin, { code: 'OLD-2' }))?.id ?? 0;
    await fillDigests(test.db);
    await fillDigests(test.db);
    expect(await findClashes(test.db)).toEqual([
      { couponId: a, otherCouponId: b, codeId: null },
      { couponId: c, otherCouponId: issuer, codeId },
    ]);
    const filled = await test.db.$count(coupons, eq(coupons.codeDigest, digestCode('old-1')));
    expect(filled).toBe(2);
    // A change of something else is not in the way.
    await updateCoupon(admin, { id: b ?? 0, code: 'OLD-I', description: 'changed' });
    await expect(coupon('old1')).rejects.toMatchObject({ fields: { code: [expect.any(String)] } });
  });

  it('changes a code without its digest, which is then filled in again', async () => {
    const id = await coupon('OLD-NAME');
    await test.sql`update coupons set code = 'NEW-NAME' where id = ${id}`;
    const read = async () => (await test.db.select().from(coupons).where(eq(coupons.id, id)))[0]?.codeDigest;
    expect(await read()).toBeNull();
    await fillDigests(test.db);
    expect(await read()).toEqual(digestCode('NEW-NAME'));
  });
});
