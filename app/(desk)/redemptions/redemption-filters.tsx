'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import type { AppliedFilter } from '@/components/data-table-types';
import { useDaysChip } from '@/components/days-chip';
import { DaysFilter } from '@/components/days-filter';
import { Dialog } from '@/components/dialog';
import { FilterMenu } from '@/components/filter-menu';
import { maskCode } from '@/lib/core/mask-code';
import { redemptionSorts } from '@/lib/domain/redemptions/redemptions/filter-schemas';
import { redemptionStates } from '@/lib/domain/redemptions/redemptions/schemas';
import { ResourcePicker } from '../resource-picker';
import type { RedemptionChoices } from './redemption-queries';
import type { NarrowRedemptions, RedemptionParams } from './search-params';

type FiltersProps = { params: RedemptionParams; choices: RedemptionChoices; narrow: NarrowRedemptions };

export function RedemptionFilters({ params, choices, narrow }: FiltersProps) {
  const t = useTranslations('redemptions');
  return (
    <>
      <FilterMenu
        label={t('state')}
        options={redemptionStates.map((value) => ({ value, label: t(`states.${value}`) }))}
        value={params.state}
        to={(state) => narrow({ state })}
      />
      <CouponFilter choices={choices} narrow={narrow} />
      {choices.integrators.length > 0 && (
        <FilterMenu
          label={t('integrator')}
          options={choices.integrators.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={params.integratorId === null ? null : String(params.integratorId)}
          to={(id) => narrow({ integratorId: id === null ? null : Number(id) })}
        />
      )}
      <DaysFilter
        title={t('dates.title')}
        submitLabel={t('dates.show')}
        days={params}
        onChange={(days) => narrow(days).onFollow()}
      />
      <FilterMenu
        label={t('sort.label')}
        options={redemptionSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
        value={params.sort}
        to={(sort) => narrow({ sort: sort ?? 'newest' })}
      />
    </>
  );
}

/** There are more coupons than a menu holds. */
function CouponFilter({ choices: { coupon }, narrow }: Pick<FiltersProps, 'choices' | 'narrow'>) {
  const t = useTranslations('redemptions');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('coupon')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dialog title={t('ofCoupon.title')} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <ResourcePicker
          kind="coupon"
          label={t('coupon')}
          placeholder={t('ofCoupon.search')}
          picked={coupon ? [{ id: coupon.id, name: coupon.code }] : []}
          onChange={([picked]) => {
            narrow({ couponId: picked?.id ?? null }).onFollow();
            setOpen(false);
          }}
          isSingle
        />
      </Dialog>
    </>
  );
}

/** The filters in use, as chips that remove them. */
export function useAppliedFilters({ params, choices, narrow }: FiltersProps): AppliedFilter[] {
  const t = useTranslations('redemptions');
  const daysChip = useDaysChip();
  const { state, couponId, codeId, integratorId } = params;
  const integrator = choices.integrators.find(({ id }) => id === integratorId)?.name;
  const chips: (AppliedFilter | null)[] = [
    state && { id: 'state', label: t('state'), value: t(`states.${state}`), remove: narrow({ state: null }) },
    couponId === null
      ? null
      : {
          id: 'coupon',
          label: t('coupon'),
          value: choices.coupon?.code ?? String(couponId),
          remove: narrow({ couponId: null }),
        },
    codeId === null
      ? null
      : {
          id: 'code',
          label: t('code'),
          value: choices.code ? maskCode(choices.code.lastFour) : String(codeId),
          remove: narrow({ codeId: null }),
        },
    integratorId === null
      ? null
      : {
          id: 'integrator',
          label: t('integrator'),
          value: integrator ?? String(integratorId),
          remove: narrow({ integratorId: null }),
        },
  ];
  return [...chips.filter((chip) => chip !== null), ...daysChip(params, narrow({ from: null, to: null }))];
}
