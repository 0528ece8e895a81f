import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codes, coupons } from '@/db/schema/coupons';
import { sales } from '@/db/schema/sales';
import { createTestDatabase, type TestDatabase } from '@/db/testing';
import { resetEnv } from '@/lib/core/env';
import { checkUpload } from '@/lib/domain/coupons/codes/check-upload';
import { deleteCode, restoreCode } from '@/lib/domain/coupons/codes/delete-code';
import { decryptCode, encryptBound } from '@/lib/domain/coupons/codes/encrypt-code';
import { encryptedCodeColumns } from '@/lib/domain/coupons/codes/encrypted-columns';
import { exportBadRows } from '@/lib/domain/coupons/codes/export-bad-rows';
import { findCode } from '@/lib/domain/coupons/codes/find-code';
import { findCodeOfCoupon } from '@/lib/domain/coupons/codes/find-code-of-coupon';
import { importUpload } from '@/lib/domain/coupons/codes/import-upload';
import { issueBatch } from '@/lib/domain/coupons/codes/issue-batch';
import { issueListedCodes } from '@/lib/domain/coupons/codes/issue-listed-codes';
import { receiveUpload } from '@/lib/domain/coupons/codes/receive-upload';
import { oneColumn } from '@/lib/domain/coupons/codes/testing';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { deleteCoupon } from '@/lib/domain/coupons/coupons/delete-coupon';
import { restoreCoupon } from '@/lib/domain/coupons/coupons/restore-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { updateCoupon } from '@/lib/domain/coupons/coupons/update-coupon';
import { digestCode } from '@/lib/domain/coupons/reading/digest-code';
import { fillDigests } from '@/lib/domain/coupons/reading/fill-digests';
import { endDigests } from '@/lib/domain/coupons/reading/rotate-digests';
import { checkRedemption } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { redeem } from '@/lib/domain/redemptions/redemptions/redeem';
import { makeSale } from '@/lib/domain/sales/deliveries/testing';
import { encryptedSaleColumns } from '@/lib/domain/sales/pins/encrypted-columns';
import { keyedRows } from '@/lib/domain/sales/pins/keyed-rows';
import { readSalePin } from '@/lib/domain/sales/pins/read-sale-pin';
import { normalizeSaleSearch } from '@/lib/domain/sales/sales/normalize-sale-search';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import { type Context, systemContext } from '@/lib/platform/context/context';
import { checkReadiness } from '@/lib/platform/health/check-readiness';
import { registerKeys, WrongKeys } from '@/lib/platform/keys/check-keys';
import { resetKeyring } from '@/lib/platform/keys/keyring';
import { countOfOtherKeys, reEncrypt } from '@/lib/platform/keys/re-encrypt';

const one = Buffer.alloc(32, '1').toString('base64');
const two = Buffer.alloc(32, '2').toString('base64');
const rings = { before: `1:${one}`, during: `2:${two},1:${one}`, after: `2:${two}` };
const columns = [...encryptedCodeColumns, ...encryptedSaleColumns];

let test: TestDatabase;
let admin: Context;
let platform: Awaited<ReturnType<typeof makeKeyContext>>;

function loadKeys(ring: string): void {
  vi.stubEnv('DIGEST_KEYS', ring);
  resetEnv();
  resetKeyring();
}

const start = async (ring: keyof typeof rings) => {
  loadKeys(rings[ring]);
  await registerKeys(test.db, keyedRows);
  await fillDigests(test.db);
};

async function rotate(): Promise<number[]> {
  for (const column of columns) expect((await reEncrypt(test.db, column, () => {})).unreadable).toEqual([]);
  expect(await Promise.all(columns.map((column) => countOfOtherKeys(test.db, column)))).toEqual(columns.map(() => 0));
  return endDigests(test.db, new Date());
}

const make = async (code: string) => (await createCoupon(admin, newCoupon({ code }))).id;
const issue = (couponId: number, ...list: string[]) => issueListedCodes(admin, { couponId, list });
const idOf = async (code: string) => (await findCode(admin, { code }))?.id ?? 0;
const redeemed = async (code: string, user: string, idempotencyKey: string) =>
  (await redeem(platform, { code, user: { id: user }, idempotencyKey })).id;
