'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { RadioGroupField } from '@/components/choice-field';
import type { Picked } from '@/components/search-picker';
import { TextField } from '@/components/text-field';
import { type CouponLimit, couponLimits } from '@/lib/core/entities/coupon-limit';
import { ResourcePicker } from '../resource-picker';
import { KeyEndField, KeyRequestsField } from './key-fields';

type KeyLimitValues = {
  couponLimit: CouponLimit;
  couponIds: number[];
  networks: string;
};

/** When a key ends and what it is limited to, in the form of a new key and of one that is changed. */
export function KeyLimitFields({ hasCoupons, named = [] }: { hasCoupons: boolean; named?: Picked[] }) {
  const t = useTranslations('integrators');
  const { control, setValue } = useFormContext<KeyLimitValues>();
  const [coupons, setCoupons] = useState(named);
  return (
    <>
      {hasCoupons && (
        <>
          <RadioGroupField
            control={control}
            name="couponLimit"
            label={t('form.couponLimit')}
            choices={couponLimits.map((value) => ({ value, label: t(`couponLimit.${value}`) }))}
          />
          <ResourcePicker
            kind="coupon"
            label={t('form.coupons')}
            help={t('form.couponsHelp')}
            placeholder={t('form.couponsPlaceholder')}
            picked={coupons}
            onChange={(picked) => {
              setCoupons(picked);
              setValue(
                'couponIds',
                picked.map(({ id }) => id),
                { shouldDirty: true },
              );
            }}
          />
        </>
      )}
      <KeyEndField />
      <TextField
        control={control}
        name="networks"
        label={t('form.networks')}
        help={t('form.networksHelp')}
        autoComplete="off"
        maxLength={2000}
        mono
        optional
      />
      <KeyRequestsField help={t('form.requestsHelp')} />
    </>
  );
}
