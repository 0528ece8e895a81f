import type { Request } from './calls';
import { takenNames } from './example-entries';

/** What makes a call give an answer of the OpenAPI document, where the examples of a request alone do not. */
export type ErrorTrigger = {
  /** Statements that prepare the database. */
  world?: string[];
  path?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Whose key, unless it is one with every right; null for one that nobody has. */
  key?: 'poor' | 'blind' | 'stranger' | null;
  /** How often the same is sent; the last answer counts. */
  times?: number;
};

const takenCoupon = "insert into coupons (code, discount, duration) values ('teste', 100, 'once')";
const rolledBack = "update redemptions set state = 'rolled_back', ended_at = now()";
const expired = `update redemptions set state = 'held', confirmed_at = null, hold_expires_at = '2026-11-03T06:00:00Z'`;
const purchase = { reference: 'B-1', value: 'nettv coupon', amount: 2000, token: 'cdk_…' };
const paused = {
  world: [
    'insert into settings (id, sales_paused_at) values (1, now()) on conflict (id) do update set sales_paused_at = now()',
  ],
};

const ofEndpoint = '/api/v1/webhook_endpoints/{id}';
const endpoint = { url: 'https://93.184.215.14/webhooks', event_types: ['sale.succeeded'] };
const otherVersion = { headers: { 'if-match': '"1-AAAAAAAAAAAAAAAA"' } };
/** A request with the key of another one. */
const keyReused = {
  world: [
    `insert into idempotency_keys (integrator_id, key, request_digest, status, body)
      select id, 'used', '\\x00', 200, '{"text": "{}"}' from integrators where name = 'Whole'`,
  ],
  headers: { 'idempotency-key': 'used' },
};
const webhookOff = { world: ["update webhook_endpoints set disabled_at = now(), disabled_reason = 'by_hand'"] };

const staleTag = { headers: { 'if-match': '"9-aaaaaaaaaaaaaaaa"' } };

