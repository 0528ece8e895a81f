/** Why a product can or cannot be sold at this moment. */
export type Availability =
  | 'on_sale'
  | 'off'
  | 'not_connected'
  | 'maintenance'
  | 'withdrawn'
  | 'coupon_ended'
  | 'sold_out';

/** How far stock is counted for screens: an exact count of more costs too much. */
export const stockCountLimit = 10_000;
