import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { codes } from '@/db/schema/coupons';
import { apiKeys } from '@/db/schema/integrators';
import { products } from '@/db/schema/products';
import { exportCodes } from '@/lib/domain/coupons/codes/export-codes';
import { revealCode, revealCodes } from '@/lib/domain/coupons/codes/reveal-code';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-prices';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/user-groups';
import { createProduct } from '@/lib/domain/sales/products/create-product';
import { makeKeyContext } from '@/lib/platform/auth/testing';
import { systemContext } from '@/lib/platform/context/context';
import { csvOf } from '@/test/csv-of';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

type Code = { id: string; code: string; status: string; [field: string]: unknown };

async function couponWith(count: number) {
  const { id } = await createCoupon(api.admin, newCoupon());
  const path = `/coupons/${id}`;
  for (let left = count; left > 0; left -= 1000) {
    const body = { codes: { count: Math.min(left, 1000) } };
    expect((await api.call('POST', `${path}/codes.json`, { body })).status).toBe(200);
  }
  const listed = await api.call('GET', `${path}/codes.json`);
  return { path, codes: listed.body.codes as Code[] };
}

describe('codes over the contract', () => {
  it('issues as many as asked, and lists them in clear for a key that may reveal', async () => {
    const { path, codes: listed } = await couponWith(1200);
    expect(new Set(listed.map(({ code }) => code)).size).toBe(1200);
    expect(listed[0]).toEqual({
      id: expect.stringMatching(/^\d+$/),
      code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{17}$/),
      status: 'available',
      created_at: expect.stringMatching(/Z$/),
      redeemed_at: null,
      deleted_at: null,
    });
    const { body } = await api.call('GET', `${path}/codes.json`, { key: await api.keyWith('coupons:read') });
    for (const { code } of body.codes as Code[]) expect(code).toMatch(/^••••-[0-9A-Z]{4}$/);
  });

  it('reports a code that cannot be decrypted on its own, in lists and exports', async () => {
    const { path, codes: listed } = await couponWith(3);
    const couponId = Number(path.split('/')[2]);
    const [first, broken, last] = listed.map(({ id, code }) => ({ id: Number(id), code }));
    await api.db
      .update(codes)
      .set({ sealed: Buffer.alloc(45) })
      .where(eq(codes.id, broken?.id ?? 0));
    const again = (await api.call('GET', `${path}/codes.json`)).body.codes as Code[];
    expect(again.map(({ id, code }) => [Number(id), code])).toEqual([
      [first?.id, first?.code],
      [broken?.id, 'cannot be decrypted'],
      [last?.id, last?.code],
    ]);
    await expect(revealCode(api.admin, { couponId, codeId: broken?.id ?? 0 })).rejects.toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining(`${broken?.id}`),
    });
    const file = await csvOf(await exportCodes(api.admin, { couponId, filter: {}, clear: { reason: 'For the test' } }));
    expect(file).toContain(`cannot be decrypted (id ${broken?.id})`);
    for (const code of [first?.code, last?.code]) expect(file).toContain(code);
  });

  it('lists the codes of a coupon on sale masked, unless the key names the coupon', async () => {
    const { path, codes: listed } = await couponWith(2);
    const couponId = Number(path.split('/')[2]);
    const { key, actor } = await makeKeyContext(api.db, ['coupons:read', 'codes:reveal']);
    const read = async (query = '') =>
      ((await api.call('GET', `${path}/codes.json${query}`, { key })).body.codes as Code[]).map(({ code }) => code);
    const clear = listed.map(({ code }) => code);
    const masked = clear.map((code) => `••••-${code.slice(-4)}`);
    expect(await read()).toEqual(clear);
    const product = { name: 'On sale', value: 'on sale', amountPaisa: 100, couponId };
    const { id: productId } = await createProduct(systemContext(api.db, 'tests'), product);
    expect(await read()).toEqual(masked);
    const clearly = { couponId, filter: {}, clear: { reason: 'For the test' } };
    const asKey = { actor, db: api.db, now: () => new Date() };
    await expect(exportCodes(asKey, clearly)).rejects.toMatchObject({ code: 'forbidden' });
    await api.db.update(products).set({ archivedAt: new Date() }).where(eq(products.id, productId));
    expect(await read()).toEqual(masked);
    expect(await read(`?code=${clear[0]}`)).toEqual(masked.slice(0, 1));
    await expect(
      revealCodes({ actor, db: api.db, now: () => new Date() }, { couponId, ids: listed.map(({ id }) => Number(id)) }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await api.db
      .update(apiKeys)
      .set({ couponIds: [couponId] })
      .where(eq(apiKeys.id, actor.id));
    expect(await read()).toEqual(clear);
  });

  it.each([0, 1_000_001, 'ten', 1.5, null])('refuses a count of %j', async (count) => {
    const { id } = await createCoupon(api.admin, newCoupon());
    const { status, body } = await api.call('POST', `/coupons/${id}/codes.json`, { body: { codes: { count } } });
    expect(status).toBe(400);
    expect(body).toEqual({ status: false, errors: { codes: { count: [expect.any(String)] } } });
  });

  it('C16: finds codes by their last four', async () => {
    const { path, codes: listed } = await couponWith(3);
    const wanted = listed[1];
    const end = wanted?.code.slice(-4).toLowerCase();
    const found = await api.call('GET', `${path}/codes.json?last_four=${end}`);
    expect(found.body.codes).toEqual([wanted]);
    const both = `code=${wanted?.code}&last_four=${listed[0]?.code.slice(-4)}`;
    expect((await api.call('GET', `${path}/codes.json?${both}`)).body.codes).toEqual([]);
    expect((await api.call('GET', `${path}/codes.json?last_four=TOOLONG`)).body).toEqual({
      status: false,
      errors: { last_four: ['must be the last one to four characters of a code'] },
    });
  });

  it('deletes, restores, and keeps what is sold', async () => {
    const { path, codes: listed } = await couponWith(2);
    const [first, second] = listed;
    const one = `${path}/codes/${first?.id}`;
    expect((await api.call('DELETE', `${one}.json`)).body).toEqual({ status: true });
    const deleted = await api.call('GET', `${path}/codes.json?status=deleted`);
    expect((deleted.body.codes as Code[]).map(({ id, status }) => [id, status])).toEqual([[first?.id, 'deleted']]);
    expect((await api.call('POST', `${one}/restore.json`)).body).toEqual({ status: true, code: first });
    expect((await api.call('POST', `${one}/restore.json`)).body).toEqual({ status: true, code: first });

    const id = Number(second?.id);
    await api.db.update(codes).set({ status: 'sold', soldAt: new Date() }).where(eq(codes.id, id));
    expect(await api.call('DELETE', `${path}/codes/${id}.json`)).toMatchObject({
      status: 400,
      body: { status: false, errors: { code: { status: ['is sold, and stays'] } } },
    });
    expect((await api.call('GET', `${path}/codes.json?status=unavailable`)).body.codes).toHaveLength(1);
    expect((await api.call('DELETE', `${path}/codes/999999.json`)).status).toBe(404);
  });

  it('finds one exact code, and refuses a status it does not know', async () => {
    const { path, codes: listed } = await couponWith(3);
    const typed = encodeURIComponent(` ${listed[1]?.code.toLowerCase()}-`);
    expect((await api.call('GET', `${path}/codes.json?code=${typed}`)).body.codes).toEqual([listed[1]]);
    expect((await api.call('GET', `${path}/codes.json?status=lost`)).status).toBe(400);
    expect((await api.call('GET', '/coupons/999999/codes.json')).status).toBe(404);
  });

  it('is closed without the scope', async () => {
    const { path, codes: listed } = await couponWith(1);
    const key = await api.keyWith('coupons:read', 'codes:reveal');
    for (const [method, call] of [
      ['POST', '/codes.json'],
      ['DELETE', `/codes/${listed[0]?.id}.json`],
      ['POST', `/codes/${listed[0]?.id}/restore.json`],
      ['POST', '/add_user_group/1.json'],
      ['POST', '/remove_tvod_price/1.json'],
    ] as const) {
      expect((await api.call(method, `${path}${call}`, { key })).status, call).toBe(403);
    }
  });
});

