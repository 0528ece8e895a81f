import type { useTranslations } from 'next-intl';
import type { AppliedFilter } from '@/components/data-table-types';
import { DaysFilter } from '@/components/days-filter';
import { FilterMenu } from '@/components/filter-menu';
import type { SaleChoices } from '@/lib/domain/sales/sales/list-sale-choices';
import { saleStates } from '@/lib/domain/sales/sales/schemas';
import type { NarrowSales, SalesParams } from './search-params';

type Translate = ReturnType<typeof useTranslations<'sales'>>;

const things = [
  { param: 'productId', choice: 'products', word: 'product' },
  { param: 'sellerId', choice: 'sellers', word: 'seller' },
  { param: 'integratorId', choice: 'integrators', word: 'integrator' },
] as const;

type SaleFiltersProps = { t: Translate; params: SalesParams; choices: SaleChoices; narrow: NarrowSales };

export function SaleFilters({ t, params, choices, narrow }: SaleFiltersProps) {
  return (
    <>
      <FilterMenu
        label={t('filterState')}
        options={saleStates.map((value) => ({ value, label: t(`states.${value}`) }))}
        value={params.state}
        to={(state) => narrow({ state })}
      />
      {things.map(
        ({ param, choice, word }) =>
          choices[choice].length > 0 && (
            <FilterMenu
              key={param}
              label={t(word)}
              options={choices[choice].map(({ id, name }) => ({ value: String(id), label: name }))}
              value={params[param] === null ? null : String(params[param])}
              to={(id) => narrow({ [param]: id === null ? null : Number(id) })}
            />
          ),
      )}
      <DaysFilter
        title={t('dates.title')}
        submitLabel={t('dates.show')}
        days={params}
        onChange={(days) => narrow(days).onFollow()}
      />
    </>
  );
}

/** The filters in use, as chips that remove them. */
export function appliedSaleFilters({ t, params, choices, narrow }: SaleFiltersProps): AppliedFilter[] {
  const applied: AppliedFilter[] = [];
  if (params.state) {
    const value = t(`states.${params.state}`);
    applied.push({ id: 'state', label: t('state'), value, remove: narrow({ state: null }) });
  }
  for (const { param, choice, word } of things) {
    const id = params[param];
    if (id === null) continue;
    const value = choices[choice].find((one) => one.id === id)?.name ?? String(id);
    applied.push({ id: param, label: t(word), value, remove: narrow({ [param]: null }) });
  }
  return applied;
}
