import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { auditEvents } from '@/db/schema/team';
import { openTestDatabase } from '@/db/testing';
import { Conflict, Forbidden, NotFound } from '@/lib/core/errors';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { makeKeyContext, makeUserContext } from '@/lib/platform/auth/testing';
import type { Context } from '@/lib/platform/context/context';
import { changeCodes, countSelected } from './change-codes';
import { deleteCode, restoreCode } from './delete-code';
import { listCodeHistory } from './list-code-history';
import { listCodes } from './list-codes';
import { requestBatch } from './request-batch';
import { undoCodeOperation } from './undo-code-operation';

const test = openTestDatabase({ max: 8 });
let admin: Context;
let support: Context;
let clock = Date.now();

beforeAll(async () => {
  const now = () => new Date(clock++);
  admin = await makeUserContext(test.db, 'admin', now);
  support = await makeUserContext(test.db, 'support', now);
});

async function couponWithCodes(count: number) {
  const { id: couponId } = await createCoupon(admin, newCoupon());
  const { id: batchId } = await requestBatch(admin, { couponId, count });
  const { rows } = await listCodes(admin, { couponId, perPage: 1000 });
  return { couponId, batchId, ids: rows.map(({ id }) => id) };
}

const take = (id: number | undefined, status: 'sold' | 'redeemed') =>
  test.db
    .update(codes)
    .set(status === 'sold' ? { status, soldAt: new Date() } : { status, redeemedAt: new Date() })
    .where(eq(codes.id, id ?? 0));
const counts = async (couponId: number) =>
  (await countSelected(admin, { couponId, selection: { filter: {} } })).matched;

