'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { maskCode } from '@/lib/core/mask-code';
import { redemptionStates } from '@/lib/domain/redemptions/redemptions/schemas';
import type { ListFilter } from '../list-filters';
import { ResourcePicker } from '../resource-picker';
import type { RedemptionChoices } from './redemption-queries';
import type { NarrowRedemptions, RedemptionParams } from './search-params';

type FiltersProps = { choices: RedemptionChoices; narrow: NarrowRedemptions };

export function useRedemptionFilters({ choices, narrow }: FiltersProps): ListFilter<keyof RedemptionParams>[] {
  const t = useTranslations('redemptions');
  const { coupon, code, integrators } = choices;
  return [
    {
      param: 'state',
      label: t('state'),
      options: redemptionStates.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    {
      param: 'couponId',
      label: t('coupon'),
      control: <CouponFilter coupon={coupon} narrow={narrow} />,
      shown: coupon?.code,
    },
    { param: 'codeId', label: t('code'), shown: code ? maskCode(code.lastFour) : undefined },
    {
      param: 'integratorId',
      label: t('integrator'),
      options: integrators.map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
}

/** There are more coupons than a menu holds. */
function CouponFilter({ coupon, narrow }: Pick<FiltersProps, 'narrow'> & Pick<RedemptionChoices, 'coupon'>) {
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
