import { auditRequestColumns } from '@/lib/platform/audit/insert-audit.sql';
import { askedColumns } from './asked';
import type { RedeemRequest } from './redeem-request';

const types: Record<keyof RedeemRequest, string> = {
  at: 'timestamptz',
  digests: 'bytea[]',
  own: 'text',
  user_ref: 'text',
  group_ids: 'bigint[]',
  group_names: 'text[]',
  user_status: 'text',
  plan_id: 'bigint',
  plan_name: 'text',
  plan_by_groups: 'boolean',
  tvod_price_id: 'bigint',
  amount: 'bigint',
  renewal: 'boolean',
  subscription_ref: 'text',
  hold_until: 'timestamptz',
  integrator_id: 'bigint',
  idempotency_key: 'text',
  request_digests: 'bytea[]',
  asked: 'jsonb',
  guess_keys: 'text[]',
  ...auditRequestColumns,
};
export const requestColumns = Object.keys(types) as (keyof RedeemRequest)[];

/** Who buys what. */
export const purchaseColumns = [
  'user_ref',
  ...askedColumns,
  'amount',
] as const satisfies readonly (keyof RedeemRequest)[];

/** SQL to read what was asked for from, as it was kept in `column`: as in a request, what was not said is null. */
export function askedRequest(column: string): string {
  return `jsonb_to_record(${column}) as a (${askedColumns.map((name) => `${name} ${types[name]}`).join(', ')})`;
}

/**
 * SQL to read requests from, as `r`: $1 is what `toParameter` makes of them. `ord` is a request's place among those that
 * share a statement.
 */
export function requests(columns: readonly (keyof RedeemRequest)[]): string {
  return `jsonb_to_recordset($1::text::jsonb) as r (ord int, ${columns.map((name) => `${name} ${types[name]}`).join(', ')})`;
}

/** Without what is null: what is missing reads as null, and costs nothing to parse. */
export function toParameter(items: readonly Partial<RedeemRequest>[]): string {
  return JSON.stringify(
    items.map((item, ord) => ({ ord, ...item })),
    (_, value) => value ?? undefined,
  );
}
