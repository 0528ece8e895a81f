import { createRoute, z } from '@hono/zod-openapi';
import type { RedemptionCheck } from '@/lib/domain/redemptions/redemptions/check-redemption';
import { checkBody } from '@/lib/domain/redemptions/redemptions/schemas';
import { needsUnlessPublishable } from '../http/authenticate';
import { codeEnd, commonRefusals, helpExample, helpUrl, limitReached, reasonSchema } from './problem-response';
import { checkedDiscountSchema, discountExample, purchaseExample, serializeCheckedDiscount } from './redemption-shape';
import { sayDeprecated } from './versioning';

const checkSchema = z
  .object({
    redeemable: z.boolean(),
    discount: checkedDiscountSchema.nullable().meta({ description: 'Null when no coupon is known under the code.' }),
    reasons: z.array(reasonSchema).meta({
      description:
        'Every rule, passed or not; only `exists` for an unknown code. Of a publishable key those that failed.',
    }),
    valid_until: codeEnd,
    help_url: helpUrl,
  })
  .meta({ id: 'Check' });

export const checkRoute = createRoute({
  method: 'post',
  path: '/redemptions/check',
  operationId: 'checkRedemption',
  middleware: [needsUnlessPublishable('redemptions.read'), sayDeprecated] as const,
  tags: ['Redemptions'],
  security: [{ bearer: [] }],
  summary: 'Ask whether a code could be redeemed',
  description:
    'Answers every rule, not only the first that fails, and takes nothing. Needs the scope `redemptions:read`.\n\n' +
    'What is redeemable now may be taken by someone else a moment later: only redeeming or holding it is a promise.\n\n' +
    'With a [publishable key](/docs/publishable-keys), pages of the origins that it names send this call, and no other. Such a key ' +
    'is answered the rules that failed of a public coupon that is offered now; every other code is `code_unknown`. Figures and names ' +
    'in `expected` and `actual` are null, `valid_until` and `help_url` too, and earlier redemptions of the user are not asked.',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: checkBody,
          example: {
            code: 'WELCOME25',
            ...purchaseExample,
          },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'Whether it could be redeemed, and why or why not.',
      content: {
        'application/json': {
          schema: checkSchema,
          example: {
            redeemable: false,
            discount: { ...discountExample, missing: [] },
            reasons: [
              {
                rule: 'exists',
                passed: true,
                expected: 'a coupon or an issued code',
                actual: 'WELCOME25',
                message: 'This is the own code of the coupon WELCOME25.',
                code: null,
              },
              limitReached,
            ],
            valid_until: null,
            help_url: helpExample,
          },
        },
      },
    },
    ...commonRefusals,
  },
});

export function serializeCheck({
  redeemable,
  discount,
  reasons,
  validUntil,
  helpUrl,
}: RedemptionCheck): z.infer<typeof checkSchema> {
  return {
    redeemable,
    discount: discount && serializeCheckedDiscount(discount),
    reasons,
    valid_until: validUntil,
    help_url: helpUrl,
  };
}
