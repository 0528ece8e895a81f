import { expect, it } from 'vitest';
import { setIntegratorPriceInput } from './integrator-prices/schemas';
import { sellInput } from './sales/schemas';

it.each([setIntegratorPriceInput, sellInput])('asks for a product where a form has none yet', (schema) => {
  for (const productId of [undefined, null, 0, 0.5, '']) {
    const issues = schema.safeParse({ productId }).error?.issues ?? [];
    const ofProduct = issues.filter(({ path }) => path[0] === 'productId').map(({ message }) => message);
    expect(new Set(ofProduct)).toEqual(new Set(['Choose a product.']));
  }
});
