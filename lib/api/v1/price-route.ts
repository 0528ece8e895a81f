import { createRoute, z } from '@hono/zod-openapi';
import type { OwnPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { needs } from '../http/authenticate';
import { commonRefusals } from './problem-response';
import { saleSchema } from './sale-routes';

const priceSchema = saleSchema
  .pick({ product: true })
  .extend({
    amount: z.number().int().meta({ description: 'What a purchase names, in paisa.' }),
    charged: z.number().int().meta({
      description:
        'What your credit is charged for it now, in paisa: less than `amount` where you have a price or commission of your own.',
    }),
  })
  .meta({ id: 'Price' });

export const serializePrice = (price: OwnPrice): z.infer<typeof priceSchema> => ({
  product: { value: price.value, name: price.productName },
  amount: price.amountPaisa,
  charged: price.chargedPaisa,
});

export const listPricesRoute = createRoute({
  method: 'get',
  path: '/prices',
  operationId: 'listPrices',
  middleware: needs('sales.sell'),
  tags: ['Sales'],
  security: [{ bearer: [] }],
  summary: 'List your prices',
  description:
    'What each product that is switched on costs you, by name; one that is sold out for now is among them. Needs the scope ' +
    '`nettv:sell`.',
  responses: {
    200: {
      description: 'All of them.',
      content: {
        'application/json': {
          schema: z.object({ data: z.array(priceSchema) }),
          example: {
            data: [
              {
                product: { value: 'nettv coupon', name: 'Nettv cine, one year' },
                amount: 200_000,
                charged: 190_000,
              },
            ],
          },
        },
      },
    },
    ...commonRefusals,
  },
});
