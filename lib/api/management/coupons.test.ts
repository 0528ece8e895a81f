import { describe, expect, it } from 'vitest';
import { ownCouponFields } from '@/test/management-contract';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(() => openManagement(() => now));
const now = new Date('2026-11-03T06:15:00Z');

type Coupon = { id: string; code: string; [field: string]: unknown };
let serial = 0;

async function create(fields: Record<string, unknown> = {}): Promise<Coupon> {
  const coupon = { code: `API-${++serial}`, discount: 25, duration: 'once', ...fields };
  const { status, body } = await api.call('POST', '/coupons.json', { body: { coupon } });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.coupon as Coupon;
}

describe('creating a coupon over the contract', () => {
  it('answers in its shape', async () => {
    const { status, body } = await api.call('POST', '/coupons.json', {
      body: { coupon: { code: 'teste', discount: 100, duration: 'once' } },
    });
    const id = /^(\d+)-teste$/.exec((body.coupon as Coupon).id)?.[0];
    expect(status).toBe(200);
    expect(body).toEqual({
      status: true,
      coupon: {
        ...ownCouponFields,
        id,
        code: 'teste',
        status: 'available',
        duration: 'once',
        cycles: 0,
        discount: 100,
        max_redemptions: null,
        expiration_date: null,
        security: 'public',
        unique_redemption: false,
        release_date: null,
        months: 0,
        description: '100%',
        redemptions: 0,
        created_at: '2026-11-03T06:15:00.000Z',
        updated_at: '2026-11-03T06:15:00.000Z',
      },
      warnings: [expect.objectContaining({ code: 'free_without_limit' }), expect.objectContaining({ code: 'no_end' })],
    });
  });

  it('takes naive times as UTC, and numbers as text', async () => {
    const coupon = await create({
      discount: '10',
      duration: 'repeating',
      cycles: '3',
      max_redemptions: '500',
      release_date: '2026-12-01 00:00:00',
      expiration_date: '2027-01-01T00:00:00+05:45',
      unique_redemption: true,
      security: 'restricted',
    });
    expect(coupon).toMatchObject({
      discount: 10,
      cycles: 3,
      months: 3,
      max_redemptions: 500,
      description: '10% for 3 months',
      release_date: '2026-12-01T00:00:00.000Z',
      expiration_date: '2026-12-31T18:15:00.000Z',
    });
  });

  it('names every bad field at once, as it was sent, those the database knows too', async () => {
    await create({ code: 'Known' });
    const { status, body } = await api.call('POST', '/coupons.json', {
      body: {
        coupon: {
          code: 'kNOWN',
          discount: 'ten',
          duration: 'repeating',
          max_redemptions: 0,
          release_date: '2026-12-31',
          expiration_date: '2026-12-30',
          unique_redemption: 'yes',
          security: null,
        },
      },
    });
    expect(status).toBe(400);
    const { coupon } = body.errors as { coupon: Record<string, string[]> };
    expect(body.status).toBe(false);
    expect(coupon.code).toEqual(['has already been taken']);
    expect(Object.keys(coupon).toSorted()).toEqual([
      'code',
      'cycles',
      'discount',
      'expiration_date',
      'max_redemptions',
      'security',
      'unique_redemption',
    ]);
  });

  it('refuses a taken code alone in the words of the contract', async () => {
    await create({ code: 'Alone' });
    const { status, body } = await api.call('POST', '/coupons.json', {
      body: { coupon: { code: 'alone', discount: 1, duration: 'once' } },
    });
    expect(status).toBe(400);
    expect(body).toEqual({ status: false, errors: { coupon: { code: ['has already been taken'] } } });
  });

  it.each(['{', '', '[1,', 'null x'])('refuses %j as not JSON', async (text) => {
    const { status, body } = await api.call('POST', '/coupons.json', { body: text });
    expect({ status, body }).toEqual({ status: 400, body: { status: false, errors: { base: ['is not valid JSON'] } } });
  });

  it.each([null, [], 5, {}, { coupon: null }, { coupon: [] }])('refuses %j, which holds no coupon', async (body) => {
    const answered = await api.call('POST', '/coupons.json', { body });
    expect(answered.status).toBe(400);
    expect(answered.body).toMatchObject({ status: false, errors: { base: [expect.any(String)] } });
  });

  it('refuses other content types, and bodies over a mebibyte', async () => {
    const text = { body: 'coupon=1', headers: { 'content-type': 'text/plain' } };
    expect(await api.call('POST', '/coupons.json', text)).toMatchObject({
      status: 415,
      body: { error: 'Unsupported Media Type' },
    });
    const large = { body: JSON.stringify({ coupon: { description: 'x'.repeat(1024 * 1024) } }) };
    expect(await api.call('POST', '/coupons.json', large)).toMatchObject({
      status: 413,
      body: { error: 'Payload Too Large' },
    });
  });
});

