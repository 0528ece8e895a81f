import { z } from 'zod';

const id = z.number().int().positive();
const noProduct = 'Choose a product.';
const wrongPrice = 'Enter an amount above 0, or leave it empty.';
const wrongCommission = 'Enter a percentage below 100 with up to two decimals, or leave it empty.';

/** What an integrator is charged for a product: a price, or a commission off the product's price; with neither, that price. */
export const setIntegratorPriceInput = z
  .object({
    integratorId: id,
    productId: z.number(noProduct).int(noProduct).positive(noProduct),
    pricePaisa: z
      .number(wrongPrice)
      .int(wrongPrice)
      .positive(wrongPrice)
      .max(Number.MAX_SAFE_INTEGER, wrongPrice)
      .nullable(),
    /** In percent; 0 for none. */
    commission: z
      .number(wrongCommission)
      .min(0, wrongCommission)
      .max(99.99, wrongCommission)
      .refine((percent) => percent === Math.round(percent * 100) / 100, wrongCommission),
  })
  .refine(({ pricePaisa, commission }) => pricePaisa === null || commission === 0, {
    path: ['commission'],
    message: 'Enter a price or a commission, not both.',
  });

export const listIntegratorPricesInput = z.object({ integratorId: id });
