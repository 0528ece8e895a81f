import { z } from '@hono/zod-openapi';
import type { CheckedDiscount } from '@/lib/domain/redemptions/redemptions/checked-discount';
import { redemptionStates } from '@/lib/domain/redemptions/redemptions/filters';
import type { Redemption } from '@/lib/domain/redemptions/redemptions/redemption';

const instant = z.iso.datetime();
const minor = z.number().int().nullable();

export const discountSchema = z
  .object({
    percent: z.number().meta({ description: 'What comes off, above 0 to 100; 0 when an amount comes off.' }),
    amount_off: minor.meta({ description: 'The amount that comes off instead of a percentage.' }),
    duration: z.enum(['once', 'repeating', 'forever']),
    cycles: z.number().int().meta({ description: 'For how many billing cycles, when repeating; else 0.' }),
    off: minor.meta({ description: 'What comes off the price, rounded down; null when no price is known.' }),
    due: minor.meta({ description: 'What is left to pay; null when no price is known.' }),
    capped_by: z.enum(['maximum_off', 'amount']).nullable().meta({
      description: "What keeps `off` below the coupon's terms: its `maximum_off`, or the price itself.",
    }),
  })
  .meta({ id: 'Discount' });

/** Of a purchase that is only asked about. */
export const checkedDiscountSchema = discountSchema.extend({
  missing: z
    .array(z.enum(['purchase.amount']))
    .meta({ description: 'What to give, so that the answer says what comes off.' }),
});

export function serializeCheckedDiscount({ amountOff, cappedBy, ...terms }: CheckedDiscount) {
  return { ...terms, amount_off: amountOff, capped_by: cappedBy };
}

/** Who buys what, as the calls that take or ask are shown it. */
export const purchaseExample = {
  user: { id: 'user-4411', groups: ['Premium'], status: 'active' as const },
  purchase: { plan: 'Premium', amount: 99000 },
};

export const redemptionSchema = z
  .object({
    id: z.number().int(),
    coupon: z.object({ id: z.number().int(), code: z.string() }),
    code_id: z.number().int().nullable().meta({ description: "The issued code's id; null for a coupon's own code." }),
    user_id: z.string(),
    state: z.enum(redemptionStates),
    discount: discountSchema,
    plan_id: z.number().int().nullable().meta({ description: 'The plan (user group) that was bought.' }),
    tvod_price_id: z.number().int().nullable(),
    amount: minor.meta({ description: "The purchase's price; null when it is not known." }),
    renewal: z.boolean().nullable(),
    reference: z.string().nullable().meta({ description: 'Your own reference of the purchase.' }),
    subscription_id: z.string().nullable().meta({ description: 'The same, under its name of before.' }),
    created_at: instant,
    hold_expires_at: instant.nullable().meta({ description: 'Until when it is or was held; null when taken at once.' }),
    confirmed_at: instant.nullable().meta({ description: 'Since when it is redeemed.' }),
    ended_at: instant.nullable().meta({ description: 'When it was rolled back or its hold expired.' }),
    end_reason: z.string().nullable(),
  })
  .meta({ id: 'Redemption' });

/** 25 % of Rs 990. */
export const discountExample: z.infer<typeof discountSchema> = {
  percent: 25,
  amount_off: null,
  duration: 'repeating',
  cycles: 3,
  off: 24750,
  due: 74250,
  capped_by: null,
};

export const redemptionExample: z.infer<typeof redemptionSchema> = {
  id: 1,
  coupon: { id: 1, code: 'WELCOME25' },
  code_id: null,
  user_id: 'user-4411',
  state: 'redeemed',
  discount: discountExample,
  plan_id: 3,
  tvod_price_id: null,
  amount: 99000,
  renewal: null,
  reference: 'sub-881',
  subscription_id: 'sub-881',
  created_at: '2026-11-03T06:15:00.000Z',
  hold_expires_at: null,
  confirmed_at: '2026-11-03T06:15:00.000Z',
  ended_at: null,
  end_reason: null,
};

const dueOf = ({ amount, amountOff }: Redemption) =>
  amount === null || amountOff === null ? null : amount - amountOff;
const iso = (at: Date | null) => at?.toISOString() ?? null;

export function serializeRedemption(redemption: Redemption): z.infer<typeof redemptionSchema> {
  const { percent, amountOff, duration, cycles } = redemption.discount;
  return {
    id: redemption.id,
    coupon: redemption.coupon,
    code_id: redemption.codeId,
    user_id: redemption.userRef,
    state: redemption.state,
    discount: {
      percent,
      amount_off: amountOff,
      duration,
      cycles,
      off: redemption.amountOff,
      due: dueOf(redemption),
      capped_by: redemption.cappedBy,
    },
    plan_id: redemption.planId,
    tvod_price_id: redemption.tvodPriceId,
    amount: redemption.amount,
    renewal: redemption.renewal,
    reference: redemption.subscriptionRef,
    subscription_id: redemption.subscriptionRef,
    created_at: redemption.createdAt.toISOString(),
    hold_expires_at: iso(redemption.holdExpiresAt),
    confirmed_at: iso(redemption.confirmedAt),
    ended_at: iso(redemption.endedAt),
    end_reason: redemption.endReason,
  };
}
