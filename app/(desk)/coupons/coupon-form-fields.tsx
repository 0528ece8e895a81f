'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { CheckboxField, RadioGroupField } from '@/components/choice-field';
import { DateTimeField } from '@/components/date-time-field';
import { FieldRow, FormSection } from '@/components/form-layout';
import { MoneyField, NumberField, PercentField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { couponFields } from '@/lib/core/entities/coupon';
import { entriesOf } from '@/lib/core/entities/field';
import { describeDiscount } from '@/lib/domain/coupons/coupons/describe-discount';
import { FieldInput } from '../_fields/field-input';
import { type FieldWords, useFieldWords } from '../_fields/use-field-words';
import type { CouponForm } from './coupon-form-model';
import { type CouponScope, PaysFor, WhoCanUse } from './coupon-scope-fields';
import { termsOf } from './coupon-sentences';
import { useOneDiscount } from './use-one-discount';

const usualCycles = 3;

type FieldsProps = { form: CouponForm; used: number; words: FieldWords };

export function CouponFields({ form, used, scope }: Omit<FieldsProps, 'words'> & { scope: CouponScope }) {
  const words = useFieldWords(couponFields, 'coupons');
  return (
    <>
      <WhatItGives form={form} words={words} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <PaysFor scope={scope} />
        <WhoCanUse form={form} words={words} scope={scope} />
      </div>
      <WhenItApplies form={form} words={words} />
      <HowItIsRedeemed form={form} words={words} used={used} />
    </>
  );
}

type OwnFieldsProps = Pick<CouponForm, 'control'> & { words: FieldWords; section: 'what' | 'when' | 'who' };

/** The fields that have no place of their own in a section. */
function OwnFields({ control, words, section }: OwnFieldsProps) {
  return entriesOf(couponFields)
    .filter(([, field]) => field.section === section)
    .map(([name, field]) => <FieldInput key={name} control={control} name={name} field={field} words={words} />);
}

function WhatItGives({ form, words }: Omit<FieldsProps, 'used'>) {
  const { control, setValue } = form;
  const t = useTranslations('coupons.form');
  const [security, duration, discount, amountOff, cycles] = useWatch({
    control,
    name: ['security', 'duration', 'discount', 'amountOff', 'cycles'],
  });
  const isRepeating = duration === 'repeating';
  useOneDiscount(form);

  useEffect(() => {
    if (isRepeating && cycles === 0) setValue('cycles', usualCycles, { shouldDirty: true });
    if (!isRepeating && cycles !== 0) setValue('cycles', 0, { shouldDirty: true, shouldValidate: true });
  }, [isRepeating, cycles, setValue]);

  const terms = termsOf({ discount, amountOff });
  const description =
    terms && (!isRepeating || Number.isInteger(cycles))
      ? describeDiscount({ ...terms, duration, cycles: cycles ?? 0 })
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
        <PercentField control={control} name="discount" label={t('discount')} />
        <MoneyField control={control} name="amountOff" label={t('amountOff')} help={t('amountOffHelp')} optional />
      </FieldRow>
      <FieldRow>
        <MoneyField
          control={control}
          name="maximumOff"
          label={t('maximumOff')}
          help={t('maximumOffHelp')}
          isDisabled={typeof amountOff === 'number'}
          optional
        />
        <MoneyField
          control={control}
          name="minimumAmount"
          label={t('minimumAmount')}
          help={t('minimumAmountHelp')}
          optional
        />
      </FieldRow>
      <RadioGroupField control={control} name="duration" label={t('duration')} choices={words.choices('duration')} />
      {isRepeating && (
        <FieldRow>
          <NumberField
            control={control}
            name="cycles"
            label={t('cycles')}
            help={t('cyclesHelp')}
            suffix={t('months')}
          />
          <div className="max-sm:hidden" />
        </FieldRow>
      )}
      <TextField
        control={control}
        name="description"
        label={t('description')}
        {...(description ? { help: t('descriptionHelp', { description }) } : {})}
        optional
        maxLength={500}
        emptyAsNull
      />
      <OwnFields control={control} words={words} section="what" />
    </FormSection>
  );
}

function WhenItApplies({ form, words }: Omit<FieldsProps, 'used'>) {
  const { control, getFieldState, subscribe, trigger } = form;
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
          label={t('releaseAt')}
          help={releaseAt ? null : t('releaseAtHelp')}
          optional
        />
        <DateTimeField
          control={control}
          name="expiresAt"
          label={t('expiresAt')}
          help={expiresAt ? null : t('expiresAtHelp')}
          boundary="end"
          optional
        />
      </FieldRow>
      <RadioGroupField control={control} name="status" label={t('status')} choices={words.choices('status')} />
      <OwnFields control={control} words={words} section="when" />
    </FormSection>
  );
}

function HowItIsRedeemed({ form: { control }, words, used }: FieldsProps) {
  const t = useTranslations('coupons.form');
  return (
    <FormSection title={t('who')}>
      <RadioGroupField control={control} name="security" label={t('security')} choices={words.choices('security')} />
      <CheckboxField control={control} name="requiresSale" label={t('requiresSale')} help={t('requiresSaleHelp')} />
      <FieldRow>
        <NumberField
          control={control}
          name="validDaysAfterSale"
          label={t('validDaysAfterSale')}
          help={t('validDaysAfterSaleHelp')}
          suffix={t('days')}
          optional
        />
        <NumberField
          control={control}
          name="maxRedemptions"
          label={t('maxRedemptions')}
          help={used > 0 ? t('limitUsed', { used }) : t('maxRedemptionsHelp')}
          suffix={t('times')}
          optional
        />
      </FieldRow>
      <FieldRow>
        <MoneyField control={control} name="budget" label={t('budget')} help={t('budgetHelp')} optional />
        <NumberField
          control={control}
          name="redemptionsPerHour"
          label={t('redemptionsPerHour')}
          help={t('redemptionsPerHourHelp')}
          suffix={t('perHour')}
          optional
        />
      </FieldRow>
      <CheckboxField
        control={control}
        name="pauseAboveUsualPace"
        label={t('pauseAboveUsualPace')}
        help={t('pauseAboveUsualPaceHelp')}
      />
      <OwnFields control={control} words={words} section="who" />
    </FormSection>
  );
}
