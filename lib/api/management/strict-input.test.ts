import { describe, expect, it } from 'vitest';
import { updateSettings } from '@/lib/platform/settings/update-settings';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(() => openManagement(() => new Date('2026-11-03T06:15:00Z')));

type Coupon = Record<string, unknown> & { id: string };
let serial = 0;
const post = (coupon: Record<string, unknown>) => api.call('POST', '/coupons.json', { body: { coupon } });
async function create(fields: Record<string, unknown> = {}): Promise<Coupon> {
  const { status, body, text } = await post({ code: `IN-${++serial}`, discount: 25, duration: 'once', ...fields });
  expect(status, text).toBe(200);
  return body.coupon as Coupon;
}

describe('a key that is not known', () => {
  it('C18: is refused with what was likely meant, and nothing changes', async () => {
    const { id } = await create();
    const { status, body } = await api.call('PUT', `/coupons/${id}.json`, { body: { coupon: { discout: 50 } } });
    expect({ status, body }).toEqual({
      status: 400,
      body: { status: false, errors: { coupon: { discout: ['is not a field; did you mean discount?'] } } },
    });
    expect((await api.call('GET', `/coupons/${id}.json`)).body.coupon).toMatchObject({ discount: 25 });
  });

  it('C18: is refused on a create next to every other bad field, by the name it was sent under', async () => {
    const made = await post({
      code: 'a b',
      discount: 25,
      duration: 'once',
      max_redemption: 1,
      expires: '2031-01-01',
      maxRedemptions: 1,
    });
    expect(made.body).toEqual({
      status: false,
      errors: {
        coupon: {
          code: ['must be 1 to 64 letters, digits, - or _'],
          max_redemption: ['is not a field; did you mean max_redemptions?'],
          maxRedemptions: ['is not a field; did you mean max_redemptions?'],
          expires: ['is not a field; did you mean expiration_date?'],
        },
      },
    });
  });

  it('is refused next to the object, in groups, prices and codes', async () => {
    const refused = async (path: string, body: unknown) => (await api.call('POST', path, { body })).body.errors;
    expect(await refused('/coupons.json', { coupon: { code: 'x' }, cuopon: {} })).toEqual({
      cuopon: ['is not a field; did you mean coupon?'],
    });
    expect(await refused('/user_groups.json', { user_group: { nam: 'Gold' } })).toMatchObject({
      user_group: { nam: ['is not a field; did you mean name?'] },
    });
    const { id } = await create();
    expect(await refused(`/coupons/${id}/codes.json`, { codes: { count: 1, prefix: 'A' } })).toEqual({
      codes: { prefix: ['is not a field'] },
    });
  });

  it('in a query never gets the whole list, whatever the call', async () => {
    const { id } = await create();
    const refused = async (method: string, path: string) => (await api.call(method, path)).body;
    expect(await refused('GET', '/coupons.json?statuss=available')).toEqual({
      status: false,
      errors: { statuss: ['is not a parameter; did you mean status?'] },
    });
    expect(await refused('GET', `/coupons/${id}/codes.json?stauts=sold`)).toMatchObject({ status: false });
    expect(await refused('GET', `/coupons/${id}/user_groups.json?nmae=a`)).toMatchObject({ status: false });
    expect(await refused('GET', '/tvod_prices.json?stat=archived')).toMatchObject({
      errors: { stat: ['is not a parameter; did you mean state?'] },
    });
    expect(await refused('DELETE', `/coupons/${id}.json?force=1`)).toEqual({
      status: false,
      errors: { force: ['is not a parameter'] },
    });
    expect((await api.call('GET', `/coupons/${id}.json`)).status).toBe(200);
  });

  it('that is given twice in a query is not taken for one of the two', async () => {
    expect(await api.call('GET', '/coupons.json?status=available&status=unavailable&statuss=a')).toMatchObject({
      status: 400,
      body: {
        errors: {
          status: ['is given more than once; give it once'],
          statuss: ['is not a parameter; did you mean status?'],
        },
      },
    });
    expect((await api.call('DELETE', '/coupons/1.json?force=1&force=1')).body.errors).toEqual({
      force: ['is not a parameter'],
    });
  });

  it('is no trouble where it was read: a client may send back what it was answered', async () => {
    const { id } = await create({ description: 'as it is' });
    const read = (await api.call('GET', `/coupons/${id}/edit.json`)).body;
    const { status, body, text } = await api.call('PUT', `/coupons/${id}.json`, { body: read });
    expect(status, text).toBe(200);
    expect(body.coupon).toEqual({ ...(read.coupon as Coupon), updated_at: (body.coupon as Coupon).updated_at });
    const made = (await api.call('POST', '/user_groups.json', { body: { user_group: { name: 'Back' } } })).body;
    const group = made.user_group as Coupon;
    expect((await api.call('PUT', `/user_groups/${group.id}.json`, { body: made })).status).toBe(200);
  });
});

