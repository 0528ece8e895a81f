import { describe, expect, it } from 'vitest';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const now = new Date('2026-11-03T06:15:00Z');
const api = prepared(() => openManagement(() => now));

const group = (fields: Record<string, unknown>) => ({ body: { user_group: fields } });
const price = (fields: Record<string, unknown>) => ({ body: { tvod_price: fields } });
const times = { created_at: now.toISOString(), updated_at: now.toISOString(), archived_at: null };

async function makeGroup(name: string): Promise<number> {
  const { body } = await api.call('POST', '/user_groups.json', group({ name }));
  return Number.parseInt((body.user_group as { id: string }).id, 10);
}

describe('user groups over the contract', () => {
  it('are created, read under any text behind the number, and renamed', async () => {
    const made = await api.call('POST', '/user_groups.json', group({ name: ' Premium ' }));
    const { id } = made.body.user_group as { id: string };
    expect(id).toMatch(/^\d+-premium$/);
    const shape = { id, name: 'Premium', coupons: 0, ...times };
    expect(made).toMatchObject({ status: 200, body: { status: true, user_group: shape } });
    const number = Number.parseInt(id, 10);
    for (const path of [number, id, `${number}-anything`]) {
      expect((await api.call('GET', `/user_groups/${path}.json`)).body).toEqual({ user_group: shape });
    }
    const renamed = await api.call('PUT', `/user_groups/${id}.json`, group({ name: 'Gold' }));
    expect(renamed.body).toEqual({ status: true, user_group: { ...shape, id: `${number}-gold`, name: 'Gold' } });
    expect((await api.call('PUT', `/user_groups/${id}.json`, group({}))).body).toEqual(renamed.body);
  });

  it.each([
    [{}, "can't be blank"],
    [{ name: ' ' }, "can't be blank"],
    [{ name: 7 }, "can't be blank"],
    [{ name: 'x'.repeat(201) }, 'must be at most 200 characters'],
    [{ name: 'two\nlines' }, 'must be one line of text'],
    [{ name: 'TAKEN' }, 'has already been taken'],
  ])('refuses %j', async (fields, message) => {
    await api.call('POST', '/user_groups.json', group({ name: 'Taken' }));
    const { status, body } = await api.call('POST', '/user_groups.json', group(fields));
    expect(status).toBe(400);
    expect(body).toEqual({ status: false, errors: { user_group: { name: [message] } } });
  });

  it('are archived by DELETE, twice without an error, still restrict, and come back', async () => {
    const id = await makeGroup('Leaver');
    const coupon = await createCoupon(api.admin, newCoupon());
    await api.call('POST', `/coupons/${coupon.id}/add_user_group/${id}.json`);
    for (const _ of [1, 2]) {
      expect((await api.call('DELETE', `/user_groups/${id}-leaver.json`)).body).toEqual({ status: true });
    }
    const archived = { archived_at: now.toISOString(), coupons: 1 };
    expect((await api.call('GET', `/user_groups/${id}.json`)).body).toMatchObject({ user_group: archived });
    expect((await api.call('GET', '/user_groups.json?name=leaver')).body.user_groups).toEqual([]);
    expect((await api.call('GET', '/user_groups.json?name=leaver&state=archived')).body.user_groups).toHaveLength(1);
    expect((await api.call('GET', `/coupons/${coupon.id}/user_groups.json?name=leaver`)).body.user_groups).toHaveLength(
      1,
    );
    expect(await api.call('PUT', `/user_groups/${id}.json`, group({ name: 'X' }))).toMatchObject({
      status: 409,
      body: { code: 'archived' },
    });
    const restored = await api.call('POST', `/user_groups/${id}/restore.json`);
    expect(restored.body).toMatchObject({ status: true, user_group: { name: 'Leaver', archived_at: null } });
  });

  it('are paged, walked by cursor, or streamed whole', async () => {
    await api.sql`insert into user_groups (name) select 'Many ' || lpad(n::text, 5, '0') from generate_series(1, 2500) n`;
    const names = (body: Record<string, unknown>) => (body.user_groups as { name: string }[]).map(({ name }) => name);
    const paged = await api.call('GET', '/user_groups.json?name=many&page=2&per_page=2');
    expect(names(paged.body)).toEqual(['Many 00003', 'Many 00004']);
    const pagination = paged.body.user_groups_pagination as { next: string };
    expect(pagination).toEqual({ current: 2, last: false, next: expect.any(String) });
    const further = await api.call('GET', `/user_groups.json?name=many&per_page=2&after=${pagination.next}`);
    expect(names(further.body)).toEqual(['Many 00005', 'Many 00006']);
    const all = await api.call('GET', '/user_groups.json?name=many');
    expect(new Set(names(all.body)).size).toBe(2500);
    expect(all.body.user_groups_pagination).toEqual({ current: 1, last: true, next: null });
    expect((await api.call('GET', '/user_groups.json?state=lost&per_page=0')).body).toEqual({
      status: false,
      errors: { state: ['must be active or archived'], per_page: ['must be an integer from 1 to 1000'] },
    });
  });
});

