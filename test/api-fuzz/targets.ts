import type { ApiDocument } from '@/lib/api/openapi/describe-api';
import { type Contract, contractOf } from '../openapi/calls';

/**
 * A valid call. `@name@` is replaced by a row's name in the test's world, and `"@#name@"` in a body by its id.
 */
export type Target = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  contract: Contract | 'desk';
};

type Operation = {
  parameters?: { in: string; name: string; schema?: { enum?: string[]; example?: unknown } }[];
  requestBody?: { content: Record<string, { example?: unknown }> };
};

/** What a path's number counts, by the segment before it. */
const rowNames: Record<string, string> = {
  coupons: 'coupon',
  codes: 'code',
  code_batches: 'batch',
  user_groups: 'group',
  add_user_group: 'group',
  remove_user_group: 'group',
  tvod_prices: 'price',
  add_tvod_price: 'price',
  remove_tvod_price: 'price',
  redemptions: 'redemption',
  sales: 'reference',
};

const queryValues: Record<string, string> = {
  q: 'c',
  name: 'o',
  page: '1',
  per_page: '2',
  after: '@cursor@',
  code: '@clear@',
  coupon_id: '@coupon@',
  user_id: 'somebody',
  from: '2026-01-01T00:00:00Z',
  to: '2099-01-01T00:00:00Z',
  limit: '2',
  subscription_page: '1',
  token: '@token@',
  reference: '@reference@',
  references: '@reference@,none',
  reference_length: '2',
};

const headerValues: Record<string, string> = { 'idempotency-key': '@once@', 'if-match': '*' };

/** The document's own example, about rows that exist. */
function bodyOf(operation: Operation): string | undefined {
  const example = operation.requestBody?.content['application/json']?.example;
  if (example === undefined) return undefined;
  return JSON.stringify(example)
    .replace('"WELCOME25"', '"@couponCode@"')
    .replace('"teste"', '"@fresh@"')
    .replace(/"reference":"[^"]*"/, '"reference":"@fresh@"')
    .replace(/"name":"[^"]*"/, '"name":"@fresh@"')
    .replace('cdk_…', '@token@')
    .replace('"count":1000', '"count":3');
}

/** Every call of the OpenAPI document. */
export function openApiTargets(document: ApiDocument): Target[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => {
      const inQuery = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
      const body = bodyOf(operation);
      const inHeader = (operation.parameters ?? []).filter((parameter) => parameter.in === 'header');
      const isRestore = path.endsWith('/codes/{code_id}/restore.json');
      return {
        method: method.toUpperCase(),
        path: path.replace(/(\w+)\/\{\w+\}/g, (_, before: string) => {
          const row = isRestore && before === 'codes' ? 'deletedCode' : rowNames[before];
          if (!row) throw new Error(`Nothing is known to be counted under ${before}, in ${path}.`);
          return `${before}/@${row}@`;
        }),
        query: Object.fromEntries(
          inQuery.map(({ name, schema }) => [name, schema?.enum?.[0] ?? queryValues[name] ?? String(schema?.example)]),
        ),
        headers: Object.fromEntries(inHeader.map(({ name }) => [name, headerValues[name] ?? ''])),
        ...(body === undefined ? {} : { body }),
        contract: contractOf(path),
      };
    }),
  );
}

const instants = { from: '2026-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z' };
const ofCoupon = { couponId: '@coupon@' };
const ofIntegrator = { integratorId: '@integrator@', from: '2026-11-01', to: '2026-11-30' };
const desk = (method: string, path: string, query: Record<string, string> = {}, body?: string): Target => ({
  method,
  path: `/api/desk${path}`,
  query,
  ...(body === undefined ? {} : { body }),
  contract: 'desk',
});

const csv = 'name,tvod_type,price,duration\n@fresh@,purchase,990,\n';