describe('getting, changing and deleting a coupon', () => {
  it('goes by the leading number of its id', async () => {
    const coupon = await create();
    const number = coupon.id.split('-')[0];
    for (const id of [coupon.id, number, `${number}-anything`, `${number}-old-slug.x`]) {
      expect((await api.call('GET', `/coupons/${id}.json`)).body, id).toEqual({ coupon });
    }
    for (const id of ['0', '999999', 'abc', `${number}x`, '99999999999999999999', '1'.repeat(400)]) {
      expect(await api.call('GET', `/coupons/${id}.json`), id).toMatchObject({
        status: 404,
        body: { error: 'Not Found' },
      });
    }
  });

  it('changes only the keys sent', async () => {
    const coupon = await create({ max_redemptions: 5, description: 'Mine' });
    const sent = { coupon: { discount: 30, max_redemptions: null, description: null } };
    const { status, body } = await api.call('PUT', `/coupons/${coupon.id}.json`, { body: sent });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: true,
      coupon: { ...coupon, discount: 30, max_redemptions: null, description: '30%' },
      warnings: [expect.objectContaining({ field: 'expiration_date', code: 'no_end' })],
    });
  });

  it('names what is wrong with the change and with what would come of it', async () => {
    await create({ code: 'HELD' });
    const coupon = await create({ expiration_date: '2027-01-01' });
    const sent = { coupon: { code: 'held', discount: 0, release_date: '2027-06-01' } };
    const { status, body } = await api.call('PUT', `/coupons/${coupon.id}.json`, { body: sent });
    expect(status).toBe(400);
    expect(Object.keys((body.errors as { coupon: object }).coupon).toSorted()).toEqual([
      'code',
      'discount',
      'expiration_date',
    ]);
    expect((await api.call('GET', `/coupons/${coupon.id}.json`)).body).toEqual({ coupon });
  });

  it('deletes softly, restores, and frees the code in between', async () => {
    const coupon = await create({ code: 'SOFT' });
    const path = `/coupons/${coupon.id}`;
    expect((await api.call('DELETE', `${path}.json`)).body).toEqual({ status: true });
    expect((await api.call('DELETE', `${path}.json`)).status).toBe(404);
    expect((await api.call('PUT', `${path}.json`, { body: { coupon: {} } })).status).toBe(404);
    const other = await create({ code: 'soft' });
    expect(await api.call('POST', `${path}/restore.json`)).toMatchObject({
      status: 400,
      body: { errors: { coupon: { code: ['has already been taken'] } } },
    });
    await api.call('DELETE', `/coupons/${other.id}.json`);
    expect((await api.call('POST', `${path}/restore.json`)).body).toMatchObject({ status: true, coupon });
  });

  it('gives the options of its fields', async () => {
    const coupon = await create();
    expect((await api.call('GET', `/coupons/${coupon.id}/edit.json`)).body).toEqual({
      coupon,
      options: {
        status: ['available', 'unavailable'],
        duration: ['once', 'repeating', 'forever'],
        security: ['public', 'restricted'],
        audience: ['everyone', 'members', 'new', 'active', 'lapsed'],
      },
    });
  });
});
