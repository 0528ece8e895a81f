import { createRoute, z } from '@hono/zod-openapi';
import { voidPurchaseInput } from '@/lib/domain/sales/sales/schemas';
import type { VoidedPurchase } from '@/lib/domain/sales/sales/void-sale';
import { needs } from '../http/authenticate';
import { idempotency } from '../http/idempotency';
import { commonRefusals, invalidExample, problemResponse } from './problem-response';
import { advice, requireIdempotencyKey } from './require-idempotency-key';

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
  amount: sale.amountPaisa,
  sold_at: sale.createdAt,
  voided_at: sale.voidedAt,
});

const conflict = (code: string, title: string, more = {}) => ({ status: 409, code, title, ...more });

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
    'back. Of this and a redemption of the PIN at the same instant one wins. Needs the scope `nettv:sell`, and an ' +
    '`Idempotency-Key`: for 24 hours the same request with it gets the first answer again.',
  request: {
    headers: z.object({
      'idempotency-key': z.string().meta({
        description: 'Your own name for this request, 1 to 255 visible ASCII characters.',
        example: 'void-20931',
      }),
    }),
    params: z.object({
      reference: voidPurchaseInput.shape.reference.meta({
        description: 'Your own reference of the sale.',
        example: 'order-20931',
      }),
    }),
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
    400: problemResponse('The `Idempotency-Key` is missing, or something needs another value.', invalidExample, {
      status: 400,
      code: 'idempotency_key_required',
      title: advice,
      fields: { 'idempotency-key': [advice] },
    }),
    404: problemResponse('There is no such sale of yours.', {
      status: 404,
      code: 'not_found',
      title: 'The sale was not found.',
    }),
    409: problemResponse(
      'It cannot be voided. Also: the `Idempotency-Key` belongs to another request (`idempotency_key_reused`), or to one ' +
        'that is still running (`idempotency_key_in_flight`).',
      conflict('pin_used', 'The PIN of this sale is used, or held for a purchase. Roll that redemption back first.'),
      conflict('already_voided', 'This sale was voided before.'),
      conflict('not_own_stock', 'The PIN of this sale came from a supplier, who takes none back.'),
      conflict('wrong_state', 'This sale has no PIN that could be undone.', { state: 'failed' }),
    ),
  },
});