describe('TVOD prices over the contract', () => {
  const rental = { name: 'Aluguel', tvod_type: 'rental', price: '990', duration: 2 };

  it('are created in minor units, changed in part, and archived', async () => {
    const made = await api.call('POST', '/tvod_prices.json', price(rental));
    const { id } = made.body.tvod_price as { id: string };
    const shape = { id, name: 'Aluguel', tvod_type: 'rental', price: 990, duration: 2, coupons: 0, ...times };
    expect(made.body).toEqual({ status: true, tvod_price: shape });
    const changed = await api.call('PUT', `/tvod_prices/${id}.json`, price({ price: 1500 }));
    expect(changed.body).toEqual({ status: true, tvod_price: { ...shape, price: 1500 } });
    const bought = await api.call('PUT', `/tvod_prices/${id}.json`, price({ tvod_type: 'purchase' }));
    expect(bought.body).toMatchObject({ tvod_price: { tvod_type: 'purchase', duration: null } });
    expect((await api.call('GET', '/tvod_prices.json?name=ALU')).body.tvod_prices).toMatchObject([{ id, price: 1500 }]);
    expect((await api.call('DELETE', `/tvod_prices/${id}.json`)).body).toEqual({ status: true });
    expect((await api.call('GET', '/tvod_prices.json?name=ALU')).body.tvod_prices).toEqual([]);
  });

  it('name every bad field at once, named as they were sent', async () => {
    await api.call('POST', '/tvod_prices.json', price({ ...rental, name: 'Taken' }));
    const refused = await api.call(
      'POST',
      '/tvod_prices.json',
      price({ name: 'taken', tvod_type: 'lease', price: 'ten' }),
    );
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.body).toEqual({
      status: false,
      errors: {
        tvod_price: {
          name: ['has already been taken'],
          tvod_type: ['must be rental or purchase'],
          price: ['must be an integer from 0 to 1000000000, in minor units'],
        },
      },
    });
    const noDays = await api.call('POST', '/tvod_prices.json', price({ ...rental, name: 'Taken', duration: null }));
    expect(Object.keys((noDays.body.errors as { tvod_price: object }).tvod_price).toSorted()).toEqual([
      'duration',
      'name',
    ]);
  });
});

describe.each(['user_groups', 'tvod_prices'])('%s', (kind) => {
  it('are read and written only with the scope for it, and only where they are', async () => {
    const [reader, writer] = [await api.keyWith('coupons:read'), await api.keyWith('coupons:write')];
    const price = kind === 'tvod_prices' ? { tvod_type: 'purchase', price: 1 } : {};
    const body = { [kind.slice(0, -1)]: { name: `Written ${kind}`, ...price } };
    const calls = [
      ['GET', `/${kind}.json`, 200, 403],
      ['GET', `/${kind}/999999.json`, 404, 403],
      ['POST', `/${kind}.json`, 403, 200],
      ['PUT', `/${kind}/999999.json`, 403, 404],
      ['DELETE', `/${kind}/999999.json`, 403, 404],
      ['POST', `/${kind}/999999/restore.json`, 403, 404],
    ] as const;
    for (const [method, path, whoReads, whoWrites] of calls) {
      const sent = method === 'GET' || method === 'DELETE' ? {} : { body };
      const status = async (key: string | null) => (await api.call(method, path, { ...sent, key })).status;
      expect([await status(reader), await status(writer), await status(null)], `${method} ${path}`).toEqual([
        whoReads,
        whoWrites,
        401,
      ]);
    }
  });
});
