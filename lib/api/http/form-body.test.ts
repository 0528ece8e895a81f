import { describe, expect, it } from 'vitest';
import { readFlatForm, readForm } from './form-body';

describe('a form', () => {
  it.each([
    // Rails: {coupon: {code: "a b", cycles: nil}}.to_query
    ['coupon%5Bcode%5D=a+b&coupon%5Bcycles%5D=', { coupon: { code: 'a b', cycles: '' } }],
    // Rails and curl: arrays
    ['codes[list][]=A1&codes[list][]=B%2B2', { codes: { list: ['A1', 'B+2'] } }],
    // Python: urlencode([("codes[list][]", …)])
    ['codes%5Blist%5D%5B%5D=A1&codes%5Blist%5D%5B%5D=%E0%A5%A7', { codes: { list: ['A1', '१'] } }],
    // PHP: http_build_query(["codes" => ["list" => ["A1", "B2"]]])
    ['codes%5Blist%5D%5B0%5D=A1&codes%5Blist%5D%5B1%5D=B2', { codes: { list: ['A1', 'B2'] } }],
    ['coupon[member_group_ids][]=', { coupon: { member_group_ids: [] } }],
    ['', {}],
  ])('%s is read as the object it describes', (text, value) => {
    expect(readForm(text)).toEqual(value);
  });

  it.each([
    'coupon=1&coupon[code]=x',
    'coupon[code]=x&coupon=1',
    'coupon[code]=x&coupon[]=1',
    'coupon[code]=x&coupon[code][]=y',
    'coupon[a][b][c]=x',
    'coupon[code=x',
    '[code]=x',
    Array.from({ length: 20_001 }, (_, index) => `c[l][]=${index}`).join('&'),
  ])('%.40s contradicts itself', (text) => {
    expect(readForm(text)).toBeNull();
  });

  it('has no member but its own', () => {
    const read = readForm('__proto__[polluted]=1&constructor[prototype][x]=1');
    expect(Object.keys(read ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(readFlatForm('token=a&token=b&__proto__=c'))).toEqual(['token', '__proto__']);
  });
});
