import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCoupon } from '@/lib/domain/coupons/coupons/create-coupon';
import { newCoupon } from '@/lib/domain/coupons/coupons/testing';
import { startJobs, stopJobs } from '@/lib/worker/start-jobs';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

afterEach(() => stopJobs());

const makeCoupon = async () => `/coupons/${(await createCoupon(api.admin, newCoupon())).id}`;
const issue = async (path: string, codes: unknown, sent = {}) =>
  api.call('POST', `${path}/codes.json`, { body: { codes }, ...sent });
type Batch = { id: string; state: string; issued: number };

describe('issuing codes over the contract', () => {
  it('answers a small count at once', async () => {
    const path = await makeCoupon();
    const batch = { id: expect.any(String), count: 10, issued: 10, state: 'done', failure: null };
    const { body } = await issue(path, { count: '10' });
    expect(body).toMatchObject({ status: true, batch });
    const { id } = body.batch as Batch;
    expect((await api.call('GET', `${path}/code_batches/${id}.json`)).body.batch).toEqual(body.batch);
  });

  it('warns of more codes than the limit, also of those that are still to come, and of a coupon that is over', async () => {
    const { id } = await createCoupon(api.admin, newCoupon({ maxRedemptions: 3 }));
    const path = `/coupons/${id}`;
    expect((await issue(path, { count: 3 })).body).not.toHaveProperty('warnings');
    const warning = (codes: number) => ({
      field: 'max_redemptions',
      code: 'more_codes_than_limit',
      message: `is below the ${codes} codes that are out: some customers will be refused`,
    });
    const writer = await api.keyWith('coupons:write');
    expect((await issue(path, { list: ['OVER-THE-LIMIT'] }, { key: writer })).body.warnings).toEqual([warning(4)]);
    expect((await issue(path, { count: 3000 })).body.warnings).toEqual([warning(3004)]);
    const over = await createCoupon(api.admin, newCoupon({ expiresAt: new Date('2020-01-01') }));
    expect((await issue(`/coupons/${over.id}`, { count: 1 })).body.warnings).toContainEqual(
      expect.objectContaining({ field: 'expiration_date', code: 'expired' }),
    );
  });

  it('leaves a large one to a job that can be followed', async () => {
    const path = await makeCoupon();
    const { body } = await issue(path, { count: 3000 });
    expect(body).toMatchObject({ status: true, batch: { count: 3000, issued: 0, state: 'queued', finished_at: null } });
    const { id } = body.batch as Batch;
    await startJobs();
    await vi.waitFor(
      async () => {
        const { body } = await api.call('GET', `${path}/code_batches/${id}-x.json`);
        expect(body.batch).toMatchObject({ state: 'done', issued: 3000, finished_at: expect.stringMatching(/Z$/) });
      },
      { timeout: 30_000, interval: 50 },
    );
  });

  it('gives one batch for one idempotency key', async () => {
    const path = await makeCoupon();
    const headers = { 'idempotency-key': 'batch-1' };
    const [first, again] = [await issue(path, { count: 5 }, { headers }), await issue(path, { count: 5 }, { headers })];
    expect(again.body).toEqual(first.body);
    expect((await api.call('GET', `${path}/codes.json`)).body.codes).toHaveLength(5);
  });

  it('takes a list whole, or names every code in it that it cannot take', async () => {
    const path = await makeCoupon();
    const { body } = await issue(path, { list: ['SPRING-001', 'SPRING-002'] });
    expect(body).toMatchObject({ status: true, batch: { count: 2, issued: 2, state: 'done' } });
    const listed = (await api.call('GET', `${path}/codes.json`)).body.codes as { code: string }[];
    expect(listed.map(({ code }) => code).sort()).toEqual(['SPRING-001', 'SPRING-002']);
    const refused = await issue(path, { list: ['spring 001', 'new-code', 'no'] });
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      status: false,
      errors: { codes: { list: ['1: has already been taken', '3: must be 4 to 64 letters and digits'] } },
    });
  });

  it.each([{}, { list: [] }, { list: 'A' }, { list: [1] }, { list: ['ABCDEF'], count: 1 }])(
    'refuses %j',
    async (codes) => {
      const { status, body } = await issue(await makeCoupon(), codes);
      expect([status, body.status]).toEqual([400, false]);
    },
  );

  it('is closed without the scope, and knows no batch of another coupon', async () => {
    const [path, other] = [await makeCoupon(), await makeCoupon()];
    const reader = await api.keyWith('coupons:read');
    expect((await issue(path, { count: 1 }, { key: reader })).status).toBe(403);
    expect((await issue(path, { list: ['ABCDEF'] }, { key: reader })).status).toBe(403);
    const { id } = (await issue(path, { count: 1 })).body.batch as Batch;
    expect((await api.call('GET', `${path}/code_batches/${id}.json`, { key: reader })).status).toBe(200);
    expect((await api.call('GET', `${path}/code_batches/${id}.json`, { key: await api.keyWith() })).status).toBe(403);
    expect((await api.call('GET', `${other}/code_batches/${id}.json`)).status).toBe(404);
    expect((await issue('/coupons/999999', { count: 1 })).status).toBe(404);
  });
});
