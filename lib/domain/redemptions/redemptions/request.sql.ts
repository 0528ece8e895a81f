import { auditRequestColumns } from '@/lib/platform/audit/insert-audit.sql';
import type { RedeemRequest } from './redeem-request';

/** `ord`: the request's place among those that share a statement. */
const columns: Record<keyof RedeemRequest | 'ord', string> = {
  ord: 'int',
  at: 'timestamptz',
  digest: 'text',
  own: 'text',
  user_ref: 'text',
  group_ids: 'bigint[]',
  group_names: 'text[]',
  tvod_price_id: 'bigint',
  amount: 'bigint',
  subscription_ref: 'text',
  hold_until: 'timestamptz',
  integrator_id: 'bigint',
  idempotency_key: 'text',
  request_digest: 'text',
  guess_keys: 'text[]',
  ...auditRequestColumns,
};

/** SQL to read requests from, as `r`: $1 is what `toParameter` makes of them. */
export const requests = `jsonb_to_recordset($1::text::jsonb) as r (${Object.entries(columns)
  .map((column) => column.join(' '))
  .join(', ')})`;

export function toParameter(items: readonly RedeemRequest[]): string {
  return JSON.stringify(items.map((item, ord) => ({ ord, ...item })));
}
