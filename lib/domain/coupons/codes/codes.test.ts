import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Forbidden, Invalid, NotFound } from '@/lib/core/errors';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { prepared } from '@/test/prepared';
import { groupCode, isWellFormed } from './alphabet';
import { countCodesOut } from './count-codes-out';
import { deleteCode, restoreCode } from './delete-code';
import { encryptCode } from './encrypt-code';
import { findCode } from './find-code';
import { findCodeOfCoupon } from './find-code-of-coupon';
import { insertCodes } from './insert-codes.sql';
import { issueCodes } from './issue-codes';
import { countCodes, listCodes } from './list-codes';
import { revealCode, revealCodes } from './reveal-code';

const test = openTestDatabase({ max: 8 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const support = prepared(() => makeUserContext(test.db, 'support'));

async function couponWithCodes(count: number) {
  const { id: couponId, code } = await createCoupon(admin, newCoupon());
  const batch = await issueCodes(admin, { couponId, count });
  const { rows } = await listCodes(admin, { couponId, perPage: 1000 });
  return { couponId, couponCode: code, batch, rows };
}

describe('issuing codes', () => {
  it('writes as many as asked, encrypted, each well formed and different', async () => {
    const { couponId, batch, rows } = await couponWithCodes(500);
    expect(batch).toEqual({ batchId: expect.any(Number), issued: 500 });
    const clear = await revealCodes(admin, { couponId, ids: rows.map(({ id }) => id) });
    expect(new Set(clear.values()).size).toBe(500);
    for (const row of rows) {
      const code = clear.get(row.id) ?? '';
      expect(isWellFormed(code)).toBe(true);
      expect(code.endsWith(row.lastFour)).toBe(true);
    }
    const [dump] = await test.db.execute<{ text: string }>(sql`select string_agg(c::text, '') as text from codes c`);
    for (const { id } of rows) {
      const code = clear.get(id) ?? `code ${id} is not there`;
      expect(dump?.text).not.toContain(code);
      expect(dump?.text).not.toContain(Buffer.from(code).toString('hex'));
    }
  });

  it('issues 10,000 in one go and not one more', async () => {
    const { couponId } = await couponWithCodes(10_000);
    expect((await countCodes(admin, { couponId })).available).toEqual({ count: 10_000, capped: false });
    for (const count of [10_001, 0, -1, 1.5]) {
      await expect(issueCodes(admin, { couponId, count })).rejects.toBeInstanceOf(Invalid);
    }
  });

  it('is refused to support, to a key without the scope, and for a coupon that is not there', async () => {
    const { id: couponId } = await createCoupon(admin, newCoupon());
    const reader = await makeKeyContext(test.db, ['coupons:read', 'codes:reveal']);
    await expect(issueCodes(support, { couponId, count: 1 })).rejects.toBeInstanceOf(Forbidden);
    await expect(issueCodes(reader, { couponId, count: 1 })).rejects.toBeInstanceOf(Forbidden);
    await expect(issueCodes(admin, { couponId: 999_999, count: 1 })).rejects.toBeInstanceOf(NotFound);
    expect((await listCodes(admin, { couponId })).rows).toEqual([]);
  });

  it('leaves out a code that exists, and keeps the last four of an odd one', async () => {
    const { couponId, batch } = await couponWithCodes(1);
    const destination = { couponId, batchId: batch.batchId, createdAt: new Date() };
    const odd = encryptCode('AB_c.é_1');
    expect(await insertCodes(test.db, destination, [odd, encryptCode('other')])).toBe(2);
    expect(await insertCodes(test.db, destination, [encryptCode('o-THER'), odd])).toBe(0);
    const found = await findCode(admin, { code: 'ab_c.é_1' });
    expect(found?.lastFour).toBe('.É_1');
  });
});

describe('listing codes', () => {
  it('is masked, newest first, and walked by cursor', async () => {
    const { couponId, rows } = await couponWithCodes(5);
    const clear = await revealCodes(admin, { couponId, ids: rows.map(({ id }) => id) });
    for (const code of clear.values()) expect(JSON.stringify(rows)).not.toContain(code);
    const first = await listCodes(support, { couponId, perPage: 3 });
    const second = await listCodes(support, { couponId, perPage: 3, after: first.next ?? '' });
    expect([...first.rows, ...second.rows]).toEqual(rows);
    expect(second.next).toBeNull();
  });

  it('filters by status, "unavailable" being all but available', async () => {
    const { couponId, rows } = await couponWithCodes(4);
    const [a, b, c] = rows.map(({ id }) => id);
    await deleteCode(admin, { couponId, codeId: a ?? 0 });
    await test.db
      .update(codes)
      .set({ status: 'sold', soldAt: new Date() })
      .where(eq(codes.id, b ?? 0));
    await test.db
      .update(codes)
      .set({ status: 'redeemed', redeemedAt: new Date() })
      .where(eq(codes.id, c ?? 0));
    const ids = async (status: 'available' | 'unavailable' | 'deleted' | 'sold' | 'redeemed') =>
      (await listCodes(admin, { couponId, status })).rows.map(({ id }) => id);
    expect(await ids('available')).toEqual([rows[3]?.id]);
    expect(await ids('unavailable')).toEqual([a, b, c]);
    expect([await ids('deleted'), await ids('sold'), await ids('redeemed')]).toEqual([[a], [b], [c]]);
    expect(await countCodes(admin, { couponId })).toEqual({
      available: { count: 1, capped: false },
      sold: { count: 1, capped: false },
      redeemed: { count: 1, capped: false },
      voided: { count: 0, capped: false },
      deleted: { count: 1, capped: false },
    });
    const empty = await createCoupon(admin, newCoupon());
    expect(await countCodesOut(admin, { couponIds: [empty.id, couponId, 999_999] })).toEqual([{ couponId, count: 2 }]);
    const key = await makeKeyContext(test.db, ['coupons:read']);
    const elsewhere = { ...key, actor: { ...key.actor, couponLimit: 'own' as const } };
    expect(await countCodesOut(elsewhere, { couponIds: [couponId] })).toEqual([]);
  });

  it('finds one code however it was typed, and says whose it is', async () => {
    const { couponId, couponCode, rows } = await couponWithCodes(3);
    const [row] = rows;
    const { code } = await revealCode(admin, { couponId, codeId: row?.id ?? 0 });
    const typed = ` ${groupCode(code).toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(await findCodeOfCoupon(support, { couponId, code: typed })).toEqual(row);
    expect(await findCode(support, { code: typed })).toEqual({ ...row, couponCode });
    expect(await findCode(support, { code: `${code}X` })).toBeNull();
    const other = await createCoupon(admin, newCoupon());
    expect(await findCodeOfCoupon(support, { couponId: other.id, code: typed })).toBeNull();
    await expect(findCodeOfCoupon(support, { couponId: 999_999, code: typed })).rejects.toThrow(NotFound);
    const seller = await makeKeyContext(test.db, ['nettv:sell']);
    await expect(findCodeOfCoupon(seller, { couponId, code: typed })).rejects.toThrow(Forbidden);
  });
});

describe('revealing a code', () => {
  it('is recorded without the code', async () => {
    const { couponId, rows } = await couponWithCodes(1);
    const codeId = rows[0]?.id ?? 0;
    const { code } = await revealCode(admin, { couponId, codeId });
    const [event] = await test.db
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'code.revealed' and ${auditEvents.subjectId} = ${codeId}`);
    expect(event?.userId).toBe(admin.actor.kind === 'user' ? admin.actor.id : 0);
    expect(JSON.stringify(event)).not.toContain(code);
  });

  it('is refused to support and to a key without the scope, and needs the right coupon', async () => {
    const { couponId, rows } = await couponWithCodes(1);
    const codeId = rows[0]?.id ?? 0;
    const writer = await makeKeyContext(test.db, ['coupons:read', 'coupons:write']);
    await expect(revealCode(support, { couponId, codeId })).rejects.toBeInstanceOf(Forbidden);
    await expect(revealCode(writer, { couponId, codeId })).rejects.toBeInstanceOf(Forbidden);
    await expect(revealCode(admin, { couponId: couponId + 1, codeId })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('deleting and restoring a code', () => {
  it('takes it out of use and back, and twice is no error', async () => {
    const { couponId, rows } = await couponWithCodes(1);
    const input = { couponId, codeId: rows[0]?.id ?? 0 };
    const deleted = await deleteCode(admin, input);
    expect(deleted).toMatchObject({ status: 'deleted', deletedAt: expect.any(Date) });
    expect(await deleteCode(admin, input)).toEqual(deleted);
    expect(await restoreCode(admin, input)).toEqual(rows[0]);
    expect(await restoreCode(admin, input)).toEqual(rows[0]);
    const events = await test.db
      .select({ action: auditEvents.action })
      .from(auditEvents)
      .where(sql`${auditEvents.subjectKind} = 'code' and ${auditEvents.subjectId} = ${input.codeId}`);
    expect(events.map(({ action }) => action)).toEqual(['code.deleted', 'code.restored']);
  });

  it('keeps a code that is sold or redeemed', async () => {
    const { couponId, rows } = await couponWithCodes(2);
    const [sold, redeemed] = rows.map(({ id }) => id);
    await test.db
      .update(codes)
      .set({ status: 'sold', soldAt: new Date() })
      .where(eq(codes.id, sold ?? 0));
    await test.db
      .update(codes)
      .set({ status: 'redeemed', redeemedAt: new Date() })
      .where(eq(codes.id, redeemed ?? 0));
    await expect(deleteCode(admin, { couponId, codeId: sold ?? 0 })).rejects.toMatchObject({
      fields: { status: ['is sold, and stays'] },
    });
    await expect(deleteCode(admin, { couponId, codeId: redeemed ?? 0 })).rejects.toBeInstanceOf(Invalid);
    expect(await restoreCode(admin, { couponId, codeId: sold ?? 0 })).toMatchObject({ status: 'sold' });
  });

  it('is refused to support', async () => {
    const { couponId, rows } = await couponWithCodes(1);
    const input = { couponId, codeId: rows[0]?.id ?? 0 };
    await expect(deleteCode(support, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(restoreCode(support, input)).rejects.toBeInstanceOf(Forbidden);
  });
});
