import { validUntil } from '@/lib/domain/coupons/codes/code-validity.sql';

/**
 * The one code of a batch is handed out, and valid as long as one that is sold then: $1 the batch, $2 the instant. The batch was
 * made in this transaction, so nobody else has the code; its ids find the code without an index of batches.
 */
export const handOutGoodwillCode = `
  update codes c set status = 'sold', sold_at = $2::timestamptz, valid_until = ${validUntil('$2::timestamptz', 'k.valid_days_after_sale')}
  from code_batches b, coupons k where b.id = $1::bigint and k.id = b.coupon_id and c.batch_id = b.id
    and c.id between b.first_code_id and b.last_code_id
  returning c.id::float8 as id, c.last_four`;
