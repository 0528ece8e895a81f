import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { coupons } from '@/db/schema/coupons';
import { apiKeys } from '@/db/schema/integrators';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { duplicateCoupon } from '@/lib/domain/coupons/coupons/duplicate-coupon';
import { countCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { makeCode, makeCoupon } from '@/lib/domain/redemptions/redemptions/testing';
import { createIntegratorKey } from '@/lib/domain/sales/credits/create-integrator-key';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { verifyApiKey } from '@/lib/platform/auth/api-key';
import type { KeyActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import type { Scope } from '@/lib/platform/context/scopes';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

const scopes: Scope[] = ['coupons:read', 'coupons:write', 'codes:reveal', 'redemptions:read', 'redemptions:write'];
let serial = 0;
const newName = () => `Reach-${++serial}`;

/** A key as the desk makes one when nothing else is chosen. */
async function makeKey(
  limits: { name?: string; couponIds?: number[]; couponLimit?: 'all' } = {},
): Promise<Context<KeyActor> & { key: string }> {
  const { key } = await createIntegratorKey(api.admin, { name: newName(), scopes, creditPaisa: 0, ...limits });
  const check = await verifyApiKey(api.db, key, new Date());
  if (check.state !== 'ok') throw new Error(check.state);
  return { ...api.admin, actor: check.actor, key };
}

async function makeOwn(key: string): Promise<number> {
  const coupon = { code: newName(), discount: 25, duration: 'once' };
  const { status, body } = await api.call('POST', '/coupons.json', { key, body: { coupon } });
  expect(status).toBe(200);
  return Number.parseInt((body.coupon as { id: string }).id, 10);
}

const listed = async (key: string) =>
  ((await api.call('GET', '/coupons.json?per_page=1000', { key })).body.coupons as { id: string }[]).map(({ id }) =>
    Number.parseInt(id, 10),
  );

describe('a key', () => {
  it('reaches the coupons of its company, with each of its keys, and is answered as if there were no others', async () => {
    const { key, actor } = await makeKey();
    const own = await makeOwn(key);
    const sister = await makeKey({ name: actor.integratorName });
    const stranger = await makeKey();
    const ofTheDesk = (await makeCoupon(api.db)).id;
    expect(await listed(key)).toEqual([own]);
    expect(await listed(sister.key)).toEqual([own]);
    expect(await listed(stranger.key)).toEqual([]);
    const { key: wide } = await makeKey({ couponLimit: 'all' });
    expect(await listed(wide)).toEqual(expect.arrayContaining([own, ofTheDesk]));
    expect(await countCoupons(await makeKey(), {})).toEqual({ count: 0, capped: false });
  });

  it('neither reads nor changes another coupon by any call', async () => {
    const { key } = await makeKey();
    const { id } = await makeCoupon(api.db);
    const { id: codeId, code } = await makeCode(api.db, id);
    const group = await createUserGroup(api.admin, { name: newName() });
    const gone = (await makeCoupon(api.db, { deletedAt: new Date() })).id;
    const before = await api.db.select().from(coupons).where(eq(coupons.id, id));
    const change = { coupon: { discount: 99 } };
    for (const [method, path, body] of [
      ['GET', `/coupons/${id}.json`],
      ['GET', `/coupons/${id}/edit.json`],
      ['PUT', `/coupons/${id}.json`, change],
      ['PUT', `/coupons/${id}.json`, { coupon: { discount: 'nothing' } }],
      ['DELETE', `/coupons/${id}.json`],
      ['POST', `/coupons/${gone}/restore.json`],
      ['GET', `/coupons/${id}/codes.json`],
      ['GET', `/coupons/${id}/codes.json?code=${code}`],
      ['POST', `/coupons/${id}/codes.json`, { codes: { count: 1 } }],
      ['POST', `/coupons/${id}/codes.json`, { codes: { list: ['REACHED-CODE-1'] } }],
      ['DELETE', `/coupons/${id}/codes/${codeId}.json`],
      ['POST', `/coupons/${id}/codes/${codeId}/restore.json`],
      ['GET', `/coupons/${id}/statistics.json`],
      ['GET', `/coupons/${id}/user_groups.json`],
      ['GET', `/coupons/${id}/tvod_prices.json`],
      ['POST', `/coupons/${id}/add_user_group/${group.id}.json`],
      ['POST', `/coupons/${id}/remove_user_group/${group.id}.json`],
    ] as const) {
      const answer = await api.call(method, path, { key, ...(body === undefined ? {} : { body }) });
      expect([method, path, answer.status, answer.body]).toEqual([method, path, 404, { error: 'Not Found' }]);
    }
    expect(await api.db.select().from(coupons).where(eq(coupons.id, id))).toEqual(before);
  });

  it('is not shown the kept answer of a wider key of its company', async () => {
    const { key: wide, actor } = await makeKey({ couponLimit: 'all' });
    const { key } = await makeKey({ name: actor.integratorName });
    const { id } = await makeCoupon(api.db);
    const change = (of: string) =>
      api.call('PUT', `/coupons/${id}.json`, {
        key: of,
        body: { coupon: { discount: 40 } },
        headers: { 'idempotency-key': 'of-both' },
      });
    expect((await change(wide)).status).toBe(200);
    expect((await change(wide)).headers.get('idempotent-replayed')).toBe('true');
    const refused = await change(key);
    expect([refused.status, refused.body.coupon]).toEqual([409, undefined]);
  });

  it('does not reach one in bulk or by copying either', async () => {
    const limited = await makeKey();
    const { id, code } = await makeCoupon(api.db);
    expect(await changeCoupons(limited, { ids: [id], action: 'delete' })).toEqual({
      changed: [],
      unchanged: [{ id, code: null, reason: 'unknown' }],
    });
    const copy = { sourceId: id, code: `${code}-copy`, discount: 25, duration: 'once' as const };
    await expect(duplicateCoupon(limited, copy)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('reaches a coupon that is named on it, and reads its codes even on sale', async () => {
    const { id: couponId } = await createCoupon(api.admin, { code: newName(), discount: 25, duration: 'once' });
    const { code } = await makeCode(api.db, couponId);
    await createProduct(api.admin, { name: newName(), value: newName(), amountPaisa: 100, couponId });
    const { key } = await makeKey({ couponIds: [couponId] });
    expect(await listed(key)).toEqual([couponId]);
    const { body } = await api.call('GET', `/coupons/${couponId}/codes.json`, { key });
    expect(body.codes).toMatchObject([{ code }]);
    expect(
      (await api.call('PUT', `/coupons/${couponId}.json`, { key, body: { coupon: { discount: 30 } } })).status,
    ).toBe(200);
  });

  it('changes the plans that its company made, and reads the others', async () => {
    const { key } = await makeKey();
    const foreign = await createUserGroup(api.admin, { name: newName() });
    const made = await api.call('POST', '/user_groups.json', { key, body: { user_group: { name: newName() } } });
    const own = (made.body.user_group as { id: string }).id;
    const rename = (id: number | string) =>
      api.call('PUT', `/user_groups/${id}.json`, { key, body: { user_group: { name: newName() } } });
    expect((await rename(own)).status).toBe(200);
    expect(await rename(foreign.id)).toMatchObject({ status: 403, body: { error: 'Forbidden' } });
    expect((await api.call('DELETE', `/user_groups/${foreign.id}.json`, { key })).status).toBe(403);
    expect((await api.call('GET', `/user_groups/${foreign.id}.json`, { key })).status).toBe(200);
    const coupon = await makeOwn(key);
    expect((await api.call('POST', `/coupons/${coupon}/add_user_group/${foreign.id}.json`, { key })).status).toBe(200);
  });

  it('from before the limits reaches every coupon, as it did', async () => {
    const { key, actor } = await makeKey({ couponLimit: 'all' });
    const [row] = await api.db.select().from(apiKeys).where(eq(apiKeys.id, actor.id));
    const { couponLimit, id: _, ...before } = row ?? ({} as typeof apiKeys.$inferSelect);
    const digest = Buffer.from(newName().padEnd(32));
    const [old] = await api.db
      .insert(apiKeys)
      .values({ ...before, digest })
      .returning();
    expect([couponLimit, old?.couponLimit]).toEqual(['all', 'all']);
    expect((await api.call('GET', `/coupons/${(await makeCoupon(api.db)).id}.json`, { key })).status).toBe(200);
  });
});
