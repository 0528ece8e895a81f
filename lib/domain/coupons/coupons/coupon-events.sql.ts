import type { Executor } from '@/db/client';
import { runStatement } from '@/db/run-statement';
import { instantText, type Outbox, webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';

type CouponEventType = 'coupon.created' | 'coupon.updated' | 'coupon.deleted';

/** `changed`: names of fields as the API has them. */
export type CouponEvent = { type: CouponEventType; coupon_id: number; changed: string[] };

const at = '$2::timestamptz';
const outbox = <T extends CouponEventType>(type: T, data: Omit<Outbox<T>['data'], 'coupon_id'>) =>
  ({
    type,
    from: `(select x.*, c.integrator_id
    from jsonb_to_recordset($1::text::jsonb) as x (type text, coupon_id bigint, changed jsonb)
    join coupons c on c.id = x.coupon_id) r`,
    where: `r.type = '${type}'`,
    integratorId: 'r.integrator_id',
    at,
    data: { coupon_id: 'r.coupon_id', ...data },
  }) as Outbox<T>;

const statement = webhookOutbox(
  outbox('coupon.created', { created_at: instantText(at) }),
  outbox('coupon.updated', { changed: 'r.changed', updated_at: instantText(at) }),
  outbox('coupon.deleted', { deleted_at: instantText(at) }),
);

/** Says what was done to coupons at `now`, an instant in ISO text, to the endpoints that ask for it. It locks nothing. */
export async function emitCouponEvents(db: Executor, events: CouponEvent[], now: string): Promise<void> {
  await runStatement(db, statement, [JSON.stringify(events), now]);
}
