import type { CouponDanger } from './coupon-warnings';

/** What an API or a file says of a danger, behind the name of its field. */
export function dangerWords(warning: CouponDanger): string {
  switch (warning.name) {
    case 'freeForever':
      return 'gives the subscription away: 100% forever';
    case 'freeForAll':
      return 'is no limit, and anyone who learns the code gets 100%';
    case 'endless':
      return 'is no end, and neither a limit nor a budget ends it';
    case 'over':
      return 'is in the past: nobody can redeem it';
    case 'moreCodes':
      return warning.used > 0
        ? `leaves ${warning.left} of its redemptions to the ${warning.codes} codes that are out: some customers will be refused`
        : `is below the ${warning.codes} codes that are out: some customers will be refused`;
  }
}
