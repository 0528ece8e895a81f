import { env } from '@/lib/core/env';
import { decideBulkLookup, decideLookup } from './decide-lookup';
import { decidePayment } from './decide-payment';
import { exchange, openPool, type Timeouts } from './exchange';
import type { LookupOutcome, PayOutcome, ProductList, SupplierBalance, SupplierOrder, Unanswered } from './outcomes';
import { rupeesFromPaisa } from './paisa';
import { readBalance, readProducts } from './read-lists';

export type KhaltiSettings = { baseUrl: string; token: string } & Timeouts;

export type KhaltiClient = {
  listProducts(): Promise<ProductList | Unanswered>;
  /** One POST, never repeated. Commit the reference, product and amount before the call. */
  pay(order: SupplierOrder): Promise<PayOutcome>;
  status(reference: string): Promise<LookupOutcome>;
  /** At most `largestBulk` references; throws a RangeError on more. One outcome for each reference. */
  bulkStatus(references: readonly string[]): Promise<Map<string, LookupOutcome>>;
  balance(): Promise<SupplierBalance | Unanswered>;
  close(): Promise<void>;
};

export const largestBulk = 100;

/** A client of Khalti's service API. Its calls never throw for what Khalti or the network does: that is an outcome. */
export function createKhaltiClient(settings: KhaltiSettings): KhaltiClient {
  const { token, answerTimeoutMs } = settings;
  const base = new URL(settings.baseUrl);
  const pool = openPool(base.origin, settings.connectTimeoutMs);
  const root = base.pathname.replace(/\/+$/, '');
  const get = (path: string, query: Record<string, string> = {}) =>
    exchange(pool, { path: `${root}${path}?${new URLSearchParams({ token, ...query })}` }, answerTimeoutMs);

  return {
    async listProducts() {
      return readProducts(await get('/api/products/nettv-coupon/'), token);
    },
    async pay(order) {
      const post = { token, ...payBody(order) };
      return decidePayment(
        await exchange(pool, { path: `${root}/api/use/${order.method ?? 'nettv-coupon'}/`, post }, answerTimeoutMs),
        token,
      );
    },
    async status(reference) {
      return decideLookup(await get('/api/service/status/', { reference }), token, reference);
    },
    async bulkStatus(references) {
      if (references.length > largestBulk) throw new RangeError(`At most ${largestBulk} references at once.`);
      if (references.length === 0) return new Map();
      const query = { references: references.join(','), reference_length: String(references.length) };
      return decideBulkLookup(await get('/api/service/bulk/status/', query), token, references);
    },
    async balance() {
      return readBalance(await get('/api/balance/'), token);
    },
    close: () => pool.close(),
  };
}

function payBody({ reference, value, method, amountPaisa, phone, email }: SupplierOrder) {
  if (method) return { reference, amount: rupeesFromPaisa(amountPaisa) };
  return {
    reference,
    value,
    amount: rupeesFromPaisa(amountPaisa),
    ...(phone ? { phone_number: Number(phone.replace(/^\+977/, '')) } : {}),
    ...(email ? { email } : {}),
  };
}

let shared: { client: KhaltiClient; key: string } | undefined;

/** The process's client by KHALTI_BASE_URL and KHALTI_TOKEN; null when they are not set. Follows them when tests change them. */
export function findKhaltiClient(): KhaltiClient | null {
  const settings = env();
  const { KHALTI_BASE_URL: baseUrl, KHALTI_TOKEN: token } = settings;
  if (!baseUrl || !token) return null;
  const connectTimeoutMs = settings.KHALTI_CONNECT_TIMEOUT_MS;
  const answerTimeoutMs = settings.KHALTI_ANSWER_TIMEOUT_MS;
  const key = JSON.stringify([baseUrl, token, connectTimeoutMs, answerTimeoutMs]);
  if (shared?.key !== key) {
    shared = { client: createKhaltiClient({ baseUrl, token, connectTimeoutMs, answerTimeoutMs }), key };
  }
  return shared.client;
}
