import type { DriverRow } from '@/db/driver-row';
import type { codes } from '@/db/schema/coupons';
import { availableCodes } from '@/lib/domain/sales/products/availability.sql';

export type TakenCodeRow = DriverRow<typeof codes, 'id' | 'lastFour' | 'digest' | 'sealed' | 'sealingKeyId'>;

/**
 * Sells the oldest available code of a coupon, valid as long as the one whose place it takes; no row when none is left. $1
 * the coupon, $2 the instant, $3 the end of its validity or null. Locks that code, after its
 * sale and the buyer's account, and waits for purchases that hold codes: those have their account already.
 */
export const takeCode = `
  update codes c set status = 'sold', sold_at = $2::timestamptz, valid_until = $3::timestamptz
  from (${availableCodes('$1::bigint')} limit 1 for update) picked where c.id = picked.id
  returning c.id, c.last_four, c.digest, c.sealed, c.sealing_key_id`;
