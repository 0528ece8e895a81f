import type { Contract } from '@/lib/api/openapi/complete-document';
import { ownForm } from '@/lib/domain/coupons/coupon-import/own-form';
import type { Permission } from '@/lib/platform/context/permission-names';
import type { Scope } from '@/lib/platform/context/scopes';

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
  /** The scope that a call of the document asks for, in the words of its own 403; what a call of the desk asks for. */
  needs: Scope | Permission | null;
};

const instants = { from: '2026-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z' };
const ofCoupon = { couponId: '@coupon@' };
const readAs = { encoding: 'utf-8', delimiter: 'none', headerRow: '1', column: '1' };
const ofIntegrator = { integratorId: '@integrator@', from: '2026-11-01', to: '2026-11-30' };
const succeeded = { search: 'a', state: 'succeeded' };
const csv = 'name,tvod_type,price,duration\n@fresh@,purchase,990,\n';
const contactCsv = 'contact,language,note\n@fresh@@example.com,ne,Came by\n';
const productCsv = 'name,price,coupon\n@fresh@,990,@couponCode@\n';

const couponCsv = 'code,discount,duration\n@fresh@,10,once\n';
const couponColumns = ['code', 'discount', 'duration'];
const couponPlaces = ownForm.columns.map(({ name }) => couponColumns.indexOf(name) + 1).join(',');
const readTable = { encoding: 'utf-8', delimiter: 'comma', headerRow: '1', form: 'own' };

type DeskCall = [needs: Permission | null, call: string, query?: Record<string, string>, body?: string];