/** By call and status; a refusal that has several examples, by their error code too. */
const triggers: Record<string, ErrorTrigger> = {
  'POST /management/coupons/{id}/restore.json 200': { world: ['update coupons set deleted_at = now()'] },
  'POST /management/coupons/{id}/codes/{code_id}/restore.json 200': {
    world: ["update codes set status = 'deleted', deleted_at = now()"],
  },
  'POST /management/coupons/{id}/add_user_group/{user_group_id}.json 200': {
    world: ['truncate coupon_user_groups'],
  },
  'POST /management/coupons/{id}/add_tvod_price/{tvod_price_id}.json 200': {
    world: ['truncate coupon_tvod_prices'],
  },
  'GET /management/coupons/{id}/statistics.json 200': {
    world: [
      `insert into redemptions (coupon_id, integrator_id, user_ref, unique_user, discount, created_at, confirmed_at)
        select 1, id, 'user-4411', false, 100, '2026-11-03T06:15:00Z', '2026-11-03T06:15:00Z'
        from integrators where name = 'Whole'`,
    ],
  },
  ...takenNames,
  'PUT /management/coupons/{id}.json 400': {
    world: ["update coupons set code = 'other'", takenCoupon],
    body: { coupon: { code: 'teste' } },
  },
  'POST /management/coupons/{id}/restore.json 400': {
    world: ['update coupons set deleted_at = now()', takenCoupon],
  },
  'POST /management/coupons/{id}/codes.json 400': { body: { codes: { count: 0 } } },
  'DELETE /management/coupons/{id}/codes/{code_id}.json 400': {
    world: ["update codes set status = 'sold', sold_at = now()"],
  },

  'PUT /management/coupons/{id}.json 412': staleTag,
  'DELETE /management/coupons/{id}.json 412': staleTag,

  'GET /api/v1/test_clock 200': { world: ['update test_mode.clock set ahead_ms = 300000'] },
  'POST /api/v1/test_clock 200': { world: ['update test_mode.clock set ahead_ms = 0'] },
  'GET /api/v1/test_clock 400': { path: '/api/v1/test_clock?hours=1' },
  'DELETE /api/v1/test_clock 400': { path: '/api/v1/test_clock?hours=1' },
  'DELETE /api/v1/test_clock 409': keyReused,
  'POST /api/v1/test_clock 400': { body: {} },
  'POST /api/v1/test_clock 409': { body: { advance_seconds: 316_224_000 }, times: 2 },

  'POST /api/v1/redemptions 200': { times: 2 },
  'POST /api/v1/redemptions 400 idempotency_key_required': { headers: {} },
  'POST /api/v1/redemptions 409': { world: ['update coupons set max_redemptions = 1'] },
  'POST /api/v1/redemptions 429': { key: 'blind', times: 25, body: { code: 'guess', user: { id: 'u' } } },
  'GET /api/v1/redemptions 400': { path: '/api/v1/redemptions?limit=0' },
  'POST /api/v1/redemptions/{id}/confirm 400': { path: '/api/v1/redemptions/abc/confirm' },
  'POST /api/v1/redemptions/{id}/confirm 409': { world: [expired] },
  'POST /api/v1/redemptions/{id}/roll_back 409': { world: [rolledBack] },
  'POST /api/v1/redemptions/{id}/cycles 409': { body: { number: 4 } },
  'GET /api/v1/redemptions/{id} 400': { path: '/api/v1/redemptions/abc' },

  'GET /api/v1/events 400': { path: '/api/v1/events?limit=0' },
  'GET /api/v1/events 403': { key: 'blind' },
  'GET /api/v1/requests 400': { path: '/api/v1/requests?limit=0' },
  'GET /api/v1/requests 403': { key: 'blind' },
  'GET /api/v1/requests/{request_id} 400': { path: '/api/v1/requests/abc' },
  'GET /api/v1/requests/{request_id} 403': { key: 'blind' },
  'GET /api/v1/requests/{request_id} 404': { path: '/api/v1/requests/request-none' },
  'GET /api/v1/webhook_endpoints 400': { path: '/api/v1/webhook_endpoints?limit=1' },
  // An address, not a name: nothing is looked up.
  'POST /api/v1/webhook_endpoints 201': { body: { ...endpoint, description: 'Shop' } },
  'POST /api/v1/webhook_endpoints 409': {
    world: [
      `insert into webhook_endpoints (url, event_types, integrator_id, secret_sealed, secret_sealing_key_id)
        select 'https://93.184.215.14', '{codes.low}', i.id, '', 1 from integrators i, generate_series(1, 20)
        where i.name = 'Whole'`,
    ],
    body: endpoint,
  },
  [`GET ${ofEndpoint} 400`]: { path: '/api/v1/webhook_endpoints/abc' },
  [`PUT ${ofEndpoint} 200`]: { body: endpoint },
  [`PUT ${ofEndpoint} 404`]: { path: '/api/v1/webhook_endpoints/999999', body: endpoint },
  [`PUT ${ofEndpoint} 409`]: keyReused,
  [`PUT ${ofEndpoint} 412`]: { ...otherVersion, body: endpoint },
  [`DELETE ${ofEndpoint} 412`]: otherVersion,
  [`DELETE ${ofEndpoint} 400`]: { path: '/api/v1/webhook_endpoints/abc' },
  [`DELETE ${ofEndpoint} 409`]: keyReused,
  ...Object.fromEntries(
    ['rotate_secret', 'enable', 'disable'].flatMap((call) => [
      [`POST ${ofEndpoint}/${call} 400`, { path: `/api/v1/webhook_endpoints/abc/${call}` }],
      [`POST ${ofEndpoint}/${call} 409`, keyReused],
    ]),
  ),
  [`GET ${ofEndpoint}/deliveries 400`]: { path: '/api/v1/webhook_endpoints/1/deliveries?limit=0' },
  [`GET ${ofEndpoint}/deliveries/{delivery_id} 400`]: { path: '/api/v1/webhook_endpoints/1/deliveries/abc' },
  [`POST ${ofEndpoint}/deliveries/{delivery_id}/replay 400`]: {
    path: '/api/v1/webhook_endpoints/1/deliveries/abc/replay',
  },
  [`POST ${ofEndpoint}/deliveries/{delivery_id}/replay 409`]: webhookOff,
  [`POST ${ofEndpoint}/replay_failed 409`]: webhookOff,
  'GET /api/v1/prices 403': { key: 'blind' },
  'GET /api/v1/prices 400': { path: '/api/v1/prices?none=1' },
  'GET /api/v1/sales 400': { path: '/api/v1/sales?limit=0' },
  'GET /api/v1/sales 403': { key: 'blind' },
  'GET /api/v1/sales/{reference} 400': { path: '/api/v1/sales/a%20b' },
  'GET /api/v1/sales/{reference} 403': { key: 'blind' },
  'GET /api/v1/sales/{reference} 404': { path: '/api/v1/sales/none' },
  'POST /api/v1/sales/{reference}/void 400 idempotency_key_required': { headers: {} },
  'POST /api/v1/sales/{reference}/void 403': { key: 'blind' },
  'POST /api/v1/sales/{reference}/void 404': { path: '/api/v1/sales/none/void' },
  'POST /api/v1/sales/{reference}/void 409 pin_used': {
    world: ["update codes set status = 'redeemed', redeemed_at = now() where status = 'sold'"],
  },
  'POST /api/v1/sales/{reference}/void 409 already_voided': {
    world: ["update sales set state = 'voided', voided_at = now()"],
  },
  'POST /api/v1/sales/{reference}/void 409 not_own_stock': {
    world: [
      `update sales set supplier = 'khalti', supplier_reference = 'x', code_id = null, pin_sealed = '', pin_digest = '',
        pin_sealing_key_id = 1`,
    ],
  },
  'POST /api/v1/sales/{reference}/void 409 wrong_state': {
    world: [
      `update sales set state = 'failed', failure_code = '4000', failure_reason = 'Out of stock', code_id = null,
        pin_last_four = null`,
    ],
  },

  'GET /api/products/nettv-coupon 503': paused,
  'POST /api/use/nettv-coupon 503': paused,
  // A supplier that cannot be reached leaves the outcome open.
  'POST /api/use/nettv-coupon 202': {
    world: [
      `update products set supplier = 'khalti', coupon_id = null, supplier_idx = 'x', supplier_value = 'nettv coupon'`,
    ],
  },
  'POST /api/use/nettv-coupon 400 invalid_parameters': { body: { ...purchase, value: 'other' } },
  'POST /api/use/nettv-coupon 400 client_error': {
    world: ["update codes set status = 'deleted', deleted_at = now() where status = 'available'"],
  },
  'POST /api/use/nettv-coupon 400 duplicate_request': { body: { ...purchase, reference: 'A-1' } },
  'POST /api/use/nettv-coupon 400 reference_not_provided': { body: { ...purchase, reference: '' } },
  'POST /api/use/nettv-coupon 400 insufficient_credits': { key: 'poor' },
  'POST /api/use/nettv-coupon 400 parse_error': { body: [] },
  'GET /api/service/status 400 invalid_reference': { path: '/api/service/status?token=cdk_…&reference=none' },
  'GET /api/service/status 400 reference_not_provided': { path: '/api/service/status?token=cdk_…' },
  'GET /api/service/bulk/status 400 invalid_parameters': {
    path: '/api/service/bulk/status?token=cdk_…&references=A-1&reference_length=2',
  },
};

const unknownParameter = ({ path }: Request): ErrorTrigger => ({
  path: `${path}${path.includes('?') ? '&' : '?'}pag=2`,
});

/** How to get an answer of a call; undefined when nothing is known to give it. */
export function triggerOf(name: string, status: number, example: unknown, request: Request): ErrorTrigger | undefined {
  const { error, code } = (example ?? {}) as { error?: string; code?: string };
  const own = triggers[`${name} ${status}`] ?? triggers[`${name} ${status} ${error ?? code}`];
  if (own) return own;
  if (status === 401) return { key: null };
  if (status === 403) return { key: 'stranger' };
  if (status === 404) return { path: request.path.replace(/\/\d+(?=[-./]|$)[^/.]*/g, '/999999') };
  const made = /^POST \/management\/(\w+)\.json$/.exec(name)?.[1];
  if (status < 300) return made ? { world: [`truncate ${made} cascade`] } : {};
  // The row of the example exists already, so its name is taken.
  if (status === 400 && made) return name.startsWith('POST') ? {} : unknownParameter(request);
  if (status === 400 && name.includes(' /management/') && request.body === undefined) return unknownParameter(request);
  return status === 400 && request.body !== undefined ? { body: {} } : undefined;
}
