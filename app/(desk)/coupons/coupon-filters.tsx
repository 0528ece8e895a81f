import type { useTranslations } from 'next-intl';
import type { Nullable } from 'nuqs';
import type { AppliedFilter } from '@/components/data-table-types';
import { DaysFilter } from '@/components/days-filter';
import { FilterMenu } from '@/components/filter-menu';
import type { InPlace } from '@/components/in-place-link';
import {
  couponDates,
  couponDurations,
  couponSecurities,
  couponSorts,
  couponStates,
  couponStatuses,
} from '@/lib/domain/coupons/coupons/schemas';
import type { CouponListState } from './search-params';

type Translate = ReturnType<typeof useTranslations<'coupons'>>;
/** The list with these filters, from its first page. */
export type Narrow = (change: Partial<Nullable<CouponListState>>) => InPlace;

type CouponFiltersProps = { t: Translate; list: CouponListState; narrow: Narrow };

export function CouponFilters({ t, list, narrow }: CouponFiltersProps) {
  return (
    <>
      <FilterMenu
        label={t('filter.state')}
        options={couponStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={list.state}
        to={(state) => narrow({ state })}
      />
      <FilterMenu
        label={t('filter.status')}
        options={couponStatuses.map((value) => ({ value, label: t(`form.${value}`) }))}
        value={list.status}
        to={(status) => narrow({ status })}
      />
      <FilterMenu
        label={t('filter.duration')}
        options={couponDurations.map((value) => ({ value, label: t(`duration.${value}`) }))}
        value={list.duration}
        to={(duration) => narrow({ duration })}
      />
      <FilterMenu
        label={t('filter.security')}
        options={couponSecurities.map((value) => ({ value, label: t(`security.${value}`) }))}
        value={list.security}
        to={(security) => narrow({ security })}
      />
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

/** The filters in use, as chips that remove them. */
export function appliedFilters({ t, list, narrow }: CouponFiltersProps): AppliedFilter[] {
  const { state, status, duration, security } = list;
  const chip = (id: string, label: string, value: string | null, off: Partial<CouponListState>) =>
    value === null ? [] : [{ id, label, value, remove: narrow(off) }];
  return [
    ...chip('state', t('filter.state'), state && t(`state.${state}`), { state: null }),
    ...chip('status', t('filter.status'), status && t(`form.${status}`), { status: null }),
    ...chip('duration', t('filter.duration'), duration && t(`duration.${duration}`), { duration: null }),
    ...chip('security', t('filter.security'), security && t(`security.${security}`), { security: null }),
  ];
}
