'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { CheckboxField, RadioGroupField } from '@/components/choice-field';
import { DateTimeField } from '@/components/date-time-field';
import { FieldRow, FormSection } from '@/components/form-layout';
import { NumberField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import type { CouponForm } from './coupon-form-model';

const usualCycles = 3;

type FieldsProps = { form: CouponForm; used: number };

export function CouponFields({ form, used }: FieldsProps) {
  return (
    <>
      <WhatItGives form={form} />
      <WhenItHolds form={form} />
      <WhoRedeems form={form} used={used} />
    </>
  );
}

function WhatItGives({ form: { control, setValue } }: Pick<FieldsProps, 'form'>) {
  const t = useTranslations('coupons.form');
  const [security, duration, discount, cycles] = useWatch({
    control,
    name: ['security', 'duration', 'discount', 'cycles'],
  });
  const isRepeating = duration === 'repeating';

  useEffect(() => {
    if (isRepeating && cycles === 0) setValue('cycles', usualCycles, { shouldDirty: true });
    if (!isRepeating && cycles !== 0) setValue('cycles', 0, { shouldDirty: true, shouldValidate: true });
  }, [isRepeating, cycles, setValue]);

  const description =
    Number.isInteger(discount) && (!isRepeating || Number.isInteger(cycles))
      ? describeDiscount({ discount, duration, cycles: cycles ?? 0 })
      : null;
  return (
    <FormSection title={t('what')}>
      <TextField
        control={control}
        name="code"
        label={t('code')}
        help={t(security === 'restricted' ? 'codeHelpRestricted' : 'codeHelp')}
        mono
        maxLength={64}
        autoComplete="off"
        transform={(code) => code.replace(/\s/g, '')}
      />
      <FieldRow>
        <NumberField control={control} name="discount" label={t('discount')} suffix="%" />
        {isRepeating ? (
          <NumberField
            control={control}
            name="cycles"
            label={t('cycles')}
            help={t('cyclesHelp')}
            suffix={t('months')}
          />
        ) : (
          <div className="max-sm:hidden" />
        )}
      </FieldRow>
      <RadioGroupField
        control={control}
        name="duration"
        label={t('duration')}
        choices={[
          { value: 'once', label: t('durationOnce'), help: t('durationOnceHelp') },
          { value: 'repeating', label: t('durationRepeating'), help: t('durationRepeatingHelp') },
          { value: 'forever', label: t('durationForever'), help: t('durationForeverHelp') },
        ]}
      />
      <TextField
        control={control}
        name="description"
        label={t('description')}
        {...(description ? { help: t('descriptionHelp', { description }) } : {})}
        optional
        maxLength={500}
        emptyAsNull
      />
    </FormSection>
  );
}

function WhenItHolds({ form: { control, getFieldState, subscribe, trigger } }: Pick<FieldsProps, 'form'>) {
  const t = useTranslations('coupons.form');
  const [releaseAt, expiresAt] = useWatch({ control, name: ['releaseAt', 'expiresAt'] });
  // Another beginning can make an end wrong that was right, and the other way round.
  useEffect(() => {
    const callback = () => {
      if (getFieldState('expiresAt').isTouched) void trigger('expiresAt');
    };
    return subscribe({ name: 'releaseAt', formState: { values: true }, callback });
  }, [getFieldState, subscribe, trigger]);
  return (
    <FormSection title={t('when')}>
      <FieldRow>
        <DateTimeField
          control={control}
          name="releaseAt"
          label={t('release')}
          help={releaseAt ? null : t('releaseHelp')}
          optional
        />
        <DateTimeField
          control={control}
          name="expiresAt"
          label={t('expires')}
          help={expiresAt ? null : t('expiresHelp')}
          boundary="end"
          optional
        />
      </FieldRow>
      <RadioGroupField
        control={control}
        name="status"
        label={t('switch')}
        choices={[
          { value: 'available', label: t('available'), help: t('availableHelp') },
          { value: 'unavailable', label: t('unavailable'), help: t('unavailableHelp') },
        ]}
      />
    </FormSection>
  );
}

function WhoRedeems({ form: { control }, used }: FieldsProps) {
  const t = useTranslations('coupons.form');
  return (
    <FormSection title={t('who')}>
      <RadioGroupField
        control={control}
        name="security"
        label={t('security')}
        choices={[
          { value: 'public', label: t('public'), help: t('publicHelp') },
          { value: 'restricted', label: t('restricted'), help: t('restrictedHelp') },
        ]}
      />
      <FieldRow>
        <NumberField
          control={control}
          name="maxRedemptions"
          label={t('limit')}
          help={used > 0 ? t('limitUsed', { used }) : t('limitHelp')}
          suffix={t('times')}
          optional
        />
        <div className="max-sm:hidden" />
      </FieldRow>
      <CheckboxField control={control} name="uniqueRedemption" label={t('unique')} help={t('uniqueHelp')} />
    </FormSection>
  );
}
