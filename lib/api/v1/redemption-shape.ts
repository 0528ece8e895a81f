import { z } from '@hono/zod-openapi';
import type { Redemption } from '@/lib/domain/redemptions/redemptions/redemption';
import { redemptionStates } from '@/lib/domain/redemptions/redemptions/schemas';

const instant = z.iso.datetime();
const minor = z.number().int().nullable();

export const discountSchema = z
  .object({
    percent: z.number().int().meta({ description: 'What comes off, 1 to 100.' }),
    duration: z.enum(['once', 'repeating', 'forever']),
    cycles: z.number().int().meta({ description: 'For how many billing cycles, when repeating; else 0.' }),
    amount_off: minor.meta({ description: 'What comes off the price, rounded down; null when no price is known.' }),
    amount_due: minor.meta({ description: 'What is left to pay; null when no price is known.' }),
  })
  .meta({ id: 'Discount' });

export const redemptionSchema = z
  .object({
    id: z.number().int(),
    coupon: z.object({ id: z.number().int(), code: z.string() }),
    code_id: z.number().int().nullable().meta({ description: "The issued code's id; null for a coupon's own code." }),
    user_id: z.string(),
    state: z.enum(redemptionStates),
    discount: discountSchema,
    tvod_price_id: z.number().int().nullable(),
    subscription_id: z.string().nullable(),
    created_at: instant,
    hold_expires_at: instant.nullable().meta({ description: 'Until when it is or was held; null when taken at once.' }),
    confirmed_at: instant.nullable().meta({ description: 'Since when it is redeemed.' }),
    ended_at: instant.nullable().meta({ description: 'When it was rolled back or its hold expired.' }),
    end_reason: z.string().nullable(),
  })
  .meta({ id: 'Redemption' });

export const redemptionExample: z.infer<typeof redemptionSchema> = {
  id: 1,
  coupon: { id: 1, code: 'WELCOME25' },
  code_id: null,
  user_id: 'user-4411',
  state: 'redeemed',
  discount: { percent: 25, duration: 'repeating', cycles: 3, amount_off: 24750, amount_due: 74250 },
  tvod_price_id: null,
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
  const { amountOff } = redemption;
  return {
    id: redemption.id,
    coupon: redemption.coupon,
    code_id: redemption.codeId,
    user_id: redemption.userRef,
    state: redemption.state,
    discount: { ...redemption.discount, amount_off: amountOff, amount_due: dueOf(redemption) },
    tvod_price_id: redemption.tvodPriceId,
    subscription_id: redemption.subscriptionRef,
    created_at: redemption.createdAt.toISOString(),
    hold_expires_at: iso(redemption.holdExpiresAt),
    confirmed_at: iso(redemption.confirmedAt),
    ended_at: iso(redemption.endedAt),
    end_reason: redemption.endReason,
  };
}
