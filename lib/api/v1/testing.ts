import type { Sent } from '@/lib/api/testing';

export const shop = 'https://shop.example.com';
export const checkPath = '/api/v1/redemptions/check';

/** A check as a page of that origin sends it; null: not from a page. */
export const sentFrom = (key: string, body: object, origin: string | null = shop): Sent => ({
  method: 'POST',
  path: checkPath,
  headers: {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    ...(origin === null ? {} : { origin }),
  },
  body: JSON.stringify(body),
});

/** The origin whose pages can read an answer. */
export const allowedBy = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) =>
  headers['access-control-allow-origin'];