const deskCalls: DeskCall[] = [
  [
    'activity.read',
    'GET /activity',
    {
      subjectKind: 'coupon',
      subjectId: '@coupon@',
      actor: 'user:1',
      before: '9',
    },
  ],
  ['sales.read', 'GET /approvals'],
  ['sales.read', 'POST /approvals/exports', {}, '{}'],
  ['customers.manage', 'POST /customers/exports', {}, '{}'],
  ['sales.read', 'GET /deliveries', { saleId: '@sale@' }],
  ['sales.read', 'GET /deliveries/providers'],
  [
    'coupons.read',
    'GET /coupons',
    {
      q: 'c',
      state: 'active',
      sort: 'code',
      after: '@cursor@',
      deleted: 'true',
    },
  ],
  ['coupons.read', 'GET /coupons/@coupon@'],
  ['activity.read', 'POST /activity/exports', {}, '{"actor":"system","couponId":"@#coupon@"}'],
  ['requests.read', 'POST /requests/exports', {}, '{"outcome":"failed","search":"/api"}'],
  ['integrators.read', 'POST /integrators/exports', {}, '{}'],
  ['coupons.read', 'POST /code-batches/exports', {}, '{"couponId":"@#coupon@"}'],
  ['coupons.read', 'POST /coupons/exports', {}, '{"q":"a","state":"active","date":"created_at","from":"2026-11-01"}'],
  [
    'coupons.read',
    'GET /codes',
    {
      ...ofCoupon,
      batchId: '@batch@',
      status: 'available',
      from: instants.from,
      after: 'x',
    },
  ],
  ['coupons.read', 'GET /code-batches', { ...ofCoupon, after: 'x' }],
  ['coupons.read', 'GET /code-batches/@batch@', ofCoupon],
  [
    'coupons.read',
    'POST /code-exports/masked',
    {},
    '{"couponId":"@#coupon@","filter":{"batchId":"@#batch@","status":"available","from":"2026-01-01T00:00:00.000Z"}}',
  ],
  ['codes.reveal', 'POST /code-exports', {}, '{"couponId":"@#coupon@","filter":{},"clear":{"reason":"a look"}}'],
  ['sales.read', 'POST /find', {}, '{"text":"a"}'],
  ['integrators.read', 'GET /integrators'],
  ['integrators.read', 'GET /integrators/one', { id: '@integrator@' }],
  ['integrators.read', 'GET /integrators/statement', { ...ofIntegrator, before: '9' }],
  [
    'integrators.read',
    'POST /integrators/statement/exports',
    {},
    '{"integratorId":"@#integrator@","from":"2026-11-01","to":"2026-11-30"}',
  ],
  ['integrators.read', 'GET /integrators/credit-requests'],
  ['partner.read', 'GET /partner'],
  ['partner.read', 'GET /partner/statement', { from: '2026-11-01', to: '2026-11-30', before: '9' }],
  ['partner.read', 'POST /partner/statement/exports', {}, '{"from":"2026-11-01","to":"2026-11-30"}'],
  ['partner.read', 'GET /partner/sales', { reference: '@reference@', state: 'succeeded', limit: '2' }],
  ['partner.read', 'POST /partner/sales/exports', {}, '{"reference":"@reference@","state":"succeeded"}'],
  ['partner.read', 'GET /partner/coupons', { q: 'a' }],
  ['partner.read', 'POST /partner/coupons/exports', {}, '{"q":"a"}'],
  ['partner.read', 'POST /partner/requests/exports', {}, '{"outcome":"refused"}'],
  ['partner.read', 'GET /partner/redemptions', { state: 'redeemed' }],
  ['partner.read', 'POST /partner/redemptions/exports', {}, '{"state":"redeemed"}'],
  [
    'partner.read',
    'GET /partner/requests',
    { outcome: 'refused', method: 'GET', lane: 'v1', search: '/api', limit: '2' },
  ],
  ['partner.read', 'GET /partner/requests/@request@'],
  ['partner.read', 'GET /partner/webhooks'],
  ['partner.read', 'POST /partner/webhooks/exports', {}, '{}'],
  ['partner.read', 'POST /partner/webhooks/deliveries/exports', {}, '{"endpointId":"@#ownEndpoint@"}'],
  ['partner.read', 'GET /partner/webhooks/deliveries', { endpointId: '@ownEndpoint@', state: 'pending', page: '1' }],
  ['partner.read', 'GET /partner/webhooks/deliveries/@ownWebhook@'],
  ['products.read', 'GET /products'],
  ['products.read', 'POST /products/exports', {}, '{}'],
  [
    'redemptions.read',
    'GET /redemptions',
    {
      search: 'a',
      state: 'held',
      from: '2026-11-01',
      sort: 'oldest',
      after: 'x',
    },
  ],
  ['redemptions.read', 'GET /redemptions/choices', { ...ofCoupon, codeId: '@code@' }],
  ['redemptions.read', 'GET /redemptions/@redemption@'],
  [null, 'GET /exports'],
  [null, 'POST /exports/@export@'],
  ['coupons.read', 'GET /exports/columns', { kind: 'coupons' }],
  ['redemptions.read', 'POST /redemptions/exports', {}, '{"search":"a","state":"redeemed"}'],
  ['requests.read', 'GET /requests', { outcome: 'answered', lane: 'nettv', integratorId: '@integrator@', after: 'x' }],
  ['requests.read', 'GET /requests/@request@'],
  ['sales.read', 'GET /sales', { ...succeeded, limit: '2' }],
  ['sales.read', 'GET /sales/totals', succeeded],
  ['sales.read', 'GET /sales/choices'],
  ['sales.sell', 'GET /sales/own', { reference: '@reference@' }],
  ['sales.sell', 'GET /sales/open-own'],
  ['sales.sell', 'GET /sales/catalogue'],
  ['sales.read', 'POST /sales/exports', {}, JSON.stringify(succeeded)],
  ['sales.read', 'GET /sales/report', { by: 'seller', from: '2026-11-01', to: '2026-11-10' }],
  ['sales.read', 'POST /sales/report/exports', {}, '{"by":"shift","days":7}'],
  ['suppliers.read', 'GET /suppliers'],
  ['money.read', 'GET /suppliers/comparisons'],
  ['money.read', 'POST /suppliers/comparisons/exports', {}, '{}'],
  ['money.read', 'POST /suppliers/differences/exports', {}, '{}'],
  ['sales.read', 'GET /sales/@sale@'],
  [
    'security.read',
    'GET /security',
    {
      kind: 'sign_in.failed',
      actor: 'stranger',
      address: '203',
      from: '2026-11-01',
      after: 'x',
    },
  ],
  ['sales.sell', 'GET /shifts', { state: 'open', after: 'x' }],
  ['sales.sell', 'POST /shifts/exports', {}, '{"state":"open"}'],
  ['security.read', 'GET /security/alerts'],
  ['security.read', 'POST /security/exports', {}, '{"kind":"sign_in.failed"}'],
  ['coupons.read', 'GET /statistics/period', { ...ofCoupon, from: '2026-11-01', to: '2026-11-10' }],
  ['coupons.read', 'GET /coupon-links/user-groups', { ...ofCoupon, name: 'o', side: 'linked', after: 'x' }],
  ['coupons.read', 'GET /coupon-links/tvod-prices', { ...ofCoupon, name: 'o', side: 'unlinked', after: 'x' }],
  ['coupons.read', 'GET /coupon-links/summary', { ...ofCoupon, name: 'o', kind: 'user_group' }],
  ['coupons.read', 'POST /coupon-links/user-groups/exports', {}, '{"couponId":"@#coupon@","name":"o"}'],
  ['coupons.read', 'POST /coupon-links/tvod-prices/exports', {}, '{"couponId":"@#coupon@"}'],
  ['coupons.read', 'POST /statistics/exports', {}, '{"couponId":"@#coupon@","days":7,"table":"day"}'],
  ['coupons.read', 'GET /statistics/subscriptions', { ...ofCoupon, after: 'x' }],
  ['coupons.read', 'GET /user-groups', { name: 'o', state: 'active', after: 'x' }],
  ['coupons.read', 'GET /user-groups/coupons', { id: '@group@', after: 'x' }],
  ['coupons.read', 'POST /user-groups/exports', {}, '{"name":"o","state":"archived"}'],
  ['coupons.read', 'GET /tvod-prices', { name: 'o', state: 'archived', after: 'x' }],
  ['coupons.read', 'GET /tvod-prices/coupons', { id: '@price@', after: 'x' }],
  ['coupons.read', 'POST /tvod-prices/exports', {}, '{"name":"o","state":"active"}'],
  ...(
    [
      ['coupons.write', 'user-groups', { ...readTable, places: '1' }, csv, 'user_group'],
      ['coupons.write', 'tvod-prices', { ...readTable, places: '1,2,3,4,0' }, csv, 'tvod_price'],
      ['coupons.write', 'coupons', { ...readTable, places: couponPlaces }, couponCsv, 'coupon'],
      ['customers.manage', 'customers', { ...readTable, places: '1,2,3' }, contactCsv, 'customer'],
      ['products.write', 'products', { ...readTable, places: '1,1,2,0,3,0,0,0,0' }, productCsv, 'product'],
    ] as const
  ).flatMap(([permission, kind, reading, file, subject]): DeskCall[] => [
    [permission, `POST /uploads/${kind}/head`, { isWhole: 'true', delimiter: 'comma' }, file],
    [permission, `POST /uploads/${kind}/files`, { ...reading, fileName: 'a.csv' }, file],
    [permission, `GET /uploads/${kind}/files/@file_${subject}@`],
    [permission, `POST /uploads/${kind}/files/@file_${subject}@/import`, {}, '{"confirmed":true,"meant":true}'],
    [permission, `POST /uploads/${kind}/files/@file_${subject}@/cancel`],
    [permission, `POST /uploads/${kind}/files/@file_${subject}@/left-out`],
    [permission, `GET /uploads/${kind}/imports`],
    [permission, `GET /uploads/${kind}/undo`, { id: `@imported_${subject}@` }],
    [permission, `POST /uploads/${kind}/imports/undo`, {}, `{"id":"@#imported_${subject}@"}`],
  ]),
  ['team.read', 'GET /team/invitations'],
  ['team.read', 'GET /team', { search: 'a', role: 'admin', state: 'active', page: '1' }],
  ['team.read', 'GET /team/roles'],
  ['team.read', 'POST /team/roles/exports', {}, '{}'],
  ['team.read', 'POST /team/invitations/exports', {}, '{}'],
  ['team.read', 'POST /team/exports', {}, '{"search":"a","role":"admin","state":"active"}'],
  ['limits.lift', 'GET /team/limits'],
  ['sales.read', 'GET /today'],
  [
    'coupons.write',
    'POST /uploads/codes',
    { ...ofCoupon, fileName: 'a.csv', hasCheckCharacters: 'false', ...readAs },
    'code\nAAAA-1111\n',
  ],
  ['coupons.write', 'POST /uploads/codes/head', { ...ofCoupon, isWhole: 'true', ...readAs }, 'code\nAAAA-1111\n'],
  ['coupons.write', 'GET /uploads/codes/@upload@', ofCoupon],
  ['coupons.write', 'GET /uploads/codes/@upload@/rows', { ...ofCoupon, result: 'existing' }],
  ['coupons.write', 'POST /uploads/codes/@upload@/bad-rows', ofCoupon],
  ['webhooks.read', 'GET /webhooks'],
  ['webhooks.read', 'POST /webhooks/exports', {}, '{}'],
  ['webhooks.read', 'POST /webhooks/deliveries/exports', {}, '{"endpointId":"@#endpoint@","state":"pending"}'],
  [
    'webhooks.read',
    'GET /webhooks/deliveries',
    {
      endpointId: '@endpoint@',
      state: 'pending',
      after: 'x',
      page: '1',
    },
  ],
  ['webhooks.read', 'GET /webhooks/deliveries/@webhook@'],
];

/** The desk's own reads: internal, so not in the OpenAPI document. */
export const deskTargets: Target[] = deskCalls.map(([needs, call, query = {}, body]) => {
  const [method = '', path] = call.split(' ');
  return {
    needs,
    method,
    path: `/api/desk${path}`,
    query,
    ...(body === undefined ? {} : { body }),
    contract: 'desk',
  };
});