/** The desk's own reads: internal, so not in the OpenAPI document. */
export const deskTargets: Target[] = [
  desk('GET', '/activity', { subjectKind: 'coupon', subjectId: '@coupon@', actor: 'user:1', before: '9' }),
  desk('GET', '/deliveries', { saleId: '@sale@' }),
  desk('GET', '/deliveries/providers'),
  desk('GET', '/coupons', { q: 'c', state: 'active', sort: 'code', after: '@cursor@', deleted: 'true' }),
  desk('GET', '/coupons/@coupon@'),
  desk('GET', '/codes', { ...ofCoupon, batchId: '@batch@', status: 'available', from: instants.from, after: 'x' }),
  desk('GET', '/code-batches', { ...ofCoupon, after: 'x' }),
  desk('GET', '/code-batches/@batch@', ofCoupon),
  desk('GET', '/code-exports', { ...ofCoupon, batchId: '@batch@', status: 'available', ...instants }),
  desk('POST', '/code-exports', {}, '{"couponId":"@#coupon@","filter":{},"clear":{"reason":"a look"}}'),
  desk('GET', '/integrators'),
  desk('GET', '/integrators/one', { id: '@integrator@' }),
  desk('GET', '/integrators/statement', { ...ofIntegrator, before: '9' }),
  desk('GET', '/integrators/statement.csv', ofIntegrator),
  desk('GET', '/products'),
  desk('GET', '/redemptions', { search: 'a', state: 'held', from: '2026-11-01', sort: 'oldest', after: 'x' }),
  desk('GET', '/redemptions/choices', { ...ofCoupon, codeId: '@code@' }),
  desk('GET', '/redemptions/@redemption@'),
  desk('POST', '/redemptions/exports', {}, '{"search":"a","state":"redeemed"}'),
  desk('GET', '/sales', { search: 'a', state: 'succeeded', limit: '2' }),
  desk('GET', '/sales/totals', { search: 'a', state: 'succeeded' }),
  desk('GET', '/sales/choices'),
  desk('GET', '/sales/own', { reference: '@reference@' }),
  desk('GET', '/sales/open-own'),
  desk('GET', '/sales/catalogue'),
  desk('POST', '/sales/exports', {}, '{"search":"a","state":"succeeded"}'),
  desk('GET', '/suppliers'),
  desk('GET', '/sales/@sale@'),
  desk('GET', '/statistics/period', { ...ofCoupon, from: '2026-11-01', to: '2026-11-10' }),
  desk('GET', '/coupon-links/user-groups', { ...ofCoupon, name: 'o', side: 'linked', after: 'x' }),
  desk('GET', '/coupon-links/tvod-prices', { ...ofCoupon, name: 'o', side: 'unlinked', after: 'x' }),
  desk('GET', '/coupon-links/summary', { ...ofCoupon, name: 'o', kind: 'user_group' }),
  desk('GET', '/statistics/period.csv', { ...ofCoupon, days: '7', table: 'day' }),
  desk('GET', '/statistics/subscriptions', { ...ofCoupon, after: 'x' }),
  desk('GET', '/user-groups', { name: 'o', state: 'active', after: 'x' }),
  desk('GET', '/user-groups/coupons', { id: '@group@', after: 'x' }),
  desk('GET', '/tvod-prices', { name: 'o', state: 'archived', after: 'x' }),
  desk('GET', '/tvod-prices/coupons', { id: '@price@', after: 'x' }),
  ...['user-groups', 'tvod-prices'].flatMap((kind) => [
    desk('POST', `/uploads/${kind}`, {}, csv),
    desk('POST', `/uploads/${kind}/import`, { fileName: 'a.csv' }, csv),
    desk('POST', `/uploads/${kind}/left-out`, {}, csv),
  ]),
  desk('GET', '/team', { search: 'a', role: 'admin', state: 'active', page: '1' }),
  desk('GET', '/today'),
  desk('POST', '/uploads/codes', { ...ofCoupon, fileName: 'a.csv', hasCheckCharacters: 'false' }, 'code\nAAAA-1111\n'),
  desk('GET', '/uploads/codes/@upload@', ofCoupon),
  desk('POST', '/uploads/codes/@upload@/bad-rows', ofCoupon),
  desk('GET', '/webhooks'),
  desk('GET', '/webhooks/deliveries', { endpointId: '@endpoint@', state: 'pending', after: 'x', page: '1' }),
  desk('GET', '/webhooks/deliveries/@webhook@'),
];
