import { instantText, webhookOutbox } from '@/lib/platform/webhooks/outbox.sql';

const at = '$2::timestamptz';

/** Says that the codes of a batch are there, to the endpoints that ask for it; $1 is its id, $2 the instant. It locks nothing. */
export const emitIssued = webhookOutbox({
  type: 'codes.issued',
  from: `(select b.id, b.coupon_id, b.issued, c.integrator_id
    from code_batches b join coupons c on c.id = b.coupon_id where b.id = $1::bigint) r`,
  integratorId: 'r.integrator_id',
  at,
  data: { coupon_id: 'r.coupon_id', batch_id: 'r.id', issued: 'r.issued', issued_at: instantText(at) },
});
