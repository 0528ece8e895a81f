import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, type Fields } from '@/lib/core/entities/field';
import { type AuditEntry, recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { type CouponEvent, emitCouponEvents } from './coupon-events.sql';

const fields: Fields = couponFields;

/** What was done to a coupon: `changed` holds the fields with what they were and are. */
export type CouponChange = Omit<AuditEntry, 'subjectKind'> & {
  data: Record<string, unknown> & { changed?: Record<string, unknown> };
};

/**
 * Writes into the activity what was done to coupons, and the events of it. In the transaction of `tx`; the one place for both,
 * so that neither is forgotten.
 */
export async function recordCouponChanges(tx: Context, ...changes: CouponChange[]): Promise<void> {
  if (changes.length === 0) return;
  await recordAudit(tx, ...changes.map((change) => ({ ...change, subjectKind: 'coupon' })));
  await emitCouponEvents(tx.db, changes.map(eventOf), tx.now().toISOString());
}

function eventOf({ action, subjectId, data }: CouponChange): CouponEvent {
  const event = { coupon_id: subjectId, changed: [] };
  if (action === 'coupon.created' || action === 'coupon.deleted') return { ...event, type: action };
  const changed =
    action === 'coupon.restored'
      ? ['deleted_at']
      : /^coupon\.user_group/.test(action)
        ? ['user_groups']
        : /^coupon\.tvod_price/.test(action)
          ? ['tvod_prices']
          : Object.keys(data.changed ?? {}).map((name) => apiName(name, fields[name]));
  return { ...event, type: 'coupon.updated', changed };
}