describe('a value', () => {
  it('is read from text, and nothing from an empty one', async () => {
    const coupon = await create({
      discount: '40',
      duration: 'repeating',
      cycles: '3',
      max_redemptions: '',
      unique_redemption: 'true',
      expiration_date: '',
      description: '',
    });
    expect(coupon).toMatchObject({
      discount: 40,
      cycles: 3,
      max_redemptions: null,
      unique_redemption: true,
      expiration_date: null,
      description: '40% for 3 months',
    });
  });

  it("is read as an instant from Ruby's form", async () => {
    expect(await create({ expiration_date: '2031-05-06 07:08:09 UTC' })).toMatchObject({
      expiration_date: '2031-05-06T07:08:09.000Z',
    });
  });

  it("C13: that is a bare day is that day in the settings' zone, from its start and to its end", async () => {
    expect(await create({ release_date: '2027-03-01', expiration_date: '2027-03-31' })).toMatchObject({
      release_date: '2027-02-28T18:15:00.000Z',
      expiration_date: '2027-03-31T18:15:00.000Z',
    });
    expect(await create({ release_date: '2027-03-31', expiration_date: '2027-03-31' })).toMatchObject({
      release_date: '2027-03-30T18:15:00.000Z',
      expiration_date: '2027-03-31T18:15:00.000Z',
    });
    await updateSettings(api.admin, { companyName: 'Nettv', timeZone: 'America/New_York' });
    expect(await create({ expiration_date: '2027-03-14' })).toMatchObject({
      expiration_date: '2027-03-15T04:00:00.000Z',
    });
    await updateSettings(api.admin, { companyName: 'Nettv', timeZone: 'Asia/Kathmandu' });
  });
});

it('C22: subscription_page=null is no pagination, as the source says', async () => {
  const { id } = await create();
  const { status, body } = await api.call('GET', `/coupons/${id}/statistics.json?subscription_page=null`);
  expect({ status, pages: body.subscriptions_pagination }).toEqual({
    status: 200,
    pages: { current: 1, last: true, next: null },
  });
});

describe('what is dangerous', () => {
  const codesOf = (body: Record<string, unknown>) =>
    (body.warnings as { field: string; code: string; message: string }[]).map(({ field, code }) => [field, code]);

  it('C24: is done, and comes back as warnings', async () => {
    const over = await post({ code: 'OVER', discount: 25, duration: 'once', expiration_date: '2020-01-01' });
    expect(over.body).toMatchObject({
      status: true,
      warnings: [{ field: 'expiration_date', code: 'expired', message: 'is in the past: nobody can redeem it' }],
    });
    const free = await post({ code: 'FREE', discount: 100, duration: 'forever' });
    expect(codesOf(free.body)).toEqual([
      ['duration', 'free_forever'],
      ['max_redemptions', 'free_without_limit'],
      ['expiration_date', 'no_end'],
    ]);
    const { id } = free.body.coupon as Coupon;
    const limited = { coupon: { max_redemptions: 10, duration: 'once' } };
    expect((await api.call('PUT', `/coupons/${id}.json`, { body: limited })).body.warnings).toBeUndefined();
  });

  it('is more codes than the limit, to a key that cannot read, too', async () => {
    const { id } = await create({ max_redemptions: 10 });
    await api.call('POST', `/coupons/${id}/codes.json`, { body: { codes: { count: 3 } } });
    const key = await api.keyWith('coupons:write');
    const { body } = await api.call('PUT', `/coupons/${id}.json`, { key, body: { coupon: { max_redemptions: 2 } } });
    expect(codesOf(body)).toEqual([['max_redemptions', 'more_codes_than_limit']]);
  });
});