const canRedeem = async (code: string) => (await checkRedemption(platform, { code, user: { id: 'asks' } })).redeemable;

async function stage(couponId: number, ...list: string[]): Promise<number> {
  async function* file() {
    yield Buffer.from(list.join('\n'));
  }
  const input = { couponId, fileName: 'a.csv', hasCheckCharacters: false, ...oneColumn, file: file() };
  const { uploadId } = await receiveUpload(admin, input);
  await checkUpload(systemContext(test.db, 'test'), { uploadId });
  return uploadId;
}

async function importStaged(couponId: number, uploadId: number): Promise<string> {
  const { id: batchId } = await importUpload(admin, { couponId, uploadId, confirmed: true });
  await issueBatch(systemContext(test.db, 'test'), { batchId });
  let bad = '';
  for await (const some of (await exportBadRows(admin, { couponId, uploadId })).rows) bad += some;
  return bad;
}

let couponId: number;
beforeEach(async () => {
  loadKeys(rings.before);
  test = await createTestDatabase({ max: 8 });
  admin = await makeUserContext(test.db, 'admin');
  platform = await makeKeyContext(test.db, ['redemptions:read', 'redemptions:write']);
  await start('before');
  couponId = await make('OWN-OLD');
  await issue(couponId, 'FIRST-OLD', 'SECOND-OLD', 'THIRD-OLD', 'GONE-OLD');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  resetEnv();
  resetKeyring();
  await test.close();
});

