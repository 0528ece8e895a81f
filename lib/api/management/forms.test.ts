import { describe, expect, it } from 'vitest';
import { prepared } from '@/test/prepared';
import { openManagement } from './testing';

const api = prepared(openManagement);

const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
const send = (method: string, path: string, body: string) => api.call(method, path, { body, headers });

describe('a form on the management contract', () => {
  it.each([
    ['Rails', 'coupon%5Bcode%5D=RAILS&coupon%5Bdiscount%5D=25&coupon%5Bduration%5D=once&coupon%5Bmax_redemptions%5D='],
    [
      'Django',
      'coupon%5Bcode%5D=DJANGO&coupon%5Bdiscount%5D=25&coupon%5Bduration%5D=once&coupon%5Bunique_redemption%5D=False',
    ],
    ['PHP', 'coupon%5Bcode%5D=PHP&coupon%5Bdiscount%5D=25&coupon%5Bduration%5D=once&coupon%5Bunique_redemption%5D=0'],
    ['curl', 'coupon[code]=CURL&coupon[discount]=25&coupon[duration]=once'],
  ])('creates a coupon as %s sends it', async (_, body) => {
    const made = await send('POST', '/coupons.json', body);
    expect(made.status, made.text).toBe(200);
    expect(made.body.coupon).toMatchObject({ discount: 25, max_redemptions: null, unique_redemption: false });
  });

  it('changes one, and is validated as JSON is', async () => {
    const { body } = await send('POST', '/coupons.json', 'coupon[code]=FORM&coupon[discount]=25&coupon[duration]=once');
    const { id } = body.coupon as { id: string };
    const changed = await send(
      'PUT',
      `/coupons/${id}.json`,
      'coupon[unique_redemption]=1&coupon[expiration_date]=2031-05-06+07%3A08%3A09+UTC',
    );
    expect(changed.body.coupon).toMatchObject({ unique_redemption: true, expiration_date: '2031-05-06T07:08:09.000Z' });
    const wrong = 'coupon[discout]=50&coupon[discount]=ten';
    const refused = await send('PUT', `/coupons/${id}.json`, wrong);
    const inJson = await api.call('PUT', `/coupons/${id}.json`, {
      body: { coupon: { discout: '50', discount: 'ten' } },
    });
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual(inJson.body);
  });

  it('issues a list of codes, and a number of them', async () => {
    const { body } = await send(
      'POST',
      '/coupons.json',
      'coupon[code]=LISTED&coupon[discount]=25&coupon[duration]=once',
    );
    const { id } = body.coupon as { id: string };
    for (const form of [
      'codes[list][]=FORMA1&codes[list][]=FORMA2',
      'codes[list][0]=FORMB1&codes[list][1]=FORMB2',
      'codes[count]=2',
    ]) {
      const issued = await send('POST', `/coupons/${id}/codes.json`, form);
      expect(issued.body, issued.text).toMatchObject({ status: true, batch: { issued: 2 } });
    }
  });

  it.each(['coupon=1', 'code=x', 'coupon=1&coupon[code]=x', ''])('%j says nothing about a coupon', async (body) => {
    expect(await send('POST', '/coupons.json', body)).toMatchObject({
      status: 400,
      body: { status: false, errors: { base: [expect.any(String)] } },
    });
  });
});