describe('what a coupon is limited to, over the contract', () => {
  it('links and unlinks user groups, twice without an error', async () => {
    const coupon = await createCoupon(api.admin, newCoupon());
    const premium = await createUserGroup(api.admin, { name: 'Premium <b>' });
    await createUserGroup(api.admin, { name: 'Annual' });
    const path = `/coupons/${coupon.id}-x`;
    const linked = { id: `${premium.id}-premium-b`, name: 'Premium <b>', linked: true };
    for (let time = 0; time < 2; time++) {
      const added = await api.call('POST', `${path}/add_user_group/${premium.id}-premium.json`);
      expect(added.body).toMatchObject({ status: true, coupon: { code: coupon.code }, user_groups: [linked] });
    }
    const list = await api.call('GET', `${path}/user_groups.json?page=1`);
    expect(list.body).toMatchObject({ user_groups: [linked, { name: 'Annual', linked: false }] });
    expect((await api.call('GET', `${path}/user_groups.json?name=ann`)).body.user_groups).toHaveLength(1);
    for (let time = 0; time < 2; time++) {
      const removed = await api.call('POST', `${path}/remove_user_group/${premium.id}.json`);
      expect(removed.body).toMatchObject({ status: true, user_groups: [] });
    }
    expect((await api.call('POST', `${path}/add_user_group/999999.json`)).status).toBe(404);
  });

  it('still lists a linked group that is archived, and no other archived one', async () => {
    const coupon = await createCoupon(api.admin, newCoupon());
    const [kept, gone] = [
      await createUserGroup(api.admin, { name: 'Sunset linked' }),
      await createUserGroup(api.admin, { name: 'Sunset not linked' }),
    ];
    const path = `/coupons/${coupon.id}`;
    await api.call('POST', `${path}/add_user_group/${kept.id}.json`);
    await api.db.execute(sql`update user_groups set archived_at = now() where id in (${kept.id}, ${gone.id})`);
    const { body } = await api.call('GET', `${path}/user_groups.json?name=sunset`);
    expect(body.user_groups).toEqual([{ id: `${kept.id}-sunset-linked`, name: 'Sunset linked', linked: true }]);
    expect((await api.call('POST', `${path}/add_user_group/${gone.id}.json`)).status).toBe(404);
    expect((await api.call('POST', `${path}/remove_user_group/${kept.id}.json`)).body.user_groups).toEqual([]);
  });

  it('gives the list as a page to those who prefer one', async () => {
    const coupon = await createCoupon(api.admin, newCoupon());
    const page = await api.call('GET', `/coupons/${coupon.id}/user_groups.json?name=%3Cb%3E`, {
      headers: { accept: 'text/html,application/json;q=0.9' },
    });
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('Premium &lt;b&gt;');
    expect(page.text).not.toContain('<b>');
    for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.5']) {
      const { headers } = await api.call('GET', `/coupons/${coupon.id}/user_groups.json`, { headers: { accept } });
      expect(headers.get('content-type'), accept).toMatch(/^application\/json/);
    }
  });

  it('links TVOD prices in their shape', async () => {
    const coupon = await createCoupon(api.admin, newCoupon());
    const rental = { name: 'Aluguel', tvodType: 'rental', pricePaisa: 990, durationDays: 2 } as const;
    const price = await createTvodPrice(api.admin, rental);
    const added = await api.call('POST', `/coupons/${coupon.id}/add_tvod_price/${price.id}.json`);
    expect(added.body.tvod_prices).toEqual([
      { id: `${price.id}-aluguel`, name: 'Aluguel', tvod_type: 'rental', price: 990, duration: 2, linked: true },
    ]);
    const listed = await api.call('GET', `/coupons/${coupon.id}/tvod_prices.json`);
    expect(listed.body).toMatchObject({ tvod_prices: added.body.tvod_prices });
  });

  it('answers a key that may write and not read', async () => {
    const coupon = await createCoupon(api.admin, newCoupon());
    const { id } = await createUserGroup(api.admin, { name: 'Writer' });
    const key = await api.keyWith('coupons:write');
    const added = await api.call('POST', `/coupons/${coupon.id}/add_user_group/${id}.json`, { key });
    expect(added).toMatchObject({ status: 200, body: { user_groups: [{ name: 'Writer' }] } });
  });
});
