import { beforeAll, describe, expect, it } from 'vitest';
import { code, coupon, group, onePage, price, sampled } from '@/test/management-contract';
import { prepared } from '@/test/prepared';
import { openServed, type Received } from '../testing';
import { makeRows } from './testing';

/**
 * The contract as its vendor publishes it: every call, by method, path, `.json` and parameters. Clients that were written
 * against that page send exactly these.
 */
type PublishedCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  answer: unknown;
};

const couponBody = {
  code: 'from-the-table',
  status: 'available',
  duration: 'repeating',
  cycles: 3,
  discount: 40,
  max_redemptions: 10,
  expiration_date: '2099-12-31 23:59:59',
  security: 'public',
  unique_redemption: true,
  release_date: '2026-01-01 00:00:00',
};

const published: PublishedCall[] = [
  {
    method: 'GET',
    path: '/management/coupons/[ID]/statistics.json',
    query: { subscription_page: '1' },
    answer: expect.objectContaining({ coupons: [sampled], coupons_pagination: onePage }),
  },
  {
    method: 'GET',
    path: '/management/coupons/[ID]/user_groups.json',
    query: { name: 'contract' },
    answer: { user_groups: expect.arrayContaining([group]), user_groups_pagination: onePage },
  },
  {
    method: 'GET',
    path: '/management/coupons/[ID]/tvod_prices.json',
    query: { name: 'contract' },
    answer: { tvod_prices: expect.arrayContaining([price]), tvod_prices_pagination: onePage },
  },
  {
    method: 'GET',
    path: '/management/coupons/[ID]/codes.json',
    query: { status: 'available' },
    answer: { codes: [code], codes_pagination: onePage },
  },
  {
    method: 'GET',
    path: '/management/coupons.json',
    answer: { coupons: expect.arrayContaining([coupon]), coupons_pagination: onePage },
  },
  { method: 'GET', path: '/management/coupons/[ID]/edit.json', answer: expect.objectContaining({ coupon }) },
  {
    method: 'POST',
    path: '/management/coupons/[ID]/codes/[DELETED_CODE_ID]/restore.json',
    answer: { status: true, code },
  },
  {
    method: 'POST',
    path: '/management/coupons/[ID]/add_user_group/[USER_GROUP_ID].json',
    answer: { status: true, coupon, user_groups: [{ ...group, linked: true }] },
  },
  {
    method: 'POST',
    path: '/management/coupons/[ID]/remove_user_group/[USER_GROUP_ID].json',
    answer: { status: true, coupon, user_groups: [] },
  },
  {
    method: 'POST',
    path: '/management/coupons/[ID]/add_tvod_price/[TVOD_PRICE_ID].json',
    answer: { status: true, coupon, tvod_prices: [{ ...price, linked: true }] },
  },
  {
    method: 'POST',
    path: '/management/coupons/[ID]/remove_tvod_price/[TVOD_PRICE_ID].json',
    answer: { status: true, coupon, tvod_prices: [] },
  },
  {
    method: 'POST',
    path: '/management/coupons.json',
    body: { coupon: couponBody },
    answer: {
      status: true,
      coupon: {
        ...coupon,
        ...couponBody,
        expiration_date: '2099-12-31T23:59:59.000Z',
        release_date: '2026-01-01T00:00:00.000Z',
        months: 3,
      },
    },
  },
  {
    method: 'PUT',
    path: '/management/coupons/[ID].json',
    body: { coupon: { discount: 55 } },
    answer: { status: true, coupon: { ...coupon, discount: 55 } },
  },
  { method: 'DELETE', path: '/management/coupons/[ID]/codes/[CODE_ID].json', answer: { status: true } },
  { method: 'DELETE', path: '/management/coupons/[ID].json', answer: { status: true } },
];

const api = prepared(openServed);
let keys: Record<'full' | 'reader' | 'writer' | 'stranger', string>;

beforeAll(async () => {
  keys = {
    full: await api.keyWith('coupons:read', 'coupons:write', 'codes:reveal'),
    reader: await api.keyWith('coupons:read'),
    writer: await api.keyWith('coupons:write'),
    stranger: await api.keyWith('nettv:sell', 'redemptions:read', 'redemptions:write'),
  };
});

type Asked = {
  numbers: Awaited<ReturnType<typeof makeRows>>;
  key?: string | undefined;
  accept?: string;
  tail?: string;
};

function ask(call: PublishedCall, { numbers, key, accept, tail = '' }: Asked): Promise<Received> {
  const path = call.path.replace(/\[(\w+)\]/g, (_, name) => `${numbers[name as keyof typeof numbers]}${tail}`);
  return api.send({
    method: call.method,
    path: call.query ? `${path}?${new URLSearchParams(call.query)}` : path,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(call.body ? { 'content-type': 'application/json' } : {}),
      ...(accept ? { accept } : {}),
    },
    ...(call.body ? { body: JSON.stringify(call.body) } : {}),
  });
}

/** Rows for the placeholders of a path, made for each call; to remove a link there must be one. */
const makeNumbers = ({ path }: PublishedCall) => makeRows(api.db, { linked: path.includes('/remove_') });

const named = published.map((call) => [`${call.method} ${call.path}`, call] as const);
const ofOneResource = named.filter(([, { path }]) => path.includes('['));

describe.each(named)('%s', (_, call) => {
  it('answers as published', async () => {
    const answer = await ask(call, { numbers: await makeNumbers(call), key: keys.full });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: call.answer });
    expect(answer.headers['content-type']).toBe('application/json');
  });

  it('answers 401 without a key and to an unknown one', async () => {
    const numbers = await makeNumbers(call);
    for (const key of [undefined, 'cdk_nobody']) {
      const { status, body } = await ask(call, { numbers, key });
      expect({ status, body }).toEqual({ status: 401, body: { error: 'Not Authorized' } });
    }
  });

  it('answers 403 to a key without the scope', async () => {
    const numbers = await makeNumbers(call);
    for (const key of [keys.stranger, call.method === 'GET' ? keys.writer : keys.reader]) {
      const { status, body } = await ask(call, { numbers, key });
      expect({ status, body }).toEqual({ status: 403, body: { error: 'Forbidden' } });
    }
  });
});

describe.each(ofOneResource)('%s', (_, call) => {
  it.each(['-teste', '-anything', '-x.y', '-%E0%A4%86'])('takes the number with %s behind it', async (tail) => {
    const answer = await ask(call, { numbers: await makeNumbers(call), key: keys.full, tail });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: call.answer });
  });

  it('answers 404 for each number that nothing has', async () => {
    const numbers = await makeNumbers(call);
    for (const [, name = ''] of call.path.matchAll(/\[(\w+)\]/g)) {
      for (const unknown of ['999999999', '0', 'teste']) {
        const { status, body } = await ask(call, { numbers: { ...numbers, [name]: unknown }, key: keys.full });
        expect({ status, body }, `${name} ${unknown}`).toEqual({ status: 404, body: { error: 'Not Found' } });
      }
    }
  });
});

describe.each(named.filter(([, { path }]) => /(groups|prices)\.json$/.test(path)))('%s', (_, call) => {
  it('is a complete page for anyone who prefers HTML, as the source says', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const numbers = await makeNumbers(call);
    const { status, headers, text } = await ask(call, { numbers, key: keys.full, accept });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=UTF-8']);
    expect(text).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
    expect(text).toContain(`Contract ${numbers.ID}`);
  });
});
