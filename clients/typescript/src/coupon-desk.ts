import createClient, { type Client } from 'openapi-fetch';
import { ApiError, unwrap } from './api-error.ts';
import { managementPage, rowsOf } from './paging.ts';
import { type RetryOptions, retryingFetch } from './retrying-fetch.ts';
import type { components, operations, paths } from './schema.ts';

type Schemas = components['schemas'];
type QueryOf<Name extends keyof operations> = Omit<
  NonNullable<operations[Name]['parameters']['query']>,
  'after' | 'page' | 'per_page' | 'limit'
>;

export type CouponDeskOptions = {
  /** Such as `https://desk.example.com`. */
  baseUrl: string;
  /** The API key, `cdk_…`. */
  key: string;
} & Partial<RetryOptions>;

export type Purchase = {
  /** Your own id of this purchase, made and stored before the first attempt: it is sold at most once. */
  reference: string;
  /** The product's `value`. */
  value: string;
  /** The product's `amount`, in rupees. */
  amount: number;
  phone_number?: string;
  email?: string;
};

export type CouponDesk = ReturnType<typeof couponDesk>;

const rowsOnPage = 1000;

/** The API of a desk. Everything that can be repeated safely is, up to four times. */
export function couponDesk({ baseUrl, key, ...options }: CouponDeskOptions) {
  const send = retryingFetch({
    fetch: globalThis.fetch,
    attempts: 4,
    timeoutMs: 60_000,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ...options,
  });
  const api: Client<paths> = createClient<paths>({
    baseUrl,
    headers: { authorization: `Bearer ${key}` },
    fetch: send,
  });
  const sale = (reference: string) => unwrap(api.GET('/api/v1/sales/{reference}', { params: { path: { reference } } }));

  return {
    /** Every call of the OpenAPI document, typed. */
    api,
    /** What a call answered. @throws ApiError */
    unwrap,

    /** A sale of yours with its PIN. @throws ApiError */
    sale,

    /**
     * Buys a PIN, at most once for a reference. When the answer is lost, or the reference was sent before, it is the sale
     * that there is: `state` says whether it succeeded, and may still be open. @throws ApiError
     */
    async buy(purchase: Purchase): Promise<Schemas['SaleWithPin']> {
      const bought = await unwrap(api.POST('/api/use/nettv-coupon', { body: { token: key, ...purchase } })).catch(
        (error: unknown) => error,
      );
      const isRefused = bought instanceof ApiError && bought.status < 500 && bought.code !== '1013';
      if (isRefused) throw bought;
      return sale(purchase.reference);
    },

    /** Takes a code for a user; `idempotencyKey` is your own id of what it is for. @throws ApiError with the reasons */
    redeem: (idempotencyKey: string, body: operations['redeem']['requestBody']['content']['application/json']) =>
      unwrap(api.POST('/api/v1/redemptions', { params: { header: { 'idempotency-key': idempotencyKey } }, body })),

    /** @throws ApiError */
    rollBack: (id: number, reason: string) =>
      unwrap(api.POST('/api/v1/redemptions/{id}/roll_back', { params: { path: { id } }, body: { reason } })),

    sales: (query: QueryOf<'listSales'> = {}) =>
      rowsOf<Schemas['Sale']>(async (after) => {
        const page = { ...query, limit: 200, ...(after ? { after } : {}) };
        const { data, next } = await unwrap(api.GET('/api/v1/sales', { params: { query: page } }));
        return { rows: data, next };
      }),

    redemptions: (query: QueryOf<'listRedemptions'> = {}) =>
      rowsOf<Schemas['Redemption']>(async (after) => {
        const page = { ...query, limit: 200, ...(after ? { after } : {}) };
        const { redemptions, next } = await unwrap(api.GET('/api/v1/redemptions', { params: { query: page } }));
        return { rows: redemptions, next };
      }),

    /** What happened after `since`, the id of the last event that you have. */
    events: (since?: string, query: QueryOf<'listEvents'> = {}) =>
      rowsOf<Schemas['Event']>(async (after = since) => {
        const page = { ...query, limit: 200, ...(after ? { after } : {}) };
        const { data, next } = await unwrap(api.GET('/api/v1/events', { params: { query: page } }));
        return { rows: data, next };
      }),

    coupons: (query: QueryOf<'listCoupons'> = {}) =>
      rowsOf<Schemas['Coupon']>(async (after) => {
        const page = { ...query, ...managementPage(after, rowsOnPage) };
        const answer = await unwrap(api.GET('/management/coupons.json', { params: { query: page } }));
        return { rows: answer.coupons, next: answer.coupons_pagination.next };
      }),

    /** The issued codes of a coupon; in clear for a key with `codes:reveal`, else masked. */
    codes: (couponId: string, query: QueryOf<'listCodes'> = {}) =>
      rowsOf<Schemas['Code']>(async (after) => {
        const page = { ...query, ...managementPage(after, rowsOnPage) };
        const params = { path: { id: couponId }, query: page };
        const answer = await unwrap(api.GET('/management/coupons/{id}/codes.json', { params }));
        return { rows: answer.codes, next: answer.codes_pagination.next };
      }),
  };
}
