import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '@/db/testing';
import { Invalid } from '@/lib/core/errors';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { issueBatch } from './issue-batch';
import { listBatches } from './list-batches';
import { listCodes } from './list-codes';
import { requestBatch } from './request-batch';
import { revealCodes } from './reveal-code';

const test = openTestDatabase();
const admin = prepared(() => makeUserContext(test.db, 'admin'));

const makeCoupon = async () => (await createCoupon(admin, newCoupon())).id;
const digits = (length: number) => ({ prefix: '', groups: 1, groupLength: length, alphabet: '0123456789' });

describe('a pattern', () => {
  it('is refused when its codes are easily guessed, unless that was confirmed', async () => {
    const couponId = await makeCoupon();
    const weak = { couponId, count: 100, pattern: digits(6) };
    await expect(requestBatch(admin, weak)).rejects.toMatchObject({
      reason: 'guessable',
      details: { guessesPerHit: 10_000 },
    });
    expect((await listBatches(admin, { couponId })).rows).toEqual([]);
    expect(await requestBatch(admin, { ...weak, confirmed: true })).toMatchObject({ state: 'done', issued: 100 });
    const { rows } = await listCodes(admin, { couponId, perPage: 1000 });
    const ids = rows.map(({ id }) => id);
    for (const code of (await revealCodes(admin, { couponId, ids })).values()) expect(code).toMatch(/^\d{6}$/);
  });

  it('never makes one code twice: what exists is made again, until too little is left', async () => {
    const couponId = await makeCoupon();
    const three = { couponId, count: 300, pattern: { ...digits(3), prefix: 'A' }, confirmed: true };
    expect(await requestBatch(admin, three)).toMatchObject({ issued: 300 });
    expect(await requestBatch(admin, three)).toMatchObject({ issued: 300 });
    await expect(requestBatch(admin, { ...three, count: 401 })).rejects.toBeInstanceOf(Invalid);
    await expect(requestBatch(admin, { ...three, count: 501 })).rejects.toBeInstanceOf(Invalid);
    expect((await listBatches(admin, { couponId })).rows).toHaveLength(2);
  });

  it('that runs out in the middle of a job ends it, and says so', async () => {
    const couponId = await makeCoupon();
    // 14 characters, three of them: 2,744 codes.
    const pattern = { prefix: 'B', groups: 1, groupLength: 3, alphabet: 'ABCDEFGHJKMNPQ' };
    const third = { couponId, count: 1100, pattern, confirmed: true };
    const ids = [];
    for (let nth = 0; nth < 3; nth++) ids.push((await requestBatch(admin, third)).id);
    for (const batchId of ids) await issueBatch(systemContext(test.db, 'issue-batch'), { batchId });
    const batches = (await listBatches(admin, { couponId })).rows.reverse();
    expect(batches.map(({ state, issued }) => [state, issued])).toEqual([
      ['done', 1100],
      ['done', 1100],
      ['failed', expect.any(Number)],
    ]);
    expect(batches[2]).toMatchObject({ failure: 'pattern_exhausted', finishedAt: expect.any(Date) });
    const [written] = await test.sql`select count(*)::int from codes where batch_id = ${ids[2] ?? 0}`;
    expect(written?.count).toBe(batches[2]?.issued);
  });
});
