import { z } from 'zod';
import { timeText } from '@/lib/core/instant';
import { normalizeExternalId } from '@/lib/core/normalize-text';
import { pageLimit } from '@/lib/core/page-limit';
import { redemptionStates } from './filters';
import { userStatuses } from './user-statuses';

const plain = /^[^\p{Cc}\p{Cs}]*$/u;
const plainText = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1, 'Give a value.')
    .max(maximum, `Give at most ${maximum} characters.`)
    .refine((text) => plain.test(text), 'Leave out control characters.');

const wholeId = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** One redemption, by its id. */
export const redemptionInput = z.object({ id: wholeId });

/** A number, or the `NUMBER-TEXT` form of the management contract; the leading number decides. */
const looseId = z
  .union([wholeId, z.string().regex(/^\d{1,15}(-.*)?$/, 'Give an id, such as 2 or "2-rental".')])
  .transform((id) => (typeof id === 'number' ? id : Number.parseInt(id, 10)));

/** An id of a user that the platform gave. */
const externalId = z
  .string()
  .overwrite(normalizeExternalId)
  .min(1, 'Give a value.')
  .max(200, 'Give at most 200 characters.')
  .refine((text) => plain.test(text), 'Leave out control characters.');

const userRef = z
  .union([externalId, wholeId])
  .transform(String)
  .meta({
    description:
      'Your own id of the user, a number or up to 200 characters, kept as text. White space around it and invisible ' +
      'characters are no part of it; everything else is, upper and lower case too.',
    example: 'user-4411',
  });

const userGroups = z
  .array(z.union([wholeId, plainText(200)]))
  .max(200, 'Give at most 200 groups.')
  .default([])
  .meta({
    description: 'The user groups this user is in: ids (`3` or `"3-premium"`) or names, without regard to case.',
    example: ['Premium'],
  });

const user = z.object(
  {
    id: userRef,
    groups: userGroups,
    status: z.enum(userStatuses, 'Give new, active or lapsed.').optional().meta({
      description: 'What the user is to you: `new`, `active` or `lapsed`. Coupons for one of them need it.',
      example: 'active',
    }),
  },
  'Give the user, such as {"id": "user-4411"}.',
);

const amount = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
  description: "The purchase's price in minor units. Without it, the TVOD price's own counts.",
  example: 99000,
});
const tvodPrice = looseId
  .optional()
  .meta({ description: 'The TVOD price that is being bought, when it is one.', example: 2 });
const reference = z
  .union([plainText(200), wholeId])
  .transform(String)
  .optional();

const purchase = z
  .object({
    plan: z
      .union([wholeId, plainText(200)])
      .optional()
      .meta({
        description: 'The plan (user group) that is being bought: its id (`3` or `"3-premium"`) or its name.',
        example: 'Premium',
      }),
    tvod_price: tvodPrice,
    amount,
    renewal: z.boolean().optional().meta({ description: 'Whether it renews a subscription.', example: false }),
    reference: reference.meta({
      description: 'Your own id of the purchase, such as the subscription that the discount is for.',
      example: 'sub-881',
    }),
  })
  .refine(({ plan, tvod_price }) => plan === undefined || tvod_price === undefined, {
    path: ['plan'],
    error: 'Give `plan` or `tvod_price`: one purchase is of one of them.',
  });

/** The keys of before there were purchases, and what each is an alias of. */
const aliases = { tvod_price_id: 'tvod_price', amount: 'amount', subscription_id: 'reference' } as const;

/** Names of before, and from when on they have others. */
export const deprecatedFields = Object.keys(aliases);
export const deprecatedSince = '2026-11-01T00:00:00Z';

const request = z.object({
  code: z.string('Give the code.').trim().min(1, 'Give the code.').max(200, 'A code has at most 200 characters.').meta({
    description:
      "An issued code or a public coupon's own, however it was typed: case, spaces, dashes, quotes, digits of any script, O for 0.",
    example: 'WELCOME25',
  }),
  user,
  purchase: purchase.optional().meta({ description: 'What is being bought.' }),
  tvod_price_id: tvodPrice.meta({ description: 'An alias of `purchase.tvod_price`.', deprecated: true }),
  subscription_id: reference.meta({ description: 'An alias of `purchase.reference`.', deprecated: true }),
  amount: amount.meta({ description: 'An alias of `purchase.amount`.', deprecated: true }),
});

