import { saleFilters } from '@/lib/domain/sales/sales/filters';
import type { SaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import { fieldFilters } from '../_fields/field-filters';
import { useFilterWords } from '../_fields/use-filter-words';
import { usePaymentOptions } from '../use-payment-names';

/** What its menus offer of products, sellers and integrators is what sales have. */
export function useSaleFilters({ products, sellers, integrators }: SaleChoices) {
  const words = useFilterWords(saleFilters, 'sales');
  const payments = usePaymentOptions();
  return fieldFilters(saleFilters, words, {
    paymentMethod: { options: payments },
    productId: { options: products.map(asOption) },
    sellerId: { options: sellers.map(asOption) },
    integratorId: { options: integrators.map(asOption) },
  });
}

const asOption = ({ id, name }: { id: number; name: string }) => ({ value: id, label: name });
