import { describe, expect, it } from 'vitest';
import { type CallText, maskCall } from './mask-call';

const call = (given: Partial<Record<keyof CallText, unknown>>) =>
  maskCall({
    ...{ method: 'POST', path: '/api/v1/redemptions', query: '', status: 200 },
    ...given,
    body: asText(given.body),
    answer: asText(given.answer),
  } as CallText);
const asText = (value: unknown) => (value === undefined || typeof value === 'string' ? value : JSON.stringify(value));

describe('what a call carried', () => {
  it('is kept without codes, PINs, tokens and contacts, and with everything else', () => {
    const masked = call({
      body: {
        code: 'K7Q2M9XW3FHT4BNCR',
        user: { id: 'user-4411', groups: ['Silver'] },
        purchase: { reference: 'order-20931' },
      },
      answer: {
        id: 7,
        coupon: { id: 3, code: 'WELCOME25' },
        code_id: 12,
        state: 'redeemed',
        created_at: '2026-11-03T06:15:00.000Z',
      },
    });
    expect(JSON.parse(masked.body ?? '')).toEqual({
      ...{ code: '••••-BNCR', user: { id: 'user-4411', groups: ['Silver'] }, purchase: { reference: 'order-20931' } },
    });
    expect(JSON.parse(masked.answer ?? '')).toEqual({
      ...{
        id: 7,
        coupon: { id: 3, code: '••••' },
        code_id: 12,
        state: 'redeemed',
        created_at: '2026-11-03T06:15:00.000Z',
      },
    });
  });

  it('hides a value wherever else in the call it is, however it is written', () => {
    const { answer, path } = call({
      path: '/api/v1/things/k7q2-m9xw-3fht',
      body: { code: 'k7q2-m9xw-3fht' },
      answer: {
        reasons: [{ rule: 'exists', actual: 'K7Q2M9XW3FHT', message: 'K7Q2M9XW3FHT is used.', code: 'already_used' }],
      },
    });
    expect(answer).not.toMatch(/K7Q2M9XW/);
    expect(path).not.toMatch(/k7q2/);
    expect(answer).toContain('"code":"already_used"');
  });

  it.each([
    [
      'a Nettv purchase',
      { token: 'cdk_abcdefghijklmnop', phone_number: '9860848045', email: 'sita@example.com', pin: 8_812_345 },
    ],
    ['a form of Rails', 'coupon[code]=TOPSECRET1&coupon[phone]=9860848045&coupon[email]=sita%40example.com'],
    [
      'values under names that say nothing',
      { x: 'TOPSECRET1', y: 'call +977 9860848045 or sita@example.com', z: ['cdk_abcdefghijklmnop'] },
    ],
    ['names that are values', { TOPSECRET1: 1, 'sita@example.com': 2, '9860848045': 3 }],
    ['a webhook', { url: 'https://u:topsecret@example.com/hook?auth=topsecret', secret: 'whsec_topsecret' }],
  ])('hides %s', (_, body) => {
    expect(call({ body }).body).not.toMatch(/abcdefgh|9860848045|sita@|TOPSECRET|topsecret|8812345/);
    expect(call({ answer: typeof body === 'string' ? undefined : body }).answer ?? '').not.toMatch(
      /abcdefgh|9860848045|sita@|TOPSECRET|topsecret|8812345/,
    );
  });

  it('hides what is looked for in a query, and a code in an address that there is not', () => {
    const { query, path } = call({
      status: 404,
      path: '/api/v1/redemptions/K7Q2M9XW3FHT',
      query: 'q=anything&token=x&page=2',
    });
    expect(query).toBe('{"q":"••••","token":"••••","page":"2"}');
    expect(path).toBe('/api/v1/redemptions/••••-3FHT');
  });

  it('keeps what is wrong with each field, and the code of a refusal', () => {
    const answer = {
      type: 'about:blank',
      title: 'Wrong.',
      status: 400,
      code: 'invalid',
      fields: { code: ['must be given'] },
    };
    expect(call({ status: 400, answer })).toMatchObject({ errorCode: 'invalid', answer: JSON.stringify(answer) });
    const errors = { status: false, errors: { coupon: { code: ['has already been taken'] } } };
    expect(call({ status: 400, answer: errors })).toMatchObject({
      errorCode: 'invalid',
      answer: JSON.stringify(errors),
    });
    expect(call({ status: 401, answer: { error_code: '1002', error: 'token_not_found' } }).errorCode).toBe('1002');
    expect(call({ status: 404, answer: { error: 'Not Found' } }).errorCode).toBe('Not Found');
  });

  it('leaves out what cannot be read, and shortens what is long', () => {
    expect(call({ body: 'PIN TOPSECRET1', answer: '<html>' })).toMatchObject({ body: null, answer: null });
    expect(call({ body: `{"a":"${'x'.repeat(70_000)}"}` }).body).toBeNull();
    const many = { data: Array.from({ length: 200 }, (_, id) => ({ id })) };
    expect(JSON.parse(call({ answer: many }).answer ?? '').data).toHaveLength(11);
    expect(call({ answer: { text: 'word '.repeat(9_000) } }).answer).toHaveLength(8_000);
    expect(call({ answer: '{"a":"\\u0000\\ud800"}' }).answer).not.toMatch(/\0/);
  });
});