describe('while the key of digests is rotated', () => {
  it('codes of either key are found, redeemed and replayed', async () => {
    const first = await redeemed('FIRST-OLD', 'u1', 'k1');
    const own = await redeemed('OWN-OLD', 'u2', 'k2');
    const { saleId, pin } = await makeSale(test.db, admin.actor.kind === 'user' ? admin.actor.id : 0, 'PIN-7Q2W9');
    await start('during');
    expect(await redeemed('first-old', 'u1', 'k1')).toBe(first);
    expect(await redeemed('OWN-OLD', 'u2', 'k2')).toBe(own);
    expect([await canRedeem('own-old'), await canRedeem('SECOND OLD'), await canRedeem('NO-SUCH')]).toEqual([
      true,
      true,
      false,
    ]);
    await issue(couponId, 'FIRST-NEW');
    await redeemed('SECOND-OLD', 'u3', 'k3');
    const fresh = await redeemed('FIRST-NEW', 'u4', 'k4');
    expect(await findCodeOfCoupon(admin, { couponId, code: 'third-old' })).toMatchObject({ status: 'available' });
    expect(await normalizeSaleSearch(admin, { text: pin })).toMatchObject({ by: 'secret' });

    expect(await rotate()).toEqual([1]);
    await start('after');
    expect(await redeemed('FIRST-NEW', 'u4', 'k4')).toBe(fresh);
    await redeemed('THIRD-OLD', 'u5', 'k5');
    await redeemed('OWN-OLD', 'u6', 'k6');
    expect(await normalizeSaleSearch(admin, { text: pin })).toMatchObject({ by: 'secret' });
    expect(await readSalePin(test.db, saleId)).toBe(pin);
    for (const row of await test.db.select().from(codes)) expect(digestCode(decryptCode(row))).toEqual(row.digest);
    const [sale] = await test.db.select().from(sales);
    expect(sale).toMatchObject({ pinDigest: digestCode(pin), pinDigestKeyId: 2 });
    const [coupon] = await test.db.select().from(coupons);
    expect([coupon?.codeDigest, coupon?.otherDigests]).toEqual([digestCode('OWN-OLD'), null]);
    expect(await checkReadiness(test.db)).toMatchObject({ status: 'ok' });
    loadKeys(rings.before);
    await expect(registerKeys(test.db, keyedRows)).rejects.toBeInstanceOf(WrongKeys);
    expect(await checkReadiness(test.db)).toMatchObject({ status: 'unready', keys: false });
  });

  it('no code is there twice, whichever key it was written with', async () => {
    await deleteCode(admin, { couponId, codeId: await idOf('GONE-OLD') });
    const binned = await make('BINNED-OLD');
    await deleteCoupon(admin, { id: binned });
    await start('during');
    await make('OWN-NEW');
    await issue(couponId, 'ISSUED-NEW');
    for (const code of ['first-old', 'issued-new', 'own-old', 'own-new']) {
      await expect(make(code), code).rejects.toThrow();
      await expect(issue(couponId, code), code).rejects.toThrow();
    }
    await expect(issue(couponId, 'second-old')).rejects.toMatchObject({
      fields: { list: ['1: has already been taken'] },
    });
    // What a coupon has by now comes back neither as a code nor as a coupon.
    await make('GONE-OLD');
    const codeId = await idOf('GONE-OLD');
    await expect(restoreCode(admin, { couponId, codeId })).rejects.toMatchObject({ fields: { code: [/GONE-OLD/] } });
    await issue(couponId, 'BINNED-OLD');
    await expect(restoreCoupon(admin, { id: binned })).rejects.toThrow();
    // The same is held for what was written before, once everything is of one key.
    expect(await rotate()).toEqual([1]);
    await start('after');
    for (const code of ['first-old', 'issued-new', 'own-old', 'own-new', 'gone-old']) {
      await expect(make(code), code).rejects.toThrow();
    }
    await expect(restoreCode(admin, { couponId, codeId })).rejects.toThrow();
  });

  it('a coupon whose code changes is found by the new one alone', async () => {
    await start('during');
    await updateCoupon(admin, { id: couponId, code: 'RENAMED' });
    await rotate();
    await start('after');
    expect([await canRedeem('renamed'), await canRedeem('own-old')]).toEqual([true, false]);
  });

  it('a file that was staged before is imported without what is a code by now', async () => {
    const uploadId = await stage(couponId, 'STAGED-1', 'STAGED-2', 'STAGED-3');
    await issue(couponId, 'STAGED-2');
    await start('during');
    await make('STAGED-3');
    const bad = await importStaged(couponId, uploadId);
    expect(bad).toContain('has already been taken');
    expect(bad).toContain('is the code of coupon STAGED-3');
    expect(bad.split(',existing,')).toHaveLength(3);
    expect(await redeemed('STAGED-1', 'u', 'k')).toBeGreaterThan(0);
    const second = await stage(couponId, 'STAGED-4', 'FIRST-OLD');
    await rotate();
    await start('after');
    expect(await importStaged(couponId, second)).toContain('has already been taken');
    expect(await canRedeem('STAGED-4')).toBe(true);
  });

  it('a process that does not know the new key writes no code, and still finds those of before', async () => {
    await start('during');
    loadKeys(rings.before);
    await expect(issue(couponId, 'FROM-OLD')).rejects.toThrow();
    await expect(make('FROM-OLD')).rejects.toThrow();
    await expect(updateCoupon(admin, { id: couponId, code: 'own-old' })).rejects.toThrow();
    expect([await canRedeem('OWN-OLD'), await canRedeem('FIRST-OLD')]).toEqual([true, true]);
    expect(await checkReadiness(test.db)).toMatchObject({ keys: false });
    loadKeys(rings.during);
    expect(await canRedeem('OWN-OLD')).toBe(true);
  });

  it('a row that cannot be decrypted is named, and keeps the earlier key', async () => {
    await start('during');
    const codeId = await idOf('FIRST-OLD');
    await test.sql`update codes set sealed = sealed || 'x' where id = ${codeId}`;
    const results = [];
    for (const column of encryptedCodeColumns) results.push(await reEncrypt(test.db, column, () => {}));
    expect(results).toEqual([{ done: 3, unreadable: [{ name: 'code', id: codeId }] }]);
    expect(await canRedeem('FIRST-OLD')).toBe(true);
  });

  it('what no code gives as its digest gives none afterwards either', async () => {
    const odd = digestCode('another normalization');
    const { sealed } = encryptBound('FIRST-OLD', odd);
    await test.sql`update codes set digest = ${odd}, sealed = ${sealed} where id = ${await idOf('FIRST-OLD')}`;
    await start('during');
    await issue(couponId, 'FIRST-OLD');
    expect(await rotate()).toEqual([1]);
    expect(await test.db.$count(codes)).toBe(5);
  });
});
