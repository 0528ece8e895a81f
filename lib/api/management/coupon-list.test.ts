import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(() => openManagement(() => now));
const now = new Date('2026-11-03T06:15:00Z');
const many = 2500;

beforeAll(async () => {
  await api.db.execute(sql`insert into coupons (code, discount, duration)
    select 'MANY-' || n, 1 + n % 100, 'once' from generate_series(1, ${many}) as n`);
});

type List = {
  coupons: { id: string; code: string }[];
  coupons_pagination: { current: number; last: boolean; next: string };
};
const list = async (query: string) => (await api.call('GET', `/coupons.json${query}`)).body as unknown as List;

describe('listing coupons over the contract', () => {
  it.each(['', '?page=0', '?page=', '?page=null'])('streams all of them with %j, in the same shape', async (query) => {
    const { coupons, coupons_pagination } = await list(query);
    expect(coupons_pagination).toEqual({ current: 1, last: true, next: null });
    expect(new Set(coupons.map(({ id }) => id)).size).toBe(many);
    expect(coupons.map(({ code }) => code)).toEqual(Array.from({ length: many }, (_, n) => `MANY-${many - n}`));
  });

  it('gives pages by number', async () => {
    const first = await list('?page=1');
    expect(first.coupons).toHaveLength(50);
    expect(first.coupons_pagination).toEqual({ current: 1, last: false, next: expect.any(String) });
    const last = await list('?page=3&per_page=1000');
    expect(last.coupons).toHaveLength(500);
    expect(last.coupons_pagination).toEqual({ current: 3, last: true, next: null });
    expect((await list('?page=4&per_page=1000')).coupons).toEqual([]);
  });

  it('walks the whole list by cursor', async () => {
    const seen: string[] = [];
    let { coupons, coupons_pagination } = await list('?page=1&per_page=400&sort=code');
    for (let page = 1; ; page++) {
      expect(coupons_pagination.current).toBe(page);
      seen.push(...coupons.map(({ code }) => code));
      if (coupons_pagination.last) break;
      const after = encodeURIComponent(coupons_pagination.next);
      ({ coupons, coupons_pagination } = await list(`?after=${after}&per_page=400&sort=code`));
    }
    expect(new Set(seen).size).toBe(many);
    expect(seen).toEqual(seen.toSorted());
  });

  it('filters and searches', async () => {
    expect((await list('?q=many-250')).coupons.map(({ code }) => code)).toEqual(['MANY-2500', 'MANY-250']);
    expect((await list('?state=expired')).coupons).toEqual([]);
    expect(
      (await list('?status=available&duration=once&security=public&state=active&page=1&per_page=1')).coupons,
    ).toHaveLength(1);
  });

  it('refuses what it does not understand, all of it at once', async () => {
    const { status, body } = await api.call('GET', '/coupons.json?page=x&per_page=0&status=foo&state=bar&sort=baz');
    expect(status).toBe(400);
    expect(body.status).toBe(false);
    expect(Object.keys(body.errors as object).toSorted()).toEqual(['page', 'per_page', 'sort', 'state', 'status']);
    for (const query of [
      '?after=nonsense',
      '?page=-1',
      '?page=99999999999',
      '?per_page=1001',
      `?q=${'x'.repeat(201)}`,
    ]) {
      expect((await api.call('GET', `/coupons.json${query}`)).status, query).toBe(400);
    }
  });

  it('survives what a query can hold', async () => {
    for (const query of ['?q=%00', '?q=%25%5C', '?q=%F0%9F%92%A9', '?page=2147483647&per_page=1000']) {
      expect((await api.call('GET', `/coupons.json${query}`)).status, query).toBe(200);
    }
  });
});
