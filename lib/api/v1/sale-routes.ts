import { createRoute, z } from '@hono/zod-openapi';
import { saleStates } from '@/lib/domain/sales/sales/filters';
import type { Purchase } from '@/lib/domain/sales/sales/read-purchases';
import { listPurchasesInput, purchaseInput } from '@/lib/domain/sales/sales/schemas';
import { needs } from '../http/authenticate';
import { pageResponse } from './page-response';
import { commonRefusals, notFoundResponse } from './problem-response';

export const saleSchema = z
  .object({
    reference: z.string().meta({ description: 'Your own, as it was sent.' }),
    state: z.enum(saleStates).meta({
      description:
        '`succeeded` has a PIN. `pending`, `unknown` and `pin_missing` are still open: ask again. `failed`, `refunded` and ' +
        '`voided` cost nothing.',
    }),
    product: z.object({
      value: z.string().meta({ description: 'As the purchase names it.' }),
      name: z.string(),
    }),
    amount: z.number().int().meta({ description: 'As the purchase named it, in paisa.' }),
    charged: z.number().int().meta({
      description:
        'What your credit is charged for it, in paisa: less than `amount` where you have a price or commission of your own.',
    }),
    redemption: z.enum(['unused', 'held', 'redeemed', 'voided']).nullable().meta({
      description: 'What became of the PIN; null without one, and for one that a supplier gave.',
    }),
    valid_until: z.iso.datetime().nullable().meta({ description: 'The PIN is over from then on; null: no end.' }),
    failure: z.string().nullable().meta({ description: 'Why it failed, in words.' }),
    created_at: z.iso.datetime(),
    settled_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Sale' });

const soldSchema = saleSchema
  .extend({
    pin: z.string().nullable().meta({ description: 'In clear; null unless the sale succeeded.' }),
    serial: z.string().nullable().meta({ description: 'The number on the card, where the supplier gave one.' }),
  })
  .meta({ id: 'SaleWithPin' });

const example = {
  reference: 'order-20931',
  state: 'succeeded' as const,
  product: { value: 'nettv coupon', name: 'Nettv cine, one year' },
  amount: 200_000,
  charged: 190_000,
  redemption: 'unused' as const,
  valid_until: null,
  failure: null,
  created_at: '2026-11-03T06:15:00.000Z',
  settled_at: '2026-11-03T06:15:00.000Z',
};

export const serializeSale = (sale: Purchase): z.infer<typeof saleSchema> => ({
  reference: sale.reference,
  state: sale.state,
  product: { value: sale.value, name: sale.productName },
  amount: sale.amountPaisa,
  charged: sale.chargedPaisa,
  redemption: sale.pinUse,
  valid_until: sale.validUntil,
  failure: sale.failureReason,
  created_at: sale.createdAt,
  settled_at: sale.settledAt,
});

export const saleParams = z.object({
  reference: purchaseInput.shape.reference.meta({
    description: 'Your own reference of the sale.',
    example: 'order-20931',
  }),
});

const shared = { middleware: needs('sales.sell'), tags: ['Sales'], security: [{ bearer: [] }] };

export const getSaleRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/sales/{reference}',
  operationId: 'getSale',
  summary: 'Get a sale with its PIN',
  description:
    'A sale of yours, by your own reference: whatever became of the answer to the purchase, its PIN is here. Each reading ' +
    'of a PIN is recorded, and the answer is not to be cached. Needs the scope `nettv:sell`.',
  request: {
    params: saleParams,
  },
  responses: {
    200: {
      description: 'The sale as it is now.',
      content: {
        'application/json': { schema: soldSchema, example: { ...example, pin: 'K7Q2M9XW3FHT4BNCR', serial: null } },
      },
    },
    ...commonRefusals,
    404: notFoundResponse('sale'),
  },
});

export const listSalesRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/sales',
  operationId: 'listSales',
  summary: 'List sales',
  description:
    'Your own, newest first, without their PINs. Give `next` back as `after` for the page that follows. Needs the scope ' +
    '`nettv:sell`.',
  request: { query: listPurchasesInput },
  responses: {
    200: pageResponse('data', saleSchema, example),
    ...commonRefusals,
  },
});
