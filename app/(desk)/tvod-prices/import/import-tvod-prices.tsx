'use client';

import type { CreateTvodPriceInput } from '@/lib/domain/coupons/tvod-prices/schemas';
import { ImportScreen } from '../../_directory/import-screen';
import { usePriceTerms } from '../price-terms';

/** Shows what each row is read as: a price in the wrong unit is seen before it is added. */
export function ImportTvodPrices() {
  const terms = usePriceTerms();
  return (
    <ImportScreen<CreateTvodPriceInput> kind="tvodPrices" address="/api/desk/uploads/tvod-prices" describe={terms} />
  );
}
