import type { Coupon } from './coupon-row';
import { describeDiscount } from './describe-discount';
import type { CreateCouponInput } from './schemas';

export type GivenFields = { [Field in keyof CreateCouponInput]?: CreateCouponInput[Field] | undefined };

/**
 * Fields that say the same in two ways follow the one that changes: so a client may send back what it read with one change.
 * Two that change and contradict each other stay, to be refused.
 */
export function settleCoupon<Fields extends GivenFields>(fields: Fields, before?: Coupon): Fields {
  const changes = (name: keyof GivenFields) =>
    fields[name] !== undefined && JSON.stringify(fields[name]) !== JSON.stringify(before?.[name]);
  const { duration, cycles, discount, amountOff, uniqueRedemption, redemptionsPerUser, audience } = fields;
  const settled: GivenFields = {};
  if (duration && duration !== 'repeating' && cycles === undefined) settled.cycles = 0;
  if (!before) return { ...fields, ...settled };
  // The one that is made of the discount was read, not written.
  if (before.description === null && fields.description === describeDiscount(before)) settled.description = null;

  if (changes('amountOff') && amountOff !== null && !changes('discount')) {
    settled.discount = 0;
    if (!changes('maximumOff')) settled.maximumOff = null;
  }
  if (changes('discount') && discount !== 0 && !changes('amountOff')) settled.amountOff = null;
  if (changes('uniqueRedemption') && !changes('redemptionsPerUser')) {
    settled.redemptionsPerUser = uniqueRedemption ? 1 : null;
  } else if (changes('redemptionsPerUser')) {
    if (!changes('uniqueRedemption')) settled.uniqueRedemption = redemptionsPerUser === 1;
    else if (uniqueRedemption && redemptionsPerUser === null) settled.redemptionsPerUser = 1;
  }
  if (changes('audience') && audience !== 'members' && !changes('memberGroupIds')) settled.memberGroupIds = [];
  return { ...fields, ...settled };
}
