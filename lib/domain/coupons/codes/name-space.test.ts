import { and, eq, isNull, ne } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes, coupons } from '@/db/schema/coupons';
import { openTestDatabase } from '@/db/testing';
import { toCsv } from '@/lib/core/csv';
import { maskCode } from '@/lib/core/mask-code';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { restoreCoupon } from '@/lib/domain/coupons/coupons/restore-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';
import { normalizeCode, shownEnd } from '@/lib/domain/coupons/reading/normalize-code';
import { typedVariants } from '@/lib/domain/coupons/reading/typed-variants';
import { makeUserContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { prepared } from '@/test/prepared';
import { changeCodes } from './change-codes';
import { checkUpload } from './check-upload';
import { getUpload } from './code-upload';
import { deleteCode, restoreCode } from './delete-code';
import { exportBadRows } from './export-bad-rows';
import { findCode } from './find-code';
import { findCodeOfCoupon } from './find-code-of-coupon';
import { importUpload } from './import-upload';
import { issueBatch } from './issue-batch';
import { issueListedCodes } from './issue-listed-codes';
import { listCodes } from './list-codes';
import { receiveUpload } from './receive-upload';
import { requestBatch } from './request-batch';
import { revealCodes } from './reveal-code';
import { inPieces, readAsProposed } from './testing';

const test = openTestDatabase({ max: 20 });
const admin = prepared(() => makeUserContext(test.db, 'admin'));
const worker = prepared(() => systemContext(test.db, 'test'));

const coupon = async (code?: string) => (await createCoupon(admin, newCoupon(code ? { code } : {}))).id;
const issue = (couponId: number, ...list: string[]) => issueListedCodes(admin, { couponId, list });
async function issuedOne(couponId: number, code: string): Promise<number> {
  await issue(couponId, code);
  return (await findCode(admin, { code }))?.id ?? 0;
}
const masked = (code: string) => maskCode(shownEnd(normalizeCode(code)));
const refusedWith = (fields: Record<string, string[]>) => expect.objectContaining({ fields });

async function upload(couponId: number, text: string) {
  const { uploadId } = await receiveUpload(admin, {
    couponId,
    fileName: 'a.csv',
    hasCheckCharacters: false,
    ...readAsProposed(text),
    file: inPieces(text),
  });
  await checkUpload(worker, { uploadId });
  let bad = '';
  for await (const some of (await exportBadRows(admin, { couponId, uploadId })).rows) bad += toCsv(some);
  return { ...(await getUpload(admin, { couponId, uploadId })), bad: bad.split('\r\n').slice(1, -1) };
}

describe('a code that a coupon has', () => {
  it('C1: is not issued under another coupon, by call and by file', async () => {
    await coupon('FESTIVAL27');
    const other = await coupon();
    await expect(issue(other, 'FESTIVAL27', 'FREE-27')).rejects.toEqual(
      refusedWith({ list: ['1: is the code of coupon FESTIVAL27'] }),
    );
    expect(await upload(other, 'FESTIVAL27\nFREE-27')).toMatchObject({
      good: 1,
      existing: 1,
      bad: [`1,${masked('FESTIVAL27')},existing,is the code of coupon FESTIVAL27`],
    });
  });

  it('C2: is not issued in another spelling, nor under itself', async () => {
    const id = await coupon('DASHAIN-OIL');
    await expect(issue(id, 'dashain011')).rejects.toEqual(
      refusedWith({ list: ['1: is the code of coupon DASHAIN-OIL'] }),
    );
  });

  it('is left out of an import that was checked before the coupon was made', async () => {
    const couponId = await coupon();
    const { id: uploadId } = await upload(couponId, 'LATER-1\nLATER-2');
    await coupon('Later-2');
    const { id: batchId } = await importUpload(admin, { couponId, uploadId, confirmed: true });
    await issueBatch(worker, { batchId });
    expect(await getUpload(admin, { couponId, uploadId })).toMatchObject({ good: 1, existing: 1 });
    expect((await listCodes(admin, { couponId })).rows).toHaveLength(1);
  });

  it('is left out of a pattern that has hardly any other left', async () => {
    await coupon('PT-3');
    const couponId = await coupon();
    const pattern = { prefix: 'PT', groups: 1, groupLength: 1, alphabet: '0123456789' };
    for (const count of [5, 4]) await requestBatch(admin, { couponId, count, pattern, confirmed: true });
    const { rows } = await listCodes(admin, { couponId });
    const clear = await revealCodes(admin, { couponId, ids: rows.map(({ id }) => id) });
    expect([...clear.values()].sort()).toEqual(['0', '1', '2', '4', '5', '6', '7', '8', '9'].map((n) => `PT-${n}`));
  });

  it('C2: is free once the coupon is deleted, which then does not come back', async () => {
    const id = await coupon('FESTIVAL28');
    await deleteCoupon(admin, { id });
    const other = await coupon();
    await issue(other, 'FEST1VAL28');
    const [{ code: name } = { code: '' }] = await test.db.select().from(coupons).where(eq(coupons.id, other));
    await expect(restoreCoupon(admin, { id })).rejects.toEqual(
      refusedWith({ code: [`is an issued code of coupon ${name} (id ${other}); choose another code`] }),
    );
    expect((await changeCoupons(admin, { ids: [id], action: 'restore' })).unchanged).toEqual([
      { id, code: 'FESTIVAL28', reason: 'code_taken' },
    ]);
  });
});

describe('a code that was issued', () => {
  it('C1: is not given to a coupon, new or changed', async () => {
    const [issuer, other] = [await coupon('ISSUER-1'), await coupon()];
    await issue(issuer, 'WINTER27');
    const refused = refusedWith({ code: [`is an issued code of coupon ISSUER-1 (id ${issuer}); choose another code`] });
    await expect(coupon('WINTER27')).rejects.toEqual(refused);
    await expect(coupon('w1nter-27')).rejects.toEqual(refused);
    await expect(updateCoupon(admin, { id: other, code: 'W1NTER27' })).rejects.toEqual(refused);
  });

  it('C2: gives way to a coupon while it is deleted, and does not come back then', async () => {
    const issuer = await coupon();
    const codeId = await issuedOne(issuer, 'SPRING27');
    await deleteCode(admin, { couponId: issuer, codeId });
    await coupon('SPRING27');
    await expect(restoreCode(admin, { couponId: issuer, codeId })).rejects.toEqual(
      refusedWith({ code: ['is the code of coupon SPRING27 by now; change the code of that coupon'] }),
    );
    const selection = { ids: [codeId] };
    expect(await changeCodes(admin, { couponId: issuer, action: 'restore', selection })).toMatchObject({ changed: 0 });
  });

  it('C2: gives way to a coupon while its own is deleted, which does not come back then', async () => {
    const issuer = await coupon();
    await issue(issuer, 'AUTUMN27');
    await deleteCoupon(admin, { id: issuer });
    await coupon('AUTUMN27');
    await expect(restoreCoupon(admin, { id: issuer })).rejects.toEqual(
      refusedWith({
        code: ['has an issued code that is the code of coupon AUTUMN27 by now; change the code of that coupon'],
      }),
    );
  });

  it('C15: is refused with where it is and what to do, also when that was deleted', async () => {
    const [first, second] = [await coupon('ZZ-FIRST'), await coupon()];
    await issue(first, 'ZZTOP1');
    await expect(issue(second, 'zztop1')).rejects.toEqual(
      refusedWith({ list: [`1: has already been taken: it is a code of coupon ZZ-FIRST (id ${first})`] }),
    );
    const codeId = (await findCode(admin, { code: 'ZZTOP1' }))?.id ?? 0;
    await deleteCode(admin, { couponId: first, codeId });
    await expect(issue(second, 'ZZTOP1')).rejects.toEqual(
      refusedWith({
        list: [`1: is a deleted code of coupon ZZ-FIRST (id ${first}); restore it or choose another code`],
      }),
    );
    await deleteCoupon(admin, { id: first });
    const refusal = `belongs to the deleted coupon ZZ-FIRST (id ${first}); restore it or choose another code`;
    await expect(issue(second, 'ZZTOP1')).rejects.toEqual(refusedWith({ list: [`1: ${refusal}`] }));
    expect((await upload(second, 'ZZTOP1')).bad).toEqual([`1,${masked('ZZTOP1')},existing,${refusal}`]);
  });

  it.each(['Summer-Sale-7', '0012345678907'])('C3, C4: is found however %s is typed', async (code) => {
    const couponId = await coupon();
    const codeId = await issuedOne(couponId, code);
    for (const typed of typedVariants(code)) {
      expect((await findCode(admin, { code: typed }))?.id, typed).toBe(codeId);
      expect((await findCodeOfCoupon(admin, { couponId, code: typed }))?.id, typed).toBe(codeId);
      await expect(issue(couponId, typed), typed).rejects.toEqual(refusedWith({ list: ['1: has already been taken'] }));
      expect(
        await upload(
          couponId,
          typed
            .trim()
            .replaceAll('"', '""')
            .replace(/^(.*)$/s, '"$1"'),
        ),
        typed,
      ).toMatchObject({
        existing: 1,
      });
    }
  });
});

describe('many at once', () => {
  it('give one code to one of 100 coupons and lists', async () => {
    const issuers = await Promise.all(Array.from({ length: 50 }, () => coupon()));
    const spellings = typedVariants('Race-Ol-1').filter((typed) => /^[\w-]{4,64}$/.test(typed));
    const attempts = issuers.flatMap((couponId, at) => {
      const code = spellings[at % spellings.length] ?? '';
      return [() => issue(couponId, code), () => coupon(code)];
    });
    const done = await Promise.allSettled(attempts.map((attempt) => attempt()));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of done) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ fields: expect.any(Object) });
    }
    const digest = digestCode('Race-Ol-1');
    const own = await test.db.$count(coupons, and(eq(coupons.codeDigest, digest), isNull(coupons.deletedAt)));
    const issued = await test.db.$count(codes, and(eq(codes.digest, digest), ne(codes.status, 'deleted')));
    expect(own + issued).toBe(1);
  });

  it('restore one of a coupon and of deleted codes that have its code', async () => {
    for (let round = 0; round < 10; round++) {
      const code = `BACK-${round}-X`;
      const id = await coupon(code);
      await deleteCoupon(admin, { id });
      const issuer = await coupon();
      const codeId = await issuedOne(issuer, code);
      await deleteCode(admin, { couponId: issuer, codeId });
      const selection = { ids: [codeId] };
      await Promise.allSettled([
        restoreCoupon(admin, { id }),
        changeCodes(admin, { couponId: issuer, action: 'restore', selection }),
        restoreCode(admin, { couponId: issuer, codeId }),
        createCoupon(admin, newCoupon({ code })),
      ]);
      const digest = digestCode(code);
      const own = await test.db.$count(coupons, and(eq(coupons.codeDigest, digest), isNull(coupons.deletedAt)));
      const issued = await test.db.$count(codes, and(eq(codes.digest, digest), ne(codes.status, 'deleted')));
      expect(own + issued).toBe(1);
    }
  });
});
