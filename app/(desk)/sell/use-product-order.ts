import { useState } from 'react';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';

export const isOffered = ({ availability }: ProductSummary): boolean => availability === 'on_sale';

/**
 * Favourites first, and what cannot be sold last, as it was when the page opened: a key that chooses a product chooses the
 * same one until the sale is made.
 */
export function useProductOrder(products: ProductSummary[], favourites: number[]): ProductSummary[] {
  const [order] = useState(() => {
    const rankOf = ({ id }: ProductSummary) => (favourites.includes(id) ? favourites.indexOf(id) : favourites.length);
    return products
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .toSorted((one, other) => Number(isOffered(other)) - Number(isOffered(one)))
      .map(({ id }) => id);
  });
  const placeOf = ({ id }: ProductSummary) => (order.includes(id) ? order.indexOf(id) : order.length);
  return products.toSorted((one, other) => placeOf(one) - placeOf(other));
}
