import type { useTranslations } from 'next-intl';
import { paymentMethods } from '@/lib/core/entities/payment-method';
import type { SaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import { saleStates } from '@/lib/domain/sales/sales/schemas';
import type { ListFilter } from '../list-filters';
import type { SalesParams } from './search-params';

type Translate = ReturnType<typeof useTranslations<'sales'>>;

const things = [
  { param: 'productId', choice: 'products', word: 'product' },
  { param: 'sellerId', choice: 'sellers', word: 'seller' },
  { param: 'integratorId', choice: 'integrators', word: 'integrator' },
] as const;

export function saleFilters(t: Translate, choices: SaleChoices): ListFilter<keyof SalesParams>[] {
  return [
    { param: 'state', label: t('state'), options: saleStates.map((value) => ({ value, label: t(`states.${value}`) })) },
    {
      param: 'paymentMethod',
      label: t('paymentMethod'),
      options: paymentMethods.map((value) => ({ value, label: t(`paymentMethods.${value}`) })),
    },
    ...things.map(({ param, choice, word }) => ({
      param,
      label: t(word),
      options: choices[choice].map(({ id, name }) => ({ value: id, label: name })),
    })),
    { param: 'shiftId', label: t('shift') },
  ];
}
