'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { whenNeeded } from '@/components/when-needed';
import { maskCode } from '@/lib/core/mask-code';
import { redemptionFilters } from '@/lib/domain/redemptions/redemptions/filters';
import { fieldFilters } from '../_fields/field-filters';
import { useFilterWords } from '../_fields/use-filter-words';
import type { RedemptionChoices } from './redemption-queries';
import type { NarrowRedemptions } from './search-params';

const ResourcePicker = whenNeeded(() => import('../resource-picker').then((module) => module.ResourcePicker));

type FiltersProps = { choices: RedemptionChoices; narrow: NarrowRedemptions };

export function useRedemptionFilters({ choices, narrow }: FiltersProps) {
  const words = useFilterWords(redemptionFilters, 'redemptions');
  const { coupon, code, integrators } = choices;
  return fieldFilters(redemptionFilters, words, {
    couponId: { control: <CouponFilter coupon={coupon} narrow={narrow} />, shown: coupon?.code },
    codeId: { shown: code ? maskCode(code.lastFour) : undefined },
    integratorId: { options: integrators.map(({ id, name }) => ({ value: id, label: name })) },
  });
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