describe('changing many codes', () => {
  it('says before what would happen, and then deletes what is available of all that match', async () => {
    const { couponId, ids } = await couponWithCodes(312);
    const [, other] = [couponId, await couponWithCodes(3)];
    for (const id of ids.slice(0, 3)) await take(id, 'sold');
    await take(ids[3], 'redeemed');
    const selection = { filter: {} };
    const before = await countSelected(admin, { couponId, selection });
    expect(before).toEqual({
      matched: { available: 308, sold: 3, redeemed: 1, voided: 0, deleted: 0 },
      upToId: Math.max(...ids),
    });
    const done = await changeCodes(admin, { couponId, action: 'delete', selection, reason: 'printed wrongly' });
    expect(done).toEqual({ operationId: expect.any(Number), changed: 308, matched: before.matched });
    expect(await counts(couponId)).toEqual({ available: 0, sold: 3, redeemed: 1, voided: 0, deleted: 308 });
    expect(await counts(other.couponId)).toMatchObject({ available: 3, deleted: 0 });
    const [event] = await test.db
      .select()
      .from(auditEvents)
      .where(sql`${auditEvents.action} = 'codes.deleted' and ${auditEvents.subjectId} = ${couponId}`);
    expect(event?.data).toEqual({ ...done, filter: {}, reason: 'printed wrongly' });
  });

  it('touches only the chosen ones, of this coupon', async () => {
    const { couponId, ids } = await couponWithCodes(5);
    const other = await couponWithCodes(2);
    const selection = { ids: [...ids.slice(0, 2), ...other.ids] };
    expect(await changeCodes(admin, { couponId, action: 'delete', selection })).toMatchObject({
      changed: 2,
      matched: { available: 2, sold: 0, redeemed: 0, voided: 0, deleted: 0 },
    });
    expect(await counts(other.couponId)).toMatchObject({ available: 2 });
    expect(await changeCodes(admin, { couponId, action: 'delete', selection })).toMatchObject({
      operationId: null,
      changed: 0,
    });
  });

  it('deletes and restores a whole batch, and not what was issued after the count', async () => {
    const { couponId, batchId, ids } = await couponWithCodes(20);
    await requestBatch(admin, { couponId, count: 7 });
    const selection = { filter: { batchId } };
    expect((await changeCodes(admin, { couponId, action: 'delete', selection })).changed).toBe(20);
    expect(await counts(couponId)).toMatchObject({ available: 7, deleted: 20 });
    expect((await changeCodes(admin, { couponId, action: 'restore', selection })).changed).toBe(20);
    const upTo = { filter: { status: 'available' as const }, upToId: Math.max(...ids) };
    expect((await changeCodes(admin, { couponId, action: 'delete', selection: upTo })).changed).toBe(20);
    expect(await counts(couponId)).toMatchObject({ available: 7, deleted: 20 });
  });

  it('narrows by the day of issue', async () => {
    const { couponId } = await couponWithCodes(4);
    clock += 48 * 3600_000;
    const from = new Date(clock);
    await requestBatch(admin, { couponId, count: 6 });
    const late = await listCodes(admin, { couponId, from });
    const early = await listCodes(admin, { couponId, until: from, status: 'available' });
    expect([late.rows.length, early.rows.length]).toEqual([6, 4]);
    expect((await countSelected(admin, { couponId, selection: { filter: { from } } })).matched.available).toBe(6);
    expect((await listCodes(admin, { couponId, from: new Date(clock + 1e9) })).rows).toEqual([]);
  });

  it('is refused to support and to a key that only reads', async () => {
    const { couponId, ids } = await couponWithCodes(2);
    const reader = await makeKeyContext(test.db, ['coupons:read']);
    const input = { couponId, action: 'delete' as const, selection: { ids } };
    await expect(changeCodes(support, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(changeCodes(reader, input)).rejects.toBeInstanceOf(Forbidden);
    await expect(changeCodes(admin, { ...input, couponId: 999_999 })).rejects.toBeInstanceOf(NotFound);
    const { operationId } = await changeCodes(admin, input);
    await expect(undoCodeOperation(support, { couponId, operationId: operationId ?? 0 })).rejects.toBeInstanceOf(
      Forbidden,
    );
    await expect(
      undoCodeOperation(admin, { couponId: couponId + 1, operationId: operationId ?? 0 }),
    ).rejects.toBeInstanceOf(NotFound);
    expect(await counts(couponId)).toMatchObject({ deleted: 2 });
  });
});

describe('undoing', () => {
  it('restores exactly what was deleted, and says what it left and why', async () => {
    const { couponId, ids } = await couponWithCodes(10);
    await deleteCode(admin, { couponId, codeId: ids[0] ?? 0 });
    const { operationId, changed } = await changeCodes(admin, {
      couponId,
      action: 'delete',
      selection: { filter: {} },
    });
    expect(changed).toBe(9);
    for (const codeId of ids.slice(1, 5)) await restoreCode(admin, { couponId, codeId });
    await take(ids[2], 'sold');
    await take(ids[3], 'redeemed');
    await deleteCode(admin, { couponId, codeId: ids[4] ?? 0 });
    expect(await undoCodeOperation(admin, { couponId, operationId: operationId ?? 0 })).toEqual({
      undone: 5,
      left: { available: 1, sold: 1, redeemed: 1, voided: 0, deleted: 1 },
    });
    expect(await counts(couponId)).toEqual({ available: 6, sold: 1, redeemed: 1, voided: 0, deleted: 2 });
    await expect(undoCodeOperation(admin, { couponId, operationId: operationId ?? 0 })).rejects.toBeInstanceOf(
      Conflict,
    );
  });

  it('deletes again what a restoration brought back, but for what was taken since', async () => {
    const { couponId, ids } = await couponWithCodes(4);
    await changeCodes(admin, { couponId, action: 'delete', selection: { ids } });
    const { operationId } = await changeCodes(admin, { couponId, action: 'restore', selection: { ids } });
    await take(ids[0], 'sold');
    expect(await undoCodeOperation(admin, { couponId, operationId: operationId ?? 0 })).toEqual({
      undone: 3,
      left: { available: 0, sold: 1, redeemed: 0, voided: 0, deleted: 0 },
    });
    expect(await counts(couponId)).toMatchObject({ sold: 1, deleted: 3 });
  });
});

it("keeps a code's history: who, when and why, alone and among many", async () => {
  const { couponId, ids } = await couponWithCodes(3);
  const [codeId = 0, untouched = 0] = [ids[0], ids[2]];
  await deleteCode(admin, { couponId, codeId });
  await restoreCode(admin, { couponId, codeId });
  const two = ids.slice(0, 2);
  const { operationId } = await changeCodes(admin, {
    couponId,
    action: 'delete',
    selection: { ids: two },
    reason: 'lost',
  });
  await undoCodeOperation(admin, { couponId, operationId: operationId ?? 0 });
  const by = admin.actor.kind === 'user' ? admin.actor.name : '';
  const history = await listCodeHistory(support, { couponId, codeId });
  expect(history.map(({ at: _, ...change }) => change)).toEqual([
    { kind: 'restored', by, reason: null, isUndo: true },
    { kind: 'deleted', by, reason: 'lost', isUndo: false },
    { kind: 'restored', by, reason: null, isUndo: false },
    { kind: 'deleted', by, reason: null, isUndo: false },
  ]);
  expect(await listCodeHistory(support, { couponId, codeId: untouched })).toEqual([]);
  await expect(listCodeHistory(support, { couponId: couponId + 1, codeId })).rejects.toBeInstanceOf(NotFound);
});
