import { availableCodes } from '@/lib/domain/sales/products/availability.sql';

/** As the driver gives it: bigint as text. */
export type TakenCodeRow = { id: string; lastFour: string };

/**
 * Sells the oldest available code of a coupon, valid as long as the one whose place it takes; no row when none is left. $1
 * the coupon, $2 the instant, $3 the end of its validity or null. It waits for purchases that hold codes.
 */
export const takeCode = `
  update codes c set status = 'sold', sold_at = $2::timestamptz, valid_until = $3::timestamptz
  from (${availableCodes('$1::bigint')} limit 1 for update) picked where c.id = picked.id
  returning c.id, c.last_four as "lastFour"`;
