import { createRoute, z } from '@hono/zod-openapi';
import { voidPurchaseInput } from '@/lib/domain/sales/sales/schemas';
import type { VoidedPurchase } from '@/lib/domain/sales/sales/void-sale';
import { needs } from '../http/authenticate';
import { idempotency } from '../http/idempotency';
import { commonRefusals, conflictResponse, keyedInvalid, notFoundResponse } from './problem-response';
import { requireIdempotencyKey } from './require-idempotency-key';
import { saleParams } from './sale-routes';

const voidedSale = z
  .object({
    reference: z.string(),
    state: z.literal('voided'),
    amount: z.number().int().meta({ description: 'What came back to your credit, in paisa.' }),
    sold_at: z.iso.datetime(),
    voided_at: z.iso.datetime(),
  })
  .meta({ id: 'VoidedSale' });

export const serializeVoided = (sale: VoidedPurchase): z.infer<typeof voidedSale> => ({
  reference: sale.reference,
  state: 'voided',
  amount: sale.creditPaisa,
  sold_at: sale.createdAt,
  voided_at: sale.voidedAt,
});

export const voidRoute = createRoute({
  method: 'post',
  path: '/sales/{reference}/void',
  operationId: 'voidSale',
  middleware: [needs('sales.sell'), requireIdempotencyKey, idempotency] as const,
  tags: ['Sales'],
  security: [{ bearer: [] }],
  summary: 'Void a sale',
  description:
    'Undoes a sale of yours from our own stock while its PIN is unused: the PIN works no more, and your credit comes ' +
    'back. Of this and a redemption of the PIN at the same instant one wins. Where the desk has voids above an amount wait for ' +
    'a second person, such a one is 403 `needs_second_person`. Needs the scope `nettv:sell`, and an ' +
    '`Idempotency-Key`: for 24 hours the same request with it gets the first answer again.',
  request: {
    headers: z.object({
      'idempotency-key': z.string().meta({
        description: 'Your own name for this request, 1 to 255 visible ASCII characters.',
        example: 'void-20931',
      }),
    }),
    params: saleParams,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: voidPurchaseInput.omit({ reference: true }),
          example: { reason: 'Sold to the wrong customer' },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'It is voided.',
      content: {
        'application/json': {
          schema: voidedSale,
          example: {
            reference: 'order-20931',
            state: 'voided' as const,
            amount: 200_000,
            sold_at: '2026-11-03T06:15:00.000Z',
            voided_at: '2026-11-03T06:15:00.000Z',
          },
        },
      },
    },
    ...commonRefusals,
    400: keyedInvalid,
    404: notFoundResponse('sale'),
    409: conflictResponse(
      'It cannot be voided.',
      {
        code: 'pin_used',
        title: 'The PIN of this sale is used, or held for a purchase. Roll that redemption back first.',
      },
      { code: 'already_voided', title: 'This sale was voided before.' },
      { code: 'not_own_stock', title: 'The PIN of this sale came from a supplier, who takes none back.' },
      { code: 'wrong_state', title: 'This sale has no PIN that could be undone.', state: 'failed' },
    ),
  },
});
