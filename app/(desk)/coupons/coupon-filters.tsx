import type { useTranslations } from 'next-intl';
import type { Nullable } from 'nuqs';
import { DaysFilter } from '@/components/days-filter';
import { FilterMenu } from '@/components/filter-menu';
import type { InPlace } from '@/components/in-place-link';
import { couponFilters } from '@/lib/core/entities/coupon';
import { couponDates, couponSorts } from '@/lib/domain/coupons/coupons/schemas';
import { FieldFilters } from '../_fields/field-filters';
import type { FieldWords } from '../_fields/use-field-words';
import type { CouponListState } from './search-params';

type Translate = ReturnType<typeof useTranslations<'coupons'>>;
/** The list with these filters, from its first page. */
export type Narrow = (change: Partial<Nullable<CouponListState>>) => InPlace;

type CouponFiltersProps = { t: Translate; words: FieldWords; list: CouponListState; narrow: Narrow };

export function CouponFilters({ t, words, list, narrow }: CouponFiltersProps) {
  return (
    <>
      <FieldFilters {...declared({ words, list, narrow })} />
      <DaysFilter
        title={t('dates.title')}
        submitLabel={t('dates.show')}
        days={list}
        which={{
          label: t('dates.which'),
          value: list.date,
          choices: couponDates.map((value) => ({ value, label: t(`dates.${value}`) })),
        }}
        onChange={(days, date = list.date) => narrow({ ...days, date }).onFollow()}
      />
      <FilterMenu
        label={t('filter.sort')}
        options={couponSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
        value={list.sort}
        to={(sort) => narrow({ sort })}
      />
    </>
  );
}

/** The declared filters, as their menus and their chips take them. */
export function declared({ words, list, narrow }: Omit<CouponFiltersProps, 't'>) {
  return {
    filters: couponFilters,
    words,
    state: list,
    to: (name: keyof typeof couponFilters, value: unknown) => narrow({ [name]: value }),
  };
}