/** An alias and the key it replaces can both be given while they say the same. */
function refuseContradictions(given: Omit<z.output<typeof request>, 'user'>, refinement: z.RefinementCtx): void {
  for (const [alias, name] of Object.entries(aliases) as [
    keyof typeof aliases,
    (typeof aliases)[keyof typeof aliases],
  ][]) {
    const [flat, nested] = [given[alias], given.purchase?.[name]];
    if (flat === undefined || nested === undefined || flat === nested) continue;
    refinement.addIssue({
      code: 'custom',
      path: [alias],
      message: `Differs from purchase.${name}. Leave one of them out.`,
    });
  }
  if (given.tvod_price_id !== undefined && given.purchase?.plan !== undefined) {
    const message = 'Give `purchase.plan` or a TVOD price: one purchase is of one of them.';
    refinement.addIssue({ code: 'custom', path: ['tvod_price_id'], message });
  }
}

/** What the body of a request to redeem may say. */
export const redeemBody = request
  .extend({
    hold_seconds: z.number().int().min(60).max(3600).optional().meta({
      description:
        'Hold the code for this many seconds instead of redeeming it at once; a hold counts against every limit.',
      example: 600,
    }),
  })
  .superRefine(refuseContradictions);

export const redeemInput = redeemBody.safeExtend({
  idempotencyKey: plainText(255).optional(),
  /** Where the request came from, for counting wrong codes. */
  address: z.string().max(200).optional(),
});

export const checkRedemptionInput = request.superRefine(refuseContradictions);

/** What the body of a request to check may say: a page of a publishable key may know no user, and is answered for none. */
export const checkBody = request
  .extend({
    user: user.partial({ id: true }).optional().meta({
      description:
        'Whom it is for. Needed with its `id`, but with a publishable key: that reads `groups` and `status` alone.',
    }),
  })
  .superRefine(refuseContradictions);

export const checkPublicCouponInput = checkBody.safeExtend({
  /** Where the request came from, for counting wrong codes. */
  address: z.string().max(200).optional(),
});

/** Which coupons: for whom, and for what. */
export const qualifyInput = z.object({
  user,
  purchase: purchase.optional().meta({ description: 'What is being bought.' }),
});

export const rollBackRedemptionInput = redemptionInput.extend({
  reason: plainText(500).meta({ description: 'Why; it stays in the history.', example: 'Payment failed' }),
});

export const bookCycleInput = redemptionInput.extend({
  number: z
    .number()
    .int()
    .min(1, 'Cycles count from 1.')
    .max(100_000)
    .meta({ description: "The billing cycle's number, from 1. Booking one twice books it once.", example: 1 }),
});

/** A text that the database cannot store finds nothing. */
const searchedText = z
  .string()
  .trim()
  .max(200)
  .refine((text) => plain.test(text), 'Leave out control characters.');

export const listRedemptionsInput = z.object({
  coupon_id: looseId.optional().meta({ description: 'Only those of this coupon.' }),
  user_id: searchedText.overwrite(normalizeExternalId).optional().meta({ description: 'Only those of this user.' }),
  state: z.enum(redemptionStates).optional(),
  from: timeText().optional().meta({ description: 'Created at this instant or later; of a day, since it began.' }),
  to: timeText().optional().meta({ description: 'Created before this instant; of a day, until it ended.' }),
  after: z.string().max(200).optional().meta({ description: 'The `next` of the page before.' }),
  limit: pageLimit,
});
export type ListRedemptionsInput = z.input<typeof listRedemptionsInput>;

/** What the desk asks about a code. What is not known of the purchase stays open. */
export const explainCodeInput = z.object({
  typed: z
    .string()
    .trim()
    .min(1, 'Paste or type what the customer typed.')
    .max(200, 'A code has at most 200 characters.'),
  userRef: externalId.nullable(),
  userStatus: z.enum(userStatuses).nullable().default(null),
  groupIds: z.array(wholeId).max(200, 'Give at most 200 groups.'),
  planId: wholeId.nullable().default(null),
  tvodPriceId: wholeId.nullable(),
  amount: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().default(null),
});
export type ExplainCodeInput = z.output<typeof explainCodeInput>;
