import type { useTranslations } from 'next-intl';
import type { AppliedFilter } from '@/components/data-table-types';
import { FilterMenu } from '@/components/filter-menu';
import { couponDurations, couponSecurities, couponSorts, couponStates } from '@/lib/coupons/schemas';
import type { CouponListState } from './search-params';

type Translate = ReturnType<typeof useTranslations<'coupons'>>;
export type Narrow = (change: Partial<CouponListState>) => void;

type CouponFiltersProps = { t: Translate; list: CouponListState; narrow: Narrow };

export function CouponFilters({ t, list, narrow }: CouponFiltersProps) {
  return (
    <>
      <FilterMenu
        label={t('filter.state')}
        options={[
          ...couponStates.map((value) => ({ value, label: t(`state.${value}`) })),
          { value: 'deleted' as const, label: t('state.deleted') },
        ]}
        value={list.deleted ? 'deleted' : list.state}
        onChange={(value) =>
          narrow(value === 'deleted' ? { deleted: true, state: null } : { deleted: false, state: value })
        }
      />
      <FilterMenu
        label={t('filter.duration')}
        options={couponDurations.map((value) => ({ value, label: t(`duration.${value}`) }))}
        value={list.duration}
        onChange={(duration) => narrow({ duration })}
      />
      <FilterMenu
        label={t('filter.security')}
        options={couponSecurities.map((value) => ({ value, label: t(`security.${value}`) }))}
        value={list.security}
        onChange={(security) => narrow({ security })}
      />
      <FilterMenu
        label={t('filter.sort')}
        options={couponSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
        value={list.sort}
        onChange={(sort) => narrow({ sort: sort ?? '-created_at' })}
      />
    </>
  );
}

/** What narrows the list, as chips that take it off again. */
export function appliedFilters({ t, list, narrow }: CouponFiltersProps): AppliedFilter[] {
  const chips: (AppliedFilter | null)[] = [
    list.state && {
      id: 'state',
      label: t('filter.state'),
      value: t(`state.${list.state}`),
      onRemove: () => narrow({ state: null }),
    },
    list.deleted
      ? {
          id: 'deleted',
          label: t('filter.state'),
          value: t('state.deleted'),
          onRemove: () => narrow({ deleted: false }),
        }
      : null,
    list.duration && {
      id: 'duration',
      label: t('filter.duration'),
      value: t(`duration.${list.duration}`),
      onRemove: () => narrow({ duration: null }),
    },
    list.security && {
      id: 'security',
      label: t('filter.security'),
      value: t(`security.${list.security}`),
      onRemove: () => narrow({ security: null }),
    },
  ];
  return chips.filter((chip) => chip !== null);
}
